package plumbago.carbon.writer;

/**
 * How much the writer may do; each number may be infinite.
 *
 * @param updatesPerSecond series that are written to in a second (MAX_UPDATES_PER_SECOND)
 * @param createsPerMinute files that are made in a minute (MAX_CREATES_PER_MINUTE); points of metrics beyond it wait
 * @param perSecondAtTheEnd both of these in a second when the writer is closing (MAX_UPDATES_PER_SECOND_ON_SHUTDOWN)
 */
public record WriteLimits(double updatesPerSecond, double createsPerMinute, double perSecondAtTheEnd) {
    /** No limits. */
    public static final WriteLimits NONE =
            new WriteLimits(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
}
