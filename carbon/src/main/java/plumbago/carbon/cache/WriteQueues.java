package plumbago.carbon.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import plumbago.base.net.FlowControl;
import plumbago.carbon.name.NameJudge;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

/**
 * A write queue for each metric: receivers append, writers take out, and readers look in, from any threads.
 *
 * <p>A writer works in three steps, so that a point is at every moment in the queue, in storage, or in both, and
 * a query that looks first into the queue and then into storage cannot miss it: {@link #takeWaiting} gives the series
 * that have points; {@link #copy} copies a series' points, which stay; {@link #remove} removes them when they are
 * stored. A series that was taken and could not be written is {@linkplain #putBack put back}. From the one to the other
 * a series is in hand: any number may be at once, each once, and they may be done with in any order and by any thread.
 */
public final class WriteQueues implements PointSink, FlowControl, PointJournal.SeriesNames {
    private static final int[] NONE = {};

    private final Stripes stripes;
    private final QueueLimits limits;
    private final PointIntake intake;
    private final PointCounters counters;
    private final PointJournal journal;

    /** Held from the writing down of a batch until it is in the queues. */
    private final Object receiving = new Object();

    private final AtomicLong queued = new AtomicLong();
    private final SenderPause pause;
    private final QueueRemovals removals;

    /**
     * @param stripes how many parts with a lock each, a power of two; more than the threads that append is no use
     * @param timestamps which ones points may have
     * @param names asked what a name means, once for each and again for all of them after {@link #reconsiderNames}
     * @param firstSeen told of each metric that is seen for the first time since the start; by any thread, with no lock held
     * @param journal where points are written down before they wait
     */
    public WriteQueues(
            int stripes,
            QueueLimits limits,
            Timestamps timestamps,
            NameJudge names,
            Consumer<String> firstSeen,
            PointCounters counters,
            PointJournal journal) {
        this.stripes = new Stripes(stripes);
        this.limits = limits;
        this.intake = new PointIntake(this.stripes, limits, timestamps, names, firstSeen, counters);
        this.counters = counters;
        this.journal = journal;
        this.pause = new SenderPause(limits.flowControl(), () -> isFull() || journal.full(), this::hasRoomAgain);
        this.removals = new QueueRemovals(this.stripes, intake, journal, queued, pause);
    }

    /** Queues without a journal, that tell nobody of new metrics. */
    public WriteQueues(
            int stripes, QueueLimits limits, int timestampResolution, NameJudge names, PointCounters counters) {
        this(
                stripes,
                limits,
                new Timestamps(timestampResolution, false, () -> 0),
                names,
                metric -> {},
                counters,
                PointJournal.NONE);
    }

    @Override
    public void accept(PointBatch batch) {
        take(batch, false);
    }

    /** Takes what the process says of itself: names that are metrics' names, and that no rule is asked about. */
    public void acceptOwn(PointBatch batch) {
        take(batch, true);
    }

    private void take(PointBatch batch, boolean own) {
        intake.findSeries(batch, own);
        int[] metricsAgain;
        if (journal == PointJournal.NONE) {
            keepWhatFits(batch);
            metricsAgain = enqueue(batch, 0, 0);
        } else {
            // One batch after the other: the points of a series wait in the order in which they are in the journal.
            synchronized (receiving) {
                keepWhatFits(batch);
                int segment = journal.segment();
                long sequence = journal.append(batch, this);
                metricsAgain = enqueue(batch, segment, sequence);
            }
        }
        for (int series : metricsAgain) {
            intake.announce(series);
        }
        pause.beginIfFull();
    }

