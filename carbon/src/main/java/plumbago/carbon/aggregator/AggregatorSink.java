package plumbago.carbon.aggregator;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.base.measure.Measures;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.rules.AggregationRules;
import plumbago.carbon.stats.DropReason;

/**
 * Aggregates points: takes batches, passes on what is to be passed on, and makes a point for each interval of each aggregate when
 * its time has come, and again when a late point has changed it. Before {@link #accept} returns, what came in is in the journal,
 * and so outlives the process.
 *
 * <p>{@link #tick} is called by one thread, each second; all else by any number of threads. The sinks behind are called with no
 * lock held.
 */
public final class AggregatorSink implements PointSink, AutoCloseable {
    private static final int LATE_LOGGED_PER_SECOND = 1;

    /** So many batches of aggregates are collected before they are delivered. */
    private static final int MOST_BATCHES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(AggregatorSink.class);

    private static final Meaning WITHOUT_TIME = Meaning.refused(DropReason.INVALID_TIMESTAMP);

    private final AggregatorSetup setup;
    private final AggregatorOptions options;
    private final AggregatorCounters counters = new AggregatorCounters();
    private final AggregatorJournal journal;
    private final AggregateTable table = new AggregateTable();
    private final Aggregation aggregation;
    private final MeaningJudge judge;
    private final NameMeanings meanings;
    private final LogLimit lateLog;
    private final Deque<Outgoing> unused = new ArrayDeque<>();

    /** Who has taken something out that is not delivered yet: until it is, the journal must have it. */
    private int delivering;

    private long lastTick = Long.MIN_VALUE;

    /** By which names are judged. Whoever has the file read again, these change with the next tick. */
    private AggregationRules inForce;

    private AggregatorSink(AggregatorSetup setup, AggregatorJournal journal) {
        this.setup = setup;
        this.options = setup.options();
        this.inForce = setup.rules().current();
        this.journal = journal;
        this.aggregation = new Aggregation(options, table, journal.operations(), counters);
        this.judge = new MeaningJudge(setup.names(), options, table::named, this::seconds);
        this.meanings = new NameMeanings(options.maxNameBytes());
        this.lateLog = new LogLimit(LATE_LOGGED_PER_SECOND, this::seconds);
    }

    /**
     * Begins with what an earlier process has left in the journal. What of that no rule makes any more is delivered at once.
     *
     * @throws IOException if the journal's folder is another process's, or cannot be read; the message names it
     */
    public static AggregatorSink open(AggregatorSetup setup) throws IOException {
        AggregateReplay replay = new AggregateReplay();
        AggregatorJournal journal = setup.journal().isEmpty()
                ? AggregatorJournal.none()
                : AggregatorJournal.open(setup.journal().get(), setup.options().maxBytes(), replay, setup.deleting());
        AggregatorSink sink = new AggregatorSink(setup, journal);
        sink.begin(replay);
        return sink;
    }

    private void begin(AggregateReplay replay) {
        Outgoing made = new Outgoing();
        List<Runnable> later = new ArrayList<>();
        synchronized (this) {
            aggregation.adopt(replay, inForce, seconds(), made, later);
            deliver(made, setup.aggregatesTo());
            journal.begin(table, options.isExact());
            publish();
        }
    }

    private long seconds() {
        return Math.floorDiv(setup.clock().millis(), 1000);
    }

    @Override
    public void accept(PointBatch batch) {
        Outgoing forwarded = null;
        Outgoing made = null;
        List<Runnable> later = List.of();
        synchronized (this) {
            forwarded = aggregate(batch);
            if (aggregation.isFull()) {
                made = take();
                made.begin("");
                later = new ArrayList<>();
                if (aggregation.makeSpace(seconds(), made, later)) {
                    forgetMeanings();
                }
                delivering++;
            }
            journal.commit();
            publish();
        }
        setup.counters().received(batch.size());
        if (made != null) {
            deliver(made, setup.aggregatesTo());
        }
        if (forwarded == null) {
            setup.forwardTo().accept(batch);
        } else {
            forwarded.offerDropped(batch, setup.counters(), setup.timestamps());
            deliver(forwarded, setup.forwardTo());
        }
        if (made != null || forwarded != null) {
            synchronized (this) {
                if (made != null) {
                    delivered(later);
                    unused.push(made);
                }
                if (forwarded != null) {
                    unused.push(forwarded);
                }
            }
        }
    }

    /** What is due goes on also where a sink fails, which none should. */
    private static void deliver(Outgoing made, PointSink to) {
        try {
            made.deliver(to);
        } catch (RuntimeException e) {
            LOG.error("points could not be passed on", e);
        }
    }

    private void delivered(List<Runnable> later) {
        later.forEach(Runnable::run);
        journal.commit();
        delivering--;
    }

