package plumbago.carbon.housekeeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.cache.QueueRemovals;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.config.RetentionText;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.storage.SeriesLocks;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.tags.TaggedNames;

/**
 * Deletes, renames and expires metrics, and gives them the layout that the schemas want: stored and waiting points,
 * names and tags together. The writer is kept from a metric only while something is done to it. Safe for many threads.
 */
public final class Housekeeping {
    private static final int POINTS_AT_ONCE = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final MetricIndex index;
    private final QueueRemovals queues;
    private final Storage storage;
    private final SeriesLocks locks;
    private final Layouts layouts;
    private final PointCounters counters;
    private final Clock clock;
    private volatile TaggedNames taggedNames = TaggedNames.NONE;
    private volatile Runnable layoutListener = () -> {};

    /**
     * @param locks those of the writer that empties the queues
     * @param layouts what stored metrics should look like
     */
    public Housekeeping(
            MetricIndex index,
            QueueRemovals queues,
            Storage storage,
            SeriesLocks locks,
            Layouts layouts,
            PointCounters counters,
            Clock clock) {
        this.index = index;
        this.queues = queues;
        this.storage = storage;
        this.locks = locks;
        this.layouts = layouts;
        this.counters = counters;
        this.clock = clock;
    }

    /** Has tagged series be known by their names, and a listener notified when they go. */
    public void taggedNames(TaggedNames names) {
        taggedNames = names;
    }

    /** Has a listener notified when the layout of what is stored of a metric may be another than before. */
    public void onLayoutChanged(Runnable listener) {
        layoutListener = listener;
    }

    /** See {@link StoredMetrics#matching}. */
    public List<String> matching(String pattern) {
        return stored().matching(pattern);
    }

    /** What is known and stored, at this moment. */
    StoredMetrics stored() {
        return new StoredMetrics(index, storage, layouts, taggedNames);
    }

    /**
     * A length of time such as {@code 30d}, {@code 12h} or {@code 3600}, in seconds.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Duration age(String text) {
        return Duration.ofSeconds(RetentionText.parse("1s:" + text).points());
    }

    /** What is to be done to one metric. */
    private interface Action {
        /** @return whether there was anything to do */
        boolean to(String metric) throws IOException;
    }