    /** Takes their series from the points that there is no room for, and counts them. */
    private void keepWhatFits(PointBatch batch) {
        // A point takes one more chunk at most, so this room is never overdrawn by bytes either.
        long room = Math.min(
                limits.hardPoints() - queued.get(), (limits.hardBytes() - memoryBytes()) / PointChunks.CHUNK_BYTES);
        if (room >= batch.size()) {
            return;
        }
        int full = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (batch.series(i) != PointBatch.NO_SERIES && !replacesNewest(batch, i) && --room < 0) {
                batch.setSeries(i, PointBatch.NO_SERIES);
                full++;
            }
        }
        if (full > 0) {
            counters.dropped(DropReason.QUEUE_FULL, full);
        }
    }

    /** @return series that have become metrics again with a point */
    private int[] enqueue(PointBatch batch, int segment, long sequence) {
        int taken = 0;
        int replaced = 0;
        int[] metricsAgain = NONE;
        for (int s = 0; s < stripes.count(); s++) {
            QueueStripe stripe = stripes.get(s);
            synchronized (stripe) {
                stripe.nextRecord(segment, sequence);
                for (int i = 0; i < batch.size(); i++) {
                    int series = batch.series(i);
                    if (series != PointBatch.NO_SERIES && stripes.numberOf(series) == s) {
                        if (stripe.replaceNewest(stripes.handle(series), batch.timestamp(i), batch.value(i))) {
                            replaced++;
                        } else {
                            stripe.append(stripes.handle(series), batch.timestamp(i), batch.value(i));
                            taken++;
                        }
                    }
                }
                metricsAgain = with(metricsAgain, stripe.takeMetricsAgain(), s);
            }
        }
        queued.addAndGet(taken);
        if (replaced > 0) {
            // The points that were there count as if they had been stored, and overwritten then.
            counters.stored(replaced);
        }
        return metricsAgain;
    }

    private int[] with(int[] series, int[] handles, int s) {
        if (handles.length == 0) {
            return series;
        }
        int[] both = Arrays.copyOf(series, series.length + handles.length);
        for (int i = 0; i < handles.length; i++) {
            both[series.length + i] = stripes.series(s, handles[i]);
        }
        return both;
    }

    /** Whether a point needs no room; if the writer takes away what it replaces, a batch may go beyond the limit. */
    private boolean replacesNewest(PointBatch batch, int i) {
        QueueStripe stripe = stripes.of(batch.series(i));
        synchronized (stripe) {
            return stripe.replacesNewest(stripes.handle(batch.series(i)), batch.timestamp(i));
        }
    }

    /**
     * The series of a metric from the journal, which becomes known with it, whatever the limits; that it is seen for the
     * first time is for the caller to tell.
     *
     * @param hash the name's {@link NameHash}
     */
    public int replayedSeries(byte[] bytes, int offset, int length, int hash) {
        return intake.seriesOfReplayed(bytes, offset, length, hash);
    }

    /** Makes room for so many names at once, which is cheaper than to grow with each; unless memory is short. */
    public void expectNames(int names) {
        if ((long) names * SeriesTable.BYTES_PER_NAME > limits.nameBytes() / 8) {
            return;
        }
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                stripe.table.expect(names / stripes.count());
            }
        }
    }

    /**
     * Takes points from the journal, whatever the limits: they were taken before.
     *
     * @param batch points that have their series
     */
    public void replay(PointBatch batch, int segment, long sequence) {
        synchronized (receiving) {
            enqueue(batch, segment, sequence);
        }
        pause.beginIfFull();
    }

    /** Tells the names of all metrics of which points came in or were replayed since the start. */
    public void tellMetrics(Consumer<String> told) {
        for (QueueStripe stripe : stripes.all()) {
            int handle = 0;
            for (String name = ""; name != null; handle++) {
                synchronized (stripe) {
                    while (handle < stripe.table.size() && !stripe.isMetric(handle)) {
                        handle++;
                    }
                    name = handle < stripe.table.size() ? stripe.table.name(handle) : null;
                }
                if (name != null) {
                    told.accept(name);
                }
            }
        }
    }

    /** The names of all metrics with tags of which points came in or were replayed since the start. */
    public List<String> taggedMetrics() {
        List<String> tagged = new ArrayList<>();
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                for (int handle = 0; handle < stripe.table.size(); handle++) {
                    if (stripe.isMetric(handle) && stripe.table.hasByte(handle, (byte) ';')) {
                        tagged.add(stripe.table.name(handle));
                    }
                }
            }
        }
        return tagged;
    }

    /** Has it be told of metrics again with their next points as if these were their first. */
    public void tellAgain(Collection<String> metrics) {
        BitSet series = new BitSet();
        metrics.stream().mapToInt(this::series).filter(one -> one >= 0).forEach(series::set);
        if (!series.isEmpty()) {
            intake.tellAgain(series);
        }
    }

    /** Whether what waits is beyond a limit. */
    public boolean isFull() {
        return queued.get() >= limits.points() || memoryBytes() >= limits.bytes();
    }

    private boolean hasRoomAgain() {
        return queued.get() < limits.resumePoints() && memoryBytes() < limits.resumeBytes() && !journal.full();
    }

    /**
     * The oldest segment of the journal that is still needed: all before it may go. Points that are being received are
     * in the one it writes to now, or in a later one.
     */
    public int oldestNeededSegment() {
        int lowest;
        synchronized (receiving) {
            lowest = journal.segment();
        }
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                lowest = Math.min(lowest, stripe.oldestSegment());
            }
        }
        return lowest;
    }

    /**
     * Writes the points that keep a segment of the journal from being removed down again.
     *
     * @return whether all of them have been
     */
    public boolean carryOver(int segment) {
        QueuedPoints points = new QueuedPoints();
        for (int s = 0; s < stripes.count(); s++) {
            int[] handles;
            synchronized (stripes.get(s)) {
                handles = stripes.get(s).oldestIn(segment);
            }
            for (int handle : handles) {
                if (!carryOver(stripes.series(s, handle), segment, points)) {
                    pause.beginIfFull();
                    return false;
                }
            }
        }
        pause.beginIfFull();
        return true;
    }

    private boolean carryOver(int series, int segment, QueuedPoints points) {
        QueueStripe stripe = stripes.of(series);
        int handle = stripes.handle(series);
        synchronized (receiving) {
            long replaced;
            synchronized (stripe) {
                if (!stripe.isOldestIn(handle, segment)) {
                    return true;
                }
                if (stripe.isHeld(handle)) {
                    // What is stored just now would come back after a crash.
                    return false;
                }
                stripe.copy(handle, Integer.MAX_VALUE, points);
                replaced = stripe.newestRecord();
            }
            int target = journal.segment();
            long sequence = journal.carryOver(series, points, replaced, this);
            if (sequence < 0) {
                return false;
            }
            synchronized (stripe) {
                stripe.nextRecord(target, sequence);
                stripe.carriedOver(handle, target);
            }
            return true;
        }
    }

    @Override
    public void copyName(int series, ByteBuffer into) {
        stripes.copyName(series, into);
    }

    @Override
    public int nameLength(int series) {
        return stripes.nameLength(series);
    }

    /** Has every name be judged anew when its next point comes: the rules have changed. Points that wait already stay. */
    public void reconsiderNames() {
        intake.reconsiderNames();
    }

    /** Takes the series that have points waiting, in the order of their first appearance since the start. */
    public int[] takeWaiting() {
        int[] series = takeWaitingAsTheyCame();
        Arrays.sort(series);
        return series;
    }

    /** Takes the series that have points waiting, in the order in which they began to wait. */
    public int[] takeWaitingAsTheyCame() {
        int[][] taken = new int[stripes.count()][];
        int size = 0;
        for (int s = 0; s < stripes.count(); s++) {
            synchronized (stripes.get(s)) {
                taken[s] = stripes.get(s).takeWaiting();
            }
            size += taken[s].length;
        }
        int[] series = new int[size];
        int at = 0;
        for (int s = 0; s < stripes.count(); s++) {
            for (int handle : taken[s]) {
                series[at++] = stripes.series(s, handle);
            }
        }
        return series;
    }

    /**
     * Keeps the series that wait in the order of their sizes from now on, for {@link #takeLargest}; before the first
     * point comes. Nothing is there for {@link #takeWaiting} then.
     *
     * @param firstToGrow whether among equals the one comes first that had so many points first; otherwise the one that
     *     has been waiting longest
     */
    public void keepLargestFirst(boolean firstToGrow) {
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                stripe.keepLargestFirst(firstToGrow);
            }
        }
    }

    /** Takes the series with the most points at this moment, or -1 if none has any. By one thread. */
    public int takeLargest() {
        int largest = 0;
        int most = 0;
        for (int s = 0; s < stripes.count(); s++) {
            synchronized (stripes.get(s)) {
                int count = stripes.get(s).largestCount();
                if (count > most) {
                    most = count;
                    largest = s;
                }
            }
        }
        synchronized (stripes.get(largest)) {
            int handle = stripes.get(largest).takeLargest();
            return handle < 0 ? -1 : stripes.series(largest, handle);
        }
    }

    /** How many points of a series wait. */
    public int count(int series) {
        return stripes.count(series);
    }

    /** The least timestamp of a series that has points waiting. */
    public long leastTimestamp(int series) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            return stripe.leastTimestamp(stripes.handle(series));
        }
    }

    /** The series that have points waiting and none stored since the start, in the order of their first appearance. */
    public int[] waitingNotStored() {
        int[] found = new int[64];
        int size = 0;
        for (int s = 0; s < stripes.count(); s++) {
            synchronized (stripes.get(s)) {
                for (int handle = 0; handle < stripes.get(s).table.size(); handle++) {
                    if (stripes.get(s).count(handle) > 0 && !stripes.get(s).isStored(handle)) {
                        found = size < found.length ? found : Arrays.copyOf(found, 2 * size);
                        found[size++] = stripes.series(s, handle);
                    }
                }
            }
        }
        Arrays.sort(found, 0, size);
        return Arrays.copyOf(found, size);
    }

    /** Notes that what the series was stored in is no longer there. */
    public void forgetStored(int series) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.forgetStored(stripes.handle(series));
        }
    }

    /** The metric name of a series. */
    public String name(int series) {
        return stripes.name(series);
    }

    /**
     * Copies the oldest points of a series that was taken, at most {@code limit}, in the order in which they came. The
     * series is in hand then, until {@link #remove} or {@link #putBack}: these points stay as they are.
     */
    public void copy(int series, int limit, QueuedPoints into) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.copyToStore(stripes.handle(series), limit, into);
        }
    }

    /**
     * Removes the oldest points of a series that was taken. If others are left it waits again. It is in hand no more.
     *
     * @param count as many as were copied last of this series, so that the journal learns of it
     */
    public void remove(int series, int count) {
        QueueStripe stripe = stripes.of(series);
        long storedUpTo;
        synchronized (stripe) {
            storedUpTo = stripe.remove(stripes.handle(series), count);
        }
        queued.addAndGet(-count);
        if (storedUpTo > 0) {
            journal.stored(series, storedUpTo, this);
        }
        pause.endIfRoom();
    }

    /** Lets a series that was taken wait again with all its points. It is in hand no more. */
    public void putBack(int series) {
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.putBack(stripes.handle(series));
        }
    }

    /**
     * Lets all series wait that have points, those too that were taken and neither put back nor emptied, because an error
     * came between. None of them may be in hand.
     */
    public void relist() {
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                stripe.relist();
            }
        }
    }

    /** Copies all points of a metric that wait at this moment, in the order in which they came. */
    public void peek(String metric, QueuedPoints into) {
        int series = stripes.find(metric);
        if (series < 0) {
            into.clear(0);
            return;
        }
        QueueStripe stripe = stripes.of(series);
        synchronized (stripe) {
            stripe.copy(stripes.handle(series), Integer.MAX_VALUE, into);
        }
    }

    /** The means to take metrics out of the queues, for whoever keeps the writer from them. */
    public QueueRemovals removals() {
        return removals;
    }

    /** The series of a metric, or -1 if no point of it has come since the start. */
    public int series(String metric) {
        return stripes.find(metric);
    }

    /** How many points wait. */
    public long queuedPoints() {
        return queued.get();
    }

    /** How many series have points waiting. */
    public int waitingSeries() {
        int sum = 0;
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                sum += stripe.occupied();
            }
        }
        return sum;
    }

    /** How many names have been seen since the start. */
    public int names() {
        int sum = 0;
        for (QueueStripe stripe : stripes.all()) {
            synchronized (stripe) {
                sum += stripe.table.size();
            }
        }
        return sum;
    }

    /** Bytes that the waiting points and the names take. */
    public long memoryBytes() {
        return stripes.memoryBytes();
    }

    @Override
    public boolean paused() {
        return pause.paused();
    }

    @Override
    public void addListener(FlowControl.Listener listener) {
        pause.addListener(listener);
    }

    /** Looks whether senders should wait, now that there is more or less room in the journal. */
    public void journalChanged() {
        pause.beginIfFull();
        pause.endIfRoom();
    }
}
