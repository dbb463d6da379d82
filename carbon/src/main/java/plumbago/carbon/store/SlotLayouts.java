package plumbago.carbon.store;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import plumbago.carbon.cache.QueueTotals;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.Storage;

/**
 * The finest archive of each series that is added to: of what is stored, or of what the rules want for a series that is not
 * stored yet. Keeps what it has read for some seconds, for a bounded number of series. Safe for many threads.
 */
final class SlotLayouts {
    /** Files may get another layout by other programs as well. */
    private static final int KEPT_SECONDS = 10;

    private static final int PLACES = 1 << 16;

    private final QueueTotals queues;
    private final Storage storage;
    private final Layouts layouts;
    private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(PLACES);
    private final AtomicInteger generation = new AtomicInteger();

    private record Known(int series, int generation, long readAt, Retention finest) {}

    /** @param layouts what series get that are not stored yet */
    SlotLayouts(QueueTotals queues, Storage storage, Layouts layouts) {
        this.queues = queues;
        this.storage = storage;
        this.layouts = layouts;
    }

    /**
     * The finest archive of a series.
     *
     * @param now seconds since the epoch
     * @throws IOException if what is stored of it cannot be read
     */
    Retention finest(int series, long now) throws IOException {
        int place = series & (PLACES - 1);
        Known last = known.get(place);
        int current = generation.get();
        if (last == null
                || last.series() != series
                || last.generation() != current
                || Math.abs(now - last.readAt()) >= KEPT_SECONDS) {
            last = new Known(series, current, now, read(queues.name(series)));
            known.set(place, last);
        }
        return last.finest();
    }

    private Retention read(String metric) throws IOException {
        try {
            Optional<SeriesLayout> stored = storage.layout(metric);
            SeriesLayout layout = stored.isPresent() ? stored.get() : layouts.layoutFor(metric);
            Retention finest = layout.retentions().get(0);
            if (finest.secondsPerPoint() > 0) {
                return finest;
            }
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new IOException("its archives are none", e);
        }
        throw new IOException("its points have no length");
    }

    /** Reads anew from now on. */
    void forget() {
        generation.incrementAndGet();
    }
}
