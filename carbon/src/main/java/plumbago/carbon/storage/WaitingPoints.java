package plumbago.carbon.storage;

/**
 * Points of one series that are not stored yet.
 *
 * @param timestamps seconds since the epoch, ascending, no two alike; the first {@code count} are used
 * @param values the values that go with them
 * @param count how many there are
 * @param acceptedAt by this time it is judged how old they are, as when they are written: seconds since the epoch; 0 if it is
 *     not known, which stands for the time of the question
 */
public record WaitingPoints(long[] timestamps, double[] values, int count, long acceptedAt) {
    /** No points at all. */
    public static final WaitingPoints NONE = new WaitingPoints(new long[0], new double[0], 0);

    /** Points of which it is not known when they were accepted. */
    public WaitingPoints(long[] timestamps, double[] values, int count) {
        this(timestamps, values, count, 0);
    }

    /** By which time it is judged how old they are, where the question is asked at {@code now}. */
    public long acceptedAt(long now) {
        return acceptedAt == 0 ? now : acceptedAt;
    }
}
