package plumbago.carbon.store;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.cache.QueueTotals;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.WaitingPoints;

/**
 * Takes batches whose values are amounts, in the series' own unit, and adds each to what its series holds at its time: in the
 * slot of the series' finest archive that the time falls into. Names, timestamps and limits are judged as any point's; an
 * amount of NaN is 0, and so is a slot that holds NaN or nothing.
 *
 * <p>An addition becomes a point that <em>sets</em> the new total, before it is written to the journal and waits in the
 * queues. So it is exact: what {@link #accept} has taken counts once, also after a {@code kill -9} (where there is a
 * journal), however often the journal is read back; what was under way counts once or not at all. What cannot be taken
 * (queues or journal are full, the name is refused) is dropped and counted, and the total stays as it is. Of two additions to
 * one series, from whatever threads or in one batch, both count.
 *
 * <p>A slot must be one that the finest archive has now; what is added to an older one is dropped as
 * {@link DropReason#TOO_OLD}, and to one too far ahead as {@link DropReason#TOO_FAR_AHEAD}. Where it cannot be read what is
 * stored of a series, the total is not known: what was to be added is dropped as {@link DropReason#CORRUPT_FILE}.
 *
 * <p>It is exact against other additions of the same {@link SeriesStore}, and no further. Who sets points in the same slot
 * meanwhile, deletes or renames the series, or changes its archives, may undo an addition of that moment. A slot ahead of the
 * present has the place of one of the oldest, so that of additions to both the later one is what the archive keeps. Totals have
 * the precision of a double: whole numbers up to 2<sup>53</sup>.
 *
 * <p>Afterwards the batch says what became of each point: those with {@link PointBatch#NO_SERIES} were dropped. Its timestamps
 * and values have changed. Safe for any number of threads.
 */
public final class Additions implements PointSink {
    private static final Logger LOG = LoggerFactory.getLogger(Additions.class);

    private static final int LOCK_BITS = 6;
    private static final int LOGGED_PER_SECOND = 1;

    private final QueueTotals queues;
    private final Storage storage;
    private final SlotLayouts layouts;
    private final PointCounters counters;
    private final LongSupplier seconds;
    private final LogLimit logLimit;

    /** Series share locks. Held from the reading of a total until the next one is in the queues. */
    private final ReentrantLock[] locks = new ReentrantLock[1 << LOCK_BITS];

    /** How often something was added under each lock: what was read before that may not hold any more. */
    private final AtomicLongArray versions = new AtomicLongArray(1 << LOCK_BITS);

