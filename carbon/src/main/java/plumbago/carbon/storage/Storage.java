package plumbago.carbon.storage;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
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
 * made, by {@link #write}, is for one thread altogether but for what {@link #rename} needs.
 */
public interface Storage extends SeriesSettings, AutoCloseable {
    /** Instead of a number of points: the series may not be created yet. */
    int NOT_YET = -1;

    /**
     * Writes points of one series, which is created by its schema if it is new. It returns when they can be read.
     *
     * @param timestamps ascending, no two alike; the first {@code count} are used
     * @param values the values that go with them
     * @param mayCreate asked if the series is new; if it may not be created yet, nothing is done
     * @return how many of the points are stored; those that no archive covers are not, and are counted as dropped.
     *     {@link #NOT_YET} if the series may not be created yet
     * @throws UnsoundSeriesException if what is stored of this series cannot be used; trying again is no use
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

    /** Whether something is stored of this series. Quick: the writer asks it of many. */
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
     * @return why it does not, as a sentence; null if it does
     */
    String sync();

    /**
     * The means to have an index know the names of what is stored.
     *
     * @param clock tells when names were looked at
     */
    StoredNames names(MetricIndex index, Clock clock);

    /** Has somebody told of each series that is made; by the thread that writes, which it should not keep. */
    void onCreated(Consumer<String> listener);

    /** Tells what can be told of it. */
    default void tell(Measures measures) {}

    /** Releases what is open; everything written is handed to the operating system before. */
    @Override
    void close();
}
