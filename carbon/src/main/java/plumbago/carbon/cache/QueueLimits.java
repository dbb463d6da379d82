package plumbago.carbon.cache;

/**
 * How much may wait.
 *
 * @param points points waiting in all queues (carbon's MAX_CACHE_SIZE); the senders are made to wait when there are so
 *     many
 * @param hardPoints beyond so many, more are dropped
 * @param bytes memory of the queues and the names, in bytes. Names take at most half of it: a metric that would be new
 *     beyond that is refused, so that points of the known ones always find capacity.
 * @param flowControl whether senders are made to wait at the limit (carbon's USE_FLOW_CONTROL). What was read of their
 *     sockets by then is still taken, as long as the memory does not grow by more than a quarter beyond its limit.
 *     Without it, what goes beyond a limit is dropped at once.
 */
public record QueueLimits(long points, long hardPoints, long bytes, boolean flowControl) {
    /**
     * Limits by which with flow control no point is dropped because of the number of points: what was read already is
     * still taken, as the memory bounds it. Carbon drops it beyond 1.05 times its limit.
     */
    public QueueLimits(long points, long bytes, boolean flowControl) {
        this(points, flowControl ? Long.MAX_VALUE : points, bytes, flowControl);
    }

    /** Reading goes on when fewer points than this wait. */
    long resumePoints() {
        return points - points / 20;
    }

    /** Reading goes on when the memory is below this. */
    long resumeBytes() {
        return bytes - bytes / 20;
    }

    /** No new metric is taken when the names have reached this many bytes. */
    long nameBytes() {
        return bytes / 2;
    }

    /** No further name is kept for the sake of remembering that it is refused when those have reached this many bytes. */
    long refusedNameBytes() {
        return nameBytes() / 4;
    }

    /** Beyond this many bytes, more points are dropped. */
    long hardBytes() {
        return flowControl && bytes < Long.MAX_VALUE / 2 ? bytes + bytes / 4 : bytes;
    }
}