    /**
     * @param layouts what series get that are not stored yet
     * @param seconds the time, since the epoch
     */
    Additions(QueueTotals queues, Storage storage, Layouts layouts, PointCounters counters, LongSupplier seconds) {
        this.queues = queues;
        this.storage = storage;
        this.layouts = new SlotLayouts(queues, storage, layouts);
        this.counters = counters;
        this.seconds = seconds;
        logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    @Override
    public void accept(PointBatch batch) {
        add(batch);
        counters.received(batch.size());
    }

    private void add(PointBatch batch) {
        queues.findSeries(batch);
        SlotsOfBatch slots = new SlotsOfBatch(batch);
        long now = seconds.getAsLong();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.series(i) != PointBatch.NO_SERIES) {
                findSlot(batch, i, now, slots);
            }
        }
        if (slots.size() == 0) {
            return;
        }
        QueuedPoints waiting = new QueuedPoints();
        readAhead(slots, waiting);
        long held = lock(slots);
        try {
            for (int slot = 0; slot < slots.size(); slot++) {
                readTotal(slots, slot, waiting);
            }
            slots.makeTotals();
            queues.acceptFound(batch);
        } finally {
            unlock(held);
        }
        countMerged(slots);
        slots.giveSeriesBack();
    }

    /** Has the archives of series be read anew: some may be others now. */
    void layoutsChanged() {
        layouts.forget();
    }

    private void findSlot(PointBatch batch, int i, long now, SlotsOfBatch slots) {
        Retention finest;
        try {
            finest = layouts.finest(batch.series(i), now);
        } catch (IOException e) {
            logUnreadable(batch.series(i), e);
            drop(batch, i, DropReason.CORRUPT_FILE);
            return;
        }
        int step = finest.secondsPerPoint();
        long slot = batch.timestamp(i) - batch.timestamp(i) % step;
        if (slot <= now - now % step - finest.seconds()) {
            // What is one turn older lies where the present slot does.
            drop(batch, i, DropReason.TOO_OLD);
        } else if (slot >= now + finest.seconds()) {
            drop(batch, i, DropReason.TOO_FAR_AHEAD);
        } else {
            slots.put(i, slot, step);
        }
    }

    private void drop(PointBatch batch, int i, DropReason reason) {
        batch.setSeries(i, PointBatch.NO_SERIES);
        counters.dropped(reason, 1);
        counters.examples()
                .dropped(
                        reason,
                        batch.sender(),
                        batch.bytes(),
                        batch.nameOffset(i),
                        batch.nameLength(i),
                        batch.value(i),
                        batch.timestamp(i));
    }

    /** Reads from the disk, while no lock is held, what does not wait. */
    private void readAhead(SlotsOfBatch slots, QueuedPoints waiting) {
        for (int slot = 0; slot < slots.size(); slot++) {
            long version = versions.get(lockOf(slots.series(slot)));
            if (lastWaiting(slots, slot, waiting) < 0) {
                try {
                    slots.readAhead(slot, stored(slots, slot), version);
                } catch (IOException e) {
                    LOG.debug("read again in a moment: {}", e.toString());
                }
            }
        }
    }

    /** Finds what a slot holds now, its lock being held. Queue before storage, so that no point is missed on its way. */
    private void readTotal(SlotsOfBatch slots, int slot, QueuedPoints waiting) {
        int last = lastWaiting(slots, slot, waiting);
        if (last >= 0) {
            // At the same second, so that it is this one that remains of the two.
            slots.begin(slot, waiting.values()[last], waiting.timestamps()[last]);
            return;
        }
        try {
            double value = slots.wasReadAt(slot, versions.get(lockOf(slots.series(slot))))
                    ? slots.readAhead(slot)
                    : stored(slots, slot);
            slots.begin(slot, value, slots.time(slot));
        } catch (IOException e) {
            logUnreadable(slots.series(slot), e);
            counters.dropped(DropReason.CORRUPT_FILE, slots.additions(slot));
            counters.examples().dropped(DropReason.CORRUPT_FILE, queues.name(slots.series(slot)));
            slots.leaveOut(slot);
        }
    }

    /** Which of the waiting points is the slot's value when all are stored: of its latest second the last; -1 for none. */
    private int lastWaiting(SlotsOfBatch slots, int slot, QueuedPoints waiting) {
        queues.peek(slots.series(slot), waiting);
        long begin = slots.time(slot);
        long end = begin + slots.step(slot);
        int last = -1;
        for (int i = 0; i < waiting.size(); i++) {
            long time = waiting.timestamps()[i];
            if (time >= begin && time < end && (last < 0 || time >= waiting.timestamps()[last])) {
                last = i;
            }
        }
        return last;
    }

    /** What storage has in a slot; NaN for nothing. */
    private double stored(SlotsOfBatch slots, int slot) throws IOException {
        String metric = queues.name(slots.series(slot));
        long time = slots.time(slot);
        // As if the slot were the present one, so that it is the finest archive that answers.
        Optional<SeriesRange> range = storage.read(metric, time - 1, time, time, WaitingPoints.NONE);
        if (range.isEmpty() || range.get().values().length == 0) {
            return Double.NaN;
        }
        if (range.get().start() == time && range.get().step() == slots.step(slot)) {
            return range.get().values()[0];
        }
        if (storage.layout(metric).isEmpty()) {
            // What can be read takes no points: the series begins anew.
            return Double.NaN;
        }
        layouts.forget();
        throw new IOException("its archives have just become others");
    }

    private static int lockOf(int series) {
        return (series * 0x9E3779B9) >>> (Integer.SIZE - LOCK_BITS);
    }

    /** Takes the locks of all series, in an order that all agree on, and says which these are. */
    private long lock(SlotsOfBatch slots) {
        long wanted = 0;
        for (int slot = 0; slot < slots.size(); slot++) {
            wanted |= 1L << lockOf(slots.series(slot));
        }
        for (int i = 0; i < locks.length; i++) {
            if ((wanted >>> i & 1) != 0) {
                locks[i].lock();
            }
        }
        return wanted;
    }

    private void unlock(long held) {
        for (int i = 0; i < locks.length; i++) {
            if ((held >>> i & 1) != 0) {
                versions.incrementAndGet(i);
                locks[i].unlock();
            }
        }
    }

    /** The queues have counted one point for each slot. */
    private void countMerged(SlotsOfBatch slots) {
        for (int slot = 0; slot < slots.size(); slot++) {
            int further = slots.isLeftOut(slot) ? 0 : slots.additions(slot) - 1;
            if (further > 0 && slots.isAccepted(slot)) {
                // As if each had been stored, and overwritten by the next.
                counters.stored(further);
            } else if (further > 0) {
                counters.dropped(queues.isFull() ? DropReason.QUEUE_FULL : DropReason.JOURNAL_FULL, further);
            }
        }
    }

    private void logUnreadable(int series, IOException e) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn(
                    "what is to be added to {} is dropped, since its total is not known: {}{}",
                    queues.name(series),
                    e.getMessage() == null ? e.toString() : e.getMessage(),
                    suffix);
        }
    }
}
