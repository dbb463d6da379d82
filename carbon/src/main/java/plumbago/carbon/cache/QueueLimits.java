package plumbago.carbon.cache;

/**
 * How much may wait.
 *
 * @param points points waiting in all queues (carbon's MAX_CACHE_SIZE)
 * @param bytes memory of the queues and the names, in bytes. Names take at most half of it: a metric that would be new
 *     beyond that is refused, so that points of the known ones always find room.
 * @param flowControl whether senders are made to wait at the limit (carbon's USE_FLOW_CONTROL); points that are still
 *     under way then are taken up to 1.05 times the limit. Without it, what goes beyond the limit is dropped at once.
 */
public record QueueLimits(long points, long bytes, boolean flowControl) {
    /** With flow control, up to this many points are taken. */
    long hardPoints() {
        return flowControl && points < Long.MAX_VALUE / 2 ? points + points / 20 : points;
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

    /** With flow control, up to this many bytes are taken. */
    long hardBytes() {
        return flowControl && bytes < Long.MAX_VALUE / 2 ? bytes + bytes / 20 : bytes;
    }
}
