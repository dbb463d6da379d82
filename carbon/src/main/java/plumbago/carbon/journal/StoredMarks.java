package plumbago.carbon.journal;

import java.util.Arrays;

/** What has been stored and is not written down yet. Safe for many threads. */
final class StoredMarks {
    /** So many are written down at once. */
    static final int FLUSHED_AT = 1024;

    /** No more are kept; what is left out costs a little work after a crash, and nothing else. */
    private static final int MOST = 1 << 20;

    private final boolean eager;
    private int[] series = new int[FLUSHED_AT];
    private long[] sequences = new long[FLUSHED_AT];
    private int size;

    /** @param eager whether they may be written down at any time, and not only when the files are on the disk */
    StoredMarks(boolean eager) {
        this.eager = eager;
    }

    /** Takes the marks out. */
    record Batch(int[] allSeries, long[] sequences, int size) {
        int series(int i) {
            return allSeries[i];
        }

        long sequence(int i) {
            return sequences[i];
        }
    }

    /** Adds one; true if they should be written down now. */
    synchronized boolean add(int markedSeries, long sequence) {
        if (size == MOST) {
            return false;
        }
        if (size == series.length) {
            series = Arrays.copyOf(series, 2 * size);
            sequences = Arrays.copyOf(sequences, 2 * size);
        }
        series[size] = markedSeries;
        sequences[size] = sequence;
        size++;
        return eager && size == FLUSHED_AT;
    }

    synchronized Batch take() {
        Batch taken = new Batch(series, sequences, size);
        series = new int[FLUSHED_AT];
        sequences = new long[FLUSHED_AT];
        size = 0;
        return taken;
    }
}
