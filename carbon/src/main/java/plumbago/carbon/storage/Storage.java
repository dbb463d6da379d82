package plumbago.carbon.storage;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import plumbago.base.measure.Measures;
import plumbago.carbon.index.MetricIndex;

/**
 * Where series are kept, whatever that is. Metrics are called by names from {@link MetricName#metricFor}, and times are
 * seconds since the epoch.
 *
 * <p>Reading, {@link #exists}, {@link #layout} and the settings are for any thread at any time. Whoever writes, deletes,
 * renames or reshapes a series has its lock ({@link SeriesLocks}), so that one thread at a time does so; that a series is
 * made, by {@link #begin}, is for one thread altogether but for what {@link #rename} needs.
 *
 * <p>Many writes and reads may be under way at once, as a storage across a network needs it to be fast. One that is done
 * when the call returns is a {@link BlockingStorage}.
 */
public interface Storage extends SeriesSettings, AutoCloseable {
    /** Instead of a number of points: the series may not be created yet. */
    int NOT_YET = -1;

    /**
     * Begins to write points of one series, which is created by its schema if it is new. How it ends is reported to the
     * write: by this thread before this returns, or later by any other. Each one ends, if by a time-out.
     *
     * <p>Each thread has at most {@link #atOnce} under way, of which no two are of the same series; they may end in any
     * order. This call itself does not wait for a network.
     */
    void begin(SeriesWrite write);

    /** How many writes, and how many reads of one question, may be under way at once; at least 1. */
    int atOnce();

    /** Has all writes that were begun go on their way. Called before their end is waited for. */
    void flush();

    /**
     * Writes points of one series, which is created by its schema if it is new. It returns when they can be read.
     *
     * @param timestamps seconds since the epoch, ascending, no two alike; the first {@code count} are used
     * @param values the values that go with them
     * @param now when they were accepted, and are written, in seconds since the epoch
     * @param mayCreate asked if the series is new; if it may not be created yet, nothing is done
     * @return how many of the points are stored; those that no archive covers are not, and are counted as dropped.
     *     {@link #NOT_YET} if the series may not be created yet
     * @throws UnsoundSeriesException if what is stored of this series cannot be used; trying again is no use
     * @throws StorageUnreachableException if nothing can be written at present
     * @throws IOException if it cannot be written at present, for example because the disk is full
     */
    default int write(String metric, long[] timestamps, double[] values, int count, long now, BooleanSupplier mayCreate)
            throws IOException {
        return write(metric, timestamps, values, count, now, now, mayCreate);
    }

    /**
     * The same with points that have waited.
     *
     * @param acceptedAt see {@link SeriesWrite#acceptedAt}
     */
    default int write(
            String metric,
            long[] timestamps,
            double[] values,
            int count,
            long acceptedAt,
            long now,
            BooleanSupplier mayCreate)
            throws IOException {
        AwaitedWrite write = new AwaitedWrite(metric, timestamps, values, count, acceptedAt, now, mayCreate);
        begin(write);
        flush();
        return write.await();
    }

    /**
     * Begins to read the values in {@code (from, until]}; see {@link SeriesReader#read}. It ends with what {@link #read}
     * would return or throw, by any thread, if by a time-out; if it is cancelled what it had is given up.
     *
     * @param waiting points that are not stored yet; the answer is what it would be if they were
     */
    CompletableFuture<Optional<SeriesRange>> beginRead(
            String metric, long from, long until, long now, WaitingPoints waiting);

    /**
     * Reads the values in {@code (from, until]}; see {@link SeriesReader#read}.
     *
     * @param waiting points that are not stored yet; the answer is what it would be if they were
     * @throws StorageUnreachableException if nothing can be read at present
     */
    default Optional<SeriesRange> read(String metric, long from, long until, long now, WaitingPoints waiting)
            throws IOException {
        return AwaitedRead.of(beginRead(metric, from, until, now, waiting), () -> {});
    }

    /** Whether something is stored of this series. The writer asks it of many: it is to be a look into memory, or as quick. */
    boolean exists(String metric);

    /**
     * The archives, xFilesFactor and aggregation method of a series; nothing if none is stored that takes points.
     *
     * @throws UnsoundSeriesException if what is stored of it cannot be used
     * @throws IOException if it cannot be read
     */
    Optional<SeriesLayout> layout(String metric) throws IOException;

    /**
     * Gives a series another layout, and keeps its points as far as the new archives take them. It is whole at every
     * moment; what ends on the way leaves the old one.
     *
     * @return whether anything had to be done
     * @throws NoSuchSeriesException if nothing is stored of it
     */
    boolean reshape(String metric, SeriesLayout wanted, long now) throws IOException;

    /**
     * Deletes all that is stored of a series.
     *
     * @return whether there was anything
     */
    boolean delete(String metric) throws IOException;

    /**
     * Gives a series another name.
     *
     * @return whether there was one
     * @throws IOException also if there is a series of that name; then nothing is done
     */
    boolean rename(String from, String to) throws IOException;

    /**
     * When a series last got a point: when it was last written to, or the time of its newest point if that is later.
     *
     * @param before a time that is of interest: an answer that is not before it may be any such time
     * @return nothing if nothing is stored of it
     */
    OptionalLong lastUpdate(String metric, long before, long now) throws IOException;

    /**
     * Has all that is stored outlast a crash of the machine.
     *
     * @return why it does not, as a sentence; nothing if it does
     */
    Optional<String> sync();

    /**
     * The means to have an index know the names of what is stored.
     *
     * @param clock tells when names were looked at
     */
    StoredNames names(MetricIndex index, Clock clock);

    /** Has a listener notified of each series that is made; by the thread that writes, which it should not keep. */
    void onCreated(Consumer<String> listener);

    /** Registers its measures. */
    default void register(Measures measures) {}

    /** Releases what is open; everything written is handed to the operating system before. */
    @Override
    void close();
}
