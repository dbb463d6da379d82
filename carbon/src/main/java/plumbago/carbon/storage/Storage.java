package plumbago.carbon.storage;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the writer writes to and the reader reads from. */
public interface Storage extends AutoCloseable {
    /** Instead of a number of points: the series may not be created yet. */
    int NOT_YET = -1;

    /**
     * Writes points of one series, which is created by its schema if it is new. Called by one thread for a series.
     *
     * @param metric a name from {@link MetricName#metricFor}
     * @param timestamps seconds since the epoch, ascending, no two alike; the first {@code count} are used
     * @param values the values that go with them
     * @param now seconds since the epoch
     * @param mayCreate asked if the series is new; if it may not be created yet, nothing is done
     * @return how many of the points are stored; those that no archive covers are not, and are counted as dropped.
     *     {@link #NOT_YET} if the series may not be created yet
     * @throws UnsoundSeriesException if what is stored of this series is no sound Whisper file; trying again is no use
     * @throws IOException if it cannot be written at present, for example because the disk is full
     */
    int write(String metric, long[] timestamps, double[] values, int count, long now, BooleanSupplier mayCreate)
            throws IOException;

    /**
     * Reads the values in {@code (from, until]}; see {@link SeriesReader#read}.
     *
     * @param waiting points that are not stored yet; the answer is what it would be if they were
     */
    Optional<SeriesRange> read(String metric, long from, long until, long now, WaitingPoints waiting)
            throws IOException;

    /** Whether something is stored of this series. */
    boolean exists(String metric);

    /** Releases what is open; everything written is handed to the operating system before. */
    @Override
    void close();
}
