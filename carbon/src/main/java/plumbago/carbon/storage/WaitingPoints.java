package plumbago.carbon.storage;

/**
 * Points of one series that are not in its file yet.
 *
 * @param timestamps seconds since the epoch, ascending, no two alike; the first {@code count} are used
 * @param values the values that go with them
 * @param count how many there are
 */
public record WaitingPoints(long[] timestamps, double[] values, int count) {
    /** No points at all. */
    public static final WaitingPoints NONE = new WaitingPoints(new long[0], new double[0], 0);
}