    private Outgoing take() {
        Outgoing taken = unused.poll();
        return taken == null ? new Outgoing() : taken;
    }

    /** Adds all points to their aggregates; returns what is passed on, or null if that is the batch as it is. */
    private Outgoing aggregate(PointBatch batch) {
        long now = seconds();
        Outgoing forwarded = null;
        for (int i = 0; i < batch.size(); i++) {
            Meaning meaning = setup.timestamps().settle(batch, i) ? meaning(batch, i) : WITHOUT_TIME;
            Aggregate[] aggregates = meaning.aggregates();
            for (int part = 0; part < aggregates.length; part++) {
                if (!aggregation.add(
                        aggregates[part], meaning.rules()[part], batch.timestamp(i), batch.value(i), now)) {
                    counters.tooLate++;
                    logTooLate(batch, i, aggregates[part]);
                }
            }
            if (!meaning.isAsItCame() && forwarded == null) {
                forwarded = take();
                forwarded.begin(batch.sender());
                for (int before = 0; before < i; before++) {
                    forwarded.add(batch, before);
                }
            }
            if (forwarded != null && meaning.isAsItCame()) {
                forwarded.add(batch, i);
            } else if (meaning.refusal() != null) {
                forwarded.drop(meaning.refusal(), i, setup.counters());
            } else if (meaning.isForwarded() && forwarded != null) {
                byte[] name = meaning.name();
                forwarded.add(name, 0, name.length, meaning.nameHash(), batch.timestamp(i), batch.value(i));
            }
        }
        return forwarded;
    }

    private Meaning meaning(PointBatch batch, int i) {
        int offset = batch.nameOffset(i);
        int length = batch.nameLength(i);
        int hash = batch.nameHash(i);
        Meaning meaning = meanings.find(batch.bytes(), offset, length, hash);
        if (meaning == null) {
            if (meanings.isFull()) {
                forgetMeanings();
            }
            meaning = judge.judge(batch.name(i), inForce);
            meanings.put(batch.bytes(), offset, length, hash, meaning);
        }
        return meaning;
    }

    private void forgetMeanings() {
        meanings.clear();
        table.dropUnused();
    }

    private void logTooLate(PointBatch batch, int i, Aggregate aggregate) {
        String suffix = lateLog.admit();
        if (suffix != null) {
            LOG.warn(
                    "a point of {} with timestamp {} is left out of {}: it came too late, that interval is finished and"
                            + " forgotten; see AGGREGATION_LATENESS and MAX_AGGREGATION_BYTES{}",
                    batch.name(i),
                    batch.timestamp(i),
                    aggregate.name,
                    suffix);
        }
    }

    /** Has every name be judged anew when its next point comes: the lists or the rewriting have changed. Values stay. */
    public synchronized void reconsiderNames() {
        forgetMeanings();
    }

    /**
     * Makes the points of all aggregates that are due, and looks now and then whether the aggregation rules have changed; each
     * second.
     *
     * @param now seconds since the epoch
     */
    public void tick(long now) {
        setup.rules().check();
        AggregationRules rules = setup.rules().current();
        boolean hasNewRules;
        List<Aggregate> computed = new ArrayList<>();
        List<Runnable> later = new ArrayList<>();
        Outgoing made;
        synchronized (this) {
            made = take();
            made.begin("");
            if (now < lastTick) {
                aggregation.restartTimers(now);
            }
            lastTick = now;
            hasNewRules = rules != inForce;
            if (hasNewRules) {
                inForce = rules;
                delivering++;
                meanings.clear();
                aggregation.replaceRules(rules, now, made, later);
            }
        }
        do {
            deliver(made, setup.aggregatesTo());
            synchronized (this) {
                Aggregate next;
                do {
                    next = aggregation.computeNext(now, made);
                    if (next != null) {
                        computed.add(next);
                    }
                } while (next != null && made.batches() < MOST_BATCHES);
            }
        } while (!made.isEmpty());
        synchronized (this) {
            if (hasNewRules) {
                delivered(later);
            }
            computed.forEach(aggregate -> aggregation.settle(aggregate, now));
            journal.commit();
            if (delivering == 0 && journal.isGrown()) {
                journal.renew(table, options.isExact());
            }
            unused.push(made);
            publish();
        }
    }

    private void publish() {
        counters.publish(table.bytes(), journal.bytes());
    }

    /** What is wrong with the journal at this moment; for any thread. */
    public Optional<String> problem() {
        return journal.problem();
    }

    /** Tells what is held, was made and was too late. */
    public void register(Measures measures) {
        counters.register(measures);
    }

    /** Writes the last of it to the journal; nothing may come in any more. Open intervals go on in the next process. */
    @Override
    public synchronized void close() {
        journal.close();
    }
}
