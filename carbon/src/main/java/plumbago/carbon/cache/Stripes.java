package plumbago.carbon.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import plumbago.carbon.point.NameHash;

/**
 * The stripes that the series are divided among by the hashes of their names, and which of them a series is in. Whoever
 * calls a method of a {@link QueueStripe} holds its monitor; the methods here take it where they need it.
 */
final class Stripes implements PointJournal.SeriesNames {
    private static final int MOST = 256;

    private final QueueStripe[] stripes;
    private final int bits;

    /** @param count a power of two up to 256 */
    Stripes(int count) {
        if (Integer.bitCount(count) != 1 || count > MOST || count < 1) {
            throw new IllegalArgumentException("the number of stripes is a power of two up to 256, not " + count);
        }
        stripes = new QueueStripe[count];
        for (int i = 0; i < count; i++) {
            stripes[i] = new QueueStripe();
        }
        bits = Integer.numberOfTrailingZeros(count);
    }

    /** How many there are. */
    int count() {
        return stripes.length;
    }

    /** All of them. Not a copy. */
    QueueStripe[] all() {
        return stripes;
    }

    QueueStripe get(int stripe) {
        return stripes[stripe];
    }

    /** The stripe that a series is in. */
    QueueStripe of(int series) {
        return stripes[SeriesId.stripe(series, bits)];
    }

    /** The number of the stripe that a series is in. */
    int numberOf(int series) {
        return SeriesId.stripe(series, bits);
    }

    /** The number of the stripe that a name belongs to. */
    int numberOfName(int hash) {
        return SeriesId.stripeOfName(hash, bits);
    }

    /** The handle of a series in its stripe. */
    int handle(int series) {
        return SeriesId.handle(series, bits);
    }

    /** The series with a handle in a stripe. */
    int series(int stripe, int handle) {
        return SeriesId.of(stripe, handle, bits);
    }

    /** The series of a metric, or -1 if no point of it has come since the start. */
    int find(String metric) {
        byte[] name = metric.getBytes(StandardCharsets.UTF_8);
        int hash = NameHash.of(name, 0, name.length);
        int number = numberOfName(hash);
        QueueStripe stripe = stripes[number];
        synchronized (stripe) {
            int handle = stripe.table.find(name, 0, name.length, hash);
            return handle < 0 ? -1 : series(number, handle);
        }
    }

    /** The metric name of a series. */
    String name(int series) {
        QueueStripe stripe = of(series);
        synchronized (stripe) {
            return stripe.table.name(handle(series));
        }
    }

    @Override
    public void copyName(int series, ByteBuffer into) {
        QueueStripe stripe = of(series);
        synchronized (stripe) {
            stripe.table.copyName(handle(series), into);
        }
    }

    @Override
    public int nameLength(int series) {
        QueueStripe stripe = of(series);
        synchronized (stripe) {
            return stripe.table.nameLength(handle(series));
        }
    }

    /** How many points of a series wait. */
    int count(int series) {
        QueueStripe stripe = of(series);
        synchronized (stripe) {
            return stripe.count(handle(series));
        }
    }

    /** Bytes that the waiting points and the names take. */
    long memoryBytes() {
        long sum = 0;
        for (QueueStripe stripe : stripes) {
            synchronized (stripe) {
                sum += stripe.table.memoryBytes() + stripe.queueBytes();
            }
        }
        return sum;
    }

    /** How many series have points waiting. */
    int waitingSeries() {
        int sum = 0;
        for (QueueStripe stripe : stripes) {
            synchronized (stripe) {
                sum += stripe.occupied();
            }
        }
        return sum;
    }

    /** How many names have been seen since the start. */
    int names() {
        int sum = 0;
        for (QueueStripe stripe : stripes) {
            synchronized (stripe) {
                sum += stripe.table.size();
            }
        }
        return sum;
    }
}
