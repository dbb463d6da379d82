package plumbago.carbon.storage;

import java.util.function.BooleanSupplier;

/**
 * A write to one series that a {@link Storage} has under way, and where it reports how it ended. Points and name stay as
 * they are until one of {@link #stored}, {@link #notYet} and {@link #failed} is called, which happens once.
 */
public interface SeriesWrite {
    /** The series' name, from {@link MetricName#metricFor}. */
    String metric();

    /** Seconds since the epoch, ascending, no two alike; the first {@link #count} are used. */
    long[] timestamps();

    /** The values that go with them. */
    double[] values();

    /** How many points there are, at least 1. */
    int count();

    /**
     * When the first of the points was accepted, in seconds since the epoch; the others were later, and none before its own
     * time. By when they were accepted, and not by when they are written, it is judged how old points are.
     */
    long acceptedAt();

    /** The time, in seconds since the epoch. */
    long now();

    /**
     * Asked if the series is new: whether it may be created. By the thread that began the write, before {@link
     * Storage#begin} returns.
     */
    BooleanSupplier mayCreate();

    /**
     * The points can be read from storage now. By any thread, also before {@link Storage#begin} returns.
     *
     * @param count how many of the points are stored; those that no archive covers are not, and are counted as dropped
     */
    void stored(int count);

    /** Nothing is done, because the series is new and may not be created yet. */
    void notYet();

    /**
     * Nothing of it can be relied on; the points stay with whoever began the write, and may be written again.
     *
     * @param reason as {@link Storage#write} would have thrown it
     */
    void failed(Throwable reason);
}
