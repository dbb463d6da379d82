package plumbago.carbon.aggregator;

import java.util.Arrays;
import plumbago.carbon.rules.AggregateMethod;

/**
 * The open intervals of an aggregate in columns, in the order in which they were opened unless there are very many. Each has what its value is computed
 * from: a running sum, or the least value and so on; percentiles keep all values. Guarded by whoever has the aggregate.
 */
final class Intervals {
    /** Instead of when an interval was sent: it has got values since, or never was. */
    static final long UNSENT = Long.MAX_VALUE;

    private static final int LEAST = 4;
    private static final int LEAST_SAMPLES = 8;

    /** So many of the newest are looked through before an index is asked, or made. */
    private static final int LOOKED_THROUGH = 32;

    /** Beyond this removing one puts the last in its place, since moving all behind it would take long. */
    static final int MOST_IN_ORDER = 1024;

    private final AggregateMethod method;
    private int size;
    private long[] starts = new long[LEAST];
    private long[] counts = new long[LEAST];
    private long[] sent = new long[LEAST];
    private double[] values = new double[LEAST];

    /** Of {@link AggregateMethod#LAST} the timestamps of the values; otherwise null. */
    private long[] stamps;

    /** Of percentiles; otherwise null. */
    private double[][] samples;

    private long sampleBytes;

    /** Null until so many are looked for that it is worth while, and after those behind a removed one have moved. */
    private IntervalIndex index;

    Intervals(AggregateMethod method) {
        this.method = method;
        stamps = method == AggregateMethod.LAST ? new long[LEAST] : null;
        samples = method.isPercentile() ? new double[LEAST][] : null;
    }

    int size() {
        return size;
    }

    long start(int i) {
        return starts[i];
    }

    long count(int i) {
        return counts[i];
    }

    /** The beginning of the interval in which it was sent last, or {@link #UNSENT}. */
    long sent(int i) {
        return sent[i];
    }

    void setSent(int i, long when) {
        sent[i] = when;
    }

    /** Where an interval is, or -1: the newest ones are looked at first. */
    int find(long start) {
        int from = Math.max(0, size - LOOKED_THROUGH);
        for (int i = size - 1; i >= from; i--) {
            if (starts[i] == start) {
                return i;
            }
        }
        if (from == 0) {
            return -1;
        }
        if (index == null) {
            index = new IntervalIndex(starts, size);
        }
        return index.find(starts, start);
    }

    /** Opens one that is not there. */
    int open(long start) {
        if (size == starts.length) {
            resize(2 * size);
        }
        starts[size] = start;
        counts[size] = 0;
        sent[size] = UNSENT;
        values[size] = 0;
        if (index != null) {
            index.add(starts, size);
        }
        return size++;
    }

    /** Sums are Python's, which begin with 0 and add in the order of arrival; comparisons let the first of equal ones stay. */
    void add(int i, long timestamp, double value) {
        long before = counts[i]++;
        sent[i] = UNSENT;
        switch (method) {
            case SUM, AVG -> values[i] += value;
            case MIN -> values[i] = before == 0 || value < values[i] ? value : values[i];
            case MAX -> values[i] = before == 0 || value > values[i] ? value : values[i];
            case COUNT -> {}
            case LAST -> {
                if (before == 0 || timestamp >= stamps[i]) {
                    values[i] = value;
                    stamps[i] = timestamp;
                }
            }
            default -> addSample(i, (int) before, value);
        }
    }

    private void addSample(int i, int before, double value) {
        double[] of = samples[i];
        if (of == null) {
            of = new double[LEAST_SAMPLES];
            samples[i] = of;
            sampleBytes += bytes(of);
        } else if (before == of.length) {
            sampleBytes -= bytes(of);
            of = Arrays.copyOf(of, 2 * before);
            samples[i] = of;
            sampleBytes += bytes(of);
        }
        of[before] = value;
    }

    /** What is sent of an interval. */
    double result(int i) {
        return switch (method) {
            case SUM, MIN, MAX, LAST -> values[i];
            case AVG -> values[i] / counts[i];
            case COUNT -> counts[i];
            default -> Percentile.of(samples[i], (int) counts[i], method.share());
        };
    }

    /** Takes one out; those before it stay where they are. */
    void remove(int i) {
        if (samples != null) {
            sampleBytes -= samples[i] == null ? 0 : bytes(samples[i]);
        }
        int last = size - 1;
        boolean isMoved = size > MOST_IN_ORDER;
        if (index != null && (isMoved || i == last)) {
            index.remove(starts, i);
            if (i != last) {
                index.move(starts, last, i);
            }
        } else if (i != last) {
            index = null;
        }
        int from = isMoved ? last : i + 1;
        move(from, i, size - from);
        if (samples != null) {
            samples[last] = null;
        }
        size--;
        if (size < starts.length / 4 && starts.length > LEAST) {
            resize(Math.max(LEAST, 2 * size));
        }
        if (size <= LOOKED_THROUGH) {
            index = null;
        }
    }

    private void move(int from, int to, int count) {
        System.arraycopy(starts, from, starts, to, count);
        System.arraycopy(counts, from, counts, to, count);
        System.arraycopy(sent, from, sent, to, count);
        System.arraycopy(values, from, values, to, count);
        if (stamps != null) {
            System.arraycopy(stamps, from, stamps, to, count);
        }
        if (samples != null) {
            System.arraycopy(samples, from, samples, to, count);
        }
    }

    /** Gives back what removed ones have left. */
    void trim() {
        int wanted = Math.max(LEAST, size + size / 4);
        if (wanted < starts.length) {
            resize(wanted);
        }
    }

    private void resize(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        counts = Arrays.copyOf(counts, capacity);
        sent = Arrays.copyOf(sent, capacity);
        values = Arrays.copyOf(values, capacity);
        stamps = stamps == null ? null : Arrays.copyOf(stamps, capacity);
        samples = samples == null ? null : Arrays.copyOf(samples, capacity);
    }

    /** What it takes in memory, by estimate. */
    long memoryBytes() {
        int each = 4 * Long.BYTES + (stamps == null ? 0 : Long.BYTES) + (samples == null ? 0 : Long.BYTES);
        return 160 + (long) starts.length * each + sampleBytes + (index == null ? 0 : index.memoryBytes());
    }

    private static long bytes(double[] array) {
        return 16 + 8L * array.length;
    }

    /** Running value of an interval, for the journal. */
    double value(int i) {
        return values[i];
    }

    /** Timestamp of the value of {@link AggregateMethod#LAST}; 0 of others. */
    long stamp(int i) {
        return stamps == null ? 0 : stamps[i];
    }

    /** The values of a percentile, {@link #count} of them; empty of others. */
    double[] samples(int i) {
        return samples == null ? new double[0] : samples[i];
    }

    boolean keepsSamples() {
        return samples != null;
    }

    /** Opens one again that the journal has; the values of a percentile follow with {@link #add}. */
    int restore(long start, long count, double value, long stamp) {
        int i = open(start);
        counts[i] = keepsSamples() ? 0 : count;
        values[i] = value;
        if (stamps != null) {
            stamps[i] = stamp;
        }
        return i;
    }
}
