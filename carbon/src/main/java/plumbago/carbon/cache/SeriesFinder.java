package plumbago.carbon.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import plumbago.carbon.name.NameJudge;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.FirstDropped;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

/**
 * Finds the series of each point of a batch, and asks once for each name what it means.
 *
 * <p>A batch is gone through in two passes. The first one takes, stripe by stripe with the lock held, all points whose
 * names are known, which are nearly all. The second one takes the others one by one, and asks {@link NameJudge}
 * without any lock, because rules may be slow.
 */
final class SeriesFinder {
    /** In place of a series: the point's name has to be asked for in the second pass. */
    private static final int LATER = -1;

    /** In place of a series: the point is dropped. This is the first reason, those below it are the others. */
    private static final int NOWHERE = -2;

    private static final List<DropReason> REASONS = List.of(DropReason.values());

    private final Stripes stripes;
    private final QueueLimits limits;
    private final Timestamps timestamps;
    private final NameJudge names;
    private final Consumer<String> firstSeen;
    private final PointCounters counters;
    private volatile int rulesVersion;

    SeriesFinder(
            Stripes stripes,
            QueueLimits limits,
            Timestamps timestamps,
            NameJudge names,
            Consumer<String> firstSeen,
            PointCounters counters) {
        this.stripes = stripes;
        this.limits = limits;
        this.timestamps = timestamps;
        this.names = names;
        this.firstSeen = firstSeen;
        this.counters = counters;
    }

    /**
     * Notes the series of each point of a batch, {@link PointBatch#NO_SERIES} where there is none, which is counted.
     *
     * @param own whether the process speaks of itself: such names are metrics' names and no rule is asked about them
     */
    void findSeries(PointBatch batch, boolean own) {
        int withoutTime = -1;
        FirstDropped dropped = null;
        int[] later = null;
        int laterSize = 0;
        for (int s = 0; s < stripes.count(); s++) {
            QueueStripe stripe = stripes.get(s);
            synchronized (stripe) {
                for (int i = 0; i < batch.size(); i++) {
                    if (stripes.numberOfName(batch.nameHash(i)) != s) {
                        continue;
                    }
                    batch.setSeries(i, PointBatch.NO_SERIES);
                    if (!timestamps.settle(batch, i)) {
                        dropped = drop(DropReason.INVALID_TIMESTAMP, i, dropped);
                        withoutTime = i;
                        continue;
                    }
                    int handle = find(stripe, batch, i);
                    int series = handle < 0 ? LATER : own ? stripes.series(s, handle) : meaning(stripe, s, handle);
                    if (series != LATER) {
                        dropped = settle(batch, i, series, dropped);
                    } else {
                        later = later == null ? new int[16] : later;
                        later = laterSize < later.length ? later : Arrays.copyOf(later, 2 * laterSize);
                        later[laterSize++] = i;
                    }
                }
            }
        }
        if (withoutTime >= 0) {
            timestamps.logDropped(batch, withoutTime);
        }
        if (laterSize > 0) {
            dropped = askAbout(batch, later, laterSize, own, dropped);
        }
        if (dropped != null) {
            // Without any lock.
            dropped.offer(counters.examples(), batch);
        }
    }

    private FirstDropped askAbout(PointBatch batch, int[] points, int count, boolean own, FirstDropped before) {
        FirstDropped dropped = before;
        AskedNames asked = new AskedNames(batch);
        for (int k = 0; k < count; k++) {
            int i = points[k];
            int series = asked.find(i, LATER);
            if (series == LATER) {
                series = own ? seriesOfMetric(batch.name(i)) : seriesMeant(batch, i);
                asked.put(i, series);
            }
            dropped = settle(batch, i, series, dropped);
        }
        return dropped;
    }

    /** Notes the series of a point, or counts why it has none. */
    private FirstDropped settle(PointBatch batch, int i, int series, FirstDropped dropped) {
        if (series >= 0) {
            batch.setSeries(i, series);
            return dropped;
        }
        return drop(REASONS.get(NOWHERE - series), i, dropped);
    }

    private FirstDropped drop(DropReason reason, int i, FirstDropped before) {
        FirstDropped dropped = before == null ? new FirstDropped() : before;
        counters.dropped(reason, 1);
        dropped.note(reason, i);
        return dropped;
    }

    private static int nowhere(DropReason reason) {
        return NOWHERE - REASONS.indexOf(reason);
    }

    private static int find(QueueStripe stripe, PointBatch batch, int i) {
        return stripe.table.find(batch.bytes(), batch.nameOffset(i), batch.nameLength(i), batch.nameHash(i));
    }

    /** The series that a known name means; or LATER, or why it has none. The stripe's lock is held. */
    private int meaning(QueueStripe stripe, int s, int handle) {
        if (stripe.names.meansItself(handle)) {
            return stripes.series(s, handle);
        }
        DropReason refusal = stripe.names.refusal(handle);
        return refusal != null ? nowhere(refusal) : stripe.names.elsewhere(handle);
    }