    private Outcome each(List<String> metrics, Action action) {
        Outcome outcome = Outcome.empty();
        for (String given : metrics) {
            Optional<String> named = MetricName.metricFor(given);
            if (named.isEmpty()) {
                outcome.failed().put(given, "it cannot be a metric's name");
                continue;
            }
            String metric = named.get();
            locks.lock(metric);
            try {
                (action.to(metric) ? outcome.done() : outcome.unchanged()).add(metric);
            } catch (IOException | UncheckedIOException | ArithmeticException e) {
                LOG.warn("{}: {}", metric, e.toString());
                outcome.failed().put(metric, reason(e));
            } finally {
                locks.unlock(metric);
                layoutListener.run();
            }
        }
        return outcome;
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /**
     * Deletes metrics: what is stored of them, their points that wait, and their names. A point that is sent later makes a metric
     * anew.
     *
     * @param who asked for it, for the log
     */
    public Outcome delete(List<String> metrics, boolean dryRun, String who) {
        Outcome outcome = each(metrics, metric -> dryRun ? exists(metric) : delete(metric, who));
        if (!dryRun) {
            // Also those that are sent in another spelling than their own.
            queues.announceAgain(outcome.done());
        }
        return outcome;
    }

    private boolean exists(String metric) {
        return index.contains(metric) || storage.exists(metric) || queues.isWaiting(metric);
    }

    private boolean delete(String metric, String who) throws IOException {
        boolean known = exists(metric);
        // If what is stored cannot be deleted, its points stay as well.
        boolean any = storage.delete(metric) || known;
        // Before the queue is emptied: a point that comes in after that gives the name back.
        forgetName(metric);
        int points = queues.discard(metric);
        counters.dropped(DropReason.DELETED, points);
        if (points > 0) {
            counters.examples().dropped(DropReason.DELETED, metric);
        }
        if (any) {
            LOG.info("deleted {} and {} waiting points, for {}", metric, points, who);
        }
        return any;
    }

    private void forgetName(String metric) {
        index.remove(metric);
        index.removeEmptyBranches(metric);
        if (TaggedName.isTagged(metric)) {
            taggedNames.removed(metric);
        }
    }

    /**
     * Deletes those of some metrics that have had no point for some time, and none waits for. A point that comes in
     * meanwhile makes a metric anew.
     *
     * @param age without a point
     */
    public Outcome expire(List<String> metrics, Duration age, boolean dryRun, String who) {
        long now = clock.millis() / 1000;
        long before = now - age.toSeconds();
        return each(metrics, metric -> {
            if (queues.isWaiting(metric)) {
                return false;
            }
            OptionalLong last = storage.lastUpdate(metric, before, now);
            if (last.isEmpty() || last.getAsLong() >= before) {
                return false;
            }
            if (!dryRun) {
                storage.delete(metric);
                forgetName(metric);
                queues.retire(metric);
                LOG.info("deleted {}, which had its last point at {}, for {}", metric, last.getAsLong(), who);
            }
            return true;
        });
    }

    /**
     * Gives a metric another name, or all below a branch another branch. Nothing is overwritten: where there is a metric
     * of the new name already, the old one stays. Points that wait go along; those that come in meanwhile under the old
     * name stay under it, and make a metric of that name anew.
     */
    public Outcome rename(String from, String to, boolean dryRun, String who) {
        return renameAll(spelt(from), spelt(to), dryRun, who);
    }

    /** A name with tags in its one spelling, and others, which may be branches, as they are. */
    private static String spelt(String name) {
        return MetricName.metricFor(name).filter(TaggedName::isTagged).orElse(name);
    }

    private Outcome renameAll(String from, String to, boolean dryRun, String who) {
        Outcome outcome = Outcome.empty();
        List<String> metrics = new ArrayList<>();
        if (exists(from)) {
            metrics.add(from);
        }
        if (!TaggedName.isTagged(from) && !TaggedName.isTagged(to)) {
            metrics.addAll(index.below(from));
        }
        if (metrics.isEmpty()) {
            outcome.failed().put(from, "there is neither a metric nor a branch of this name");
        }
        for (String metric : metrics) {
            Optional<String> other =
                    MetricName.metricFor(to + metric.substring(from.length())).filter(name -> !name.equals(metric));
            if (other.isEmpty()) {
                outcome.failed().put(metric, "it cannot be called " + to + metric.substring(from.length()));
                continue;
            }
            String target = other.get();
            locks.lock(metric, target);
            try {
                if (exists(target)) {
                    outcome.failed().put(metric, "there is a metric " + target + " already");
                } else {
                    if (!dryRun) {
                        renameOne(metric, target, who);
                    }
                    outcome.done().add(metric);
                }
            } catch (IOException e) {
                LOG.warn("{}: {}", metric, e.toString());
                outcome.failed().put(metric, reason(e));
            } finally {
                locks.unlock(metric);
                locks.unlock(target);
                layoutListener.run();
            }
        }
        return outcome;
    }

    private void renameOne(String metric, String target, String who) throws IOException {
        queues.store(metric, POINTS_AT_ONCE, points -> store(metric, points));
        storage.rename(metric, target);
        index.add(target);
        index.announceStored(target);
        forgetName(metric);
        queues.retire(metric);
        LOG.info("renamed {} to {}, for {}", metric, target, who);
    }

    private void store(String metric, QueuedPoints points) throws IOException {
        int taken = points.size();
        points.sort();
        long now = clock.millis() / 1000;
        long acceptedAt = points.acceptedAt() == 0 ? now : points.acceptedAt();
        int stored =
                storage.write(metric, points.timestamps(), points.values(), points.size(), acceptedAt, now, () -> true);
        counters.update();
        counters.stored(taken - points.size() + stored);
    }

    /** Gives metrics the layout that the schemas want, where they have another. Their points stay. */
    public Outcome applySchema(List<String> metrics, boolean dryRun, String who) {
        long now = clock.millis() / 1000;
        layouts.refresh();
        return each(metrics, metric -> {
            List<String> differences = stored().differences(metric);
            if (differences.isEmpty()) {
                return false;
            }
            if (!dryRun) {
                storage.reshape(metric, layouts.layoutFor(metric), now);
                LOG.info("{}: {}; done, for {}", metric, String.join("; ", differences), who);
            }
            return true;
        });
    }
}