    /** The series that a name means, asked for if need be; or why there is none. */
    private int seriesMeant(PointBatch batch, int i) {
        int s = stripes.numberOfName(batch.nameHash(i));
        QueueStripe stripe = stripes.get(s);
        synchronized (stripe) {
            int handle = find(stripe, batch, i);
            int known = handle < 0 || stripe.names.isUndecided(handle) ? LATER : meaning(stripe, s, handle);
            if (known != LATER) {
                return known;
            }
        }
        int version = rulesVersion;
        NameVerdict verdict = names.judge(batch.name(i));
        if (verdict.isRefused()) {
            remember(batch, i, version, LATER, verdict.refusal());
            return nowhere(verdict.refusal());
        }
        int series = seriesOfMetric(verdict.metric());
        if (series >= 0) {
            remember(batch, i, version, series, null);
        }
        return series;
    }

    /** The series of a metric, whatever its name means when it is sent; or that they are too many. */
    private int seriesOfMetric(String metric) {
        byte[] name = metric.getBytes(StandardCharsets.UTF_8);
        int hash = NameHash.of(name, 0, name.length);
        QueueStripe stripe = stripes.get(stripes.numberOfName(hash));
        int handle;
        boolean isNew;
        synchronized (stripe) {
            handle = stripe.table.find(name, 0, name.length, hash);
            if (handle < 0) {
                if (!hasSpaceForNames(stripe)) {
                    return nowhere(DropReason.TOO_MANY_METRICS);
                }
                handle = stripe.names.addUndecided(name, 0, name.length, hash);
            }
            isNew = stripe.names.becomeMetric(handle);
        }
        if (isNew) {
            firstSeen.accept(metric);
        }
        return stripes.series(stripes.numberOfName(hash), handle);
    }

    /** Tells that a series is a metric's: its first point came in. */
    void announce(int series) {
        firstSeen.accept(stripes.name(series));
    }

    /** The series of a metric from the journal, which is not announced, and for which there is always space. */
    int seriesOfReplayed(byte[] bytes, int offset, int length, int hash) {
        QueueStripe stripe = stripes.get(stripes.numberOfName(hash));
        synchronized (stripe) {
            int handle = stripe.table.find(bytes, offset, length, hash);
            if (handle < 0) {
                handle = stripe.names.addUndecided(bytes, offset, length, hash);
            }
            stripe.names.becomeMetric(handle);
            return stripes.series(stripes.numberOfName(hash), handle);
        }
    }

    /**
     * Keeps what a sent name means, if there is space for it: a flood of names that are rewritten or refused must not take
     * the space of metrics. What the rules said before they changed is not kept.
     */
    private void remember(PointBatch batch, int i, int version, int series, DropReason refusal) {
        int s = stripes.numberOfName(batch.nameHash(i));
        QueueStripe stripe = stripes.get(s);
        synchronized (stripe) {
            int handle = find(stripe, batch, i);
            if (handle < 0) {
                boolean fits = refusal == null
                        ? hasSpaceForNames(stripe)
                        : stripe.names.refusedBytes() < limits.refusedNameBytes() / stripes.count();
                if (!fits) {
                    return;
                }
                handle = stripe.table.add(batch.bytes(), batch.nameOffset(i), batch.nameLength(i), batch.nameHash(i));
                if (refusal != null) {
                    stripe.names.addedRefused(batch.nameLength(i));
                }
            }
            if (version != rulesVersion) {
                stripe.names.leaveUndecided(handle);
            } else if (refusal != null) {
                stripe.names.decideRefused(handle, refusal);
            } else if (series == stripes.series(s, handle)) {
                stripe.names.decideItself(handle);
            } else {
                stripe.names.decideElsewhere(handle, series);
            }
        }
    }

    private boolean hasSpaceForNames(QueueStripe stripe) {
        return stripe.table.memoryBytes() < limits.nameBytes() / stripes.count();
    }

    /** Asks anew about every name, when its next point comes: the rules have changed. */
    void reconsiderNames() {
        synchronized (this) {
            rulesVersion++;
        }
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                stripe.names.leaveAllUndecided();
            }
        }
    }

    /** Has metrics announced again with their next points as if these were their first, however they are spelt. */
    void announceAgain(Collection<String> metrics) {
        BitSet series = new BitSet();
        metrics.stream().mapToInt(stripes::find).filter(one -> one >= 0).forEach(series::set);
        if (series.isEmpty()) {
            return;
        }
        synchronized (this) {
            rulesVersion++;
        }
        for (int s = 0; s < stripes.count(); s++) {
            QueueStripe stripe = stripes.get(s);
            synchronized (stripe) {
                for (int one = series.nextSetBit(0); one >= 0; one = series.nextSetBit(one + 1)) {
                    if (stripes.numberOf(one) == s) {
                        stripe.names.announceAgain(stripes.handle(one));
                    }
                }
                stripe.names.reconsider(series::get);
            }
        }
    }
}
