package plumbago.carbon.cache;

/** What can be measured of the queues at any moment, by any thread. */
public final class QueueMeasures {
    private final Stripes stripes;
    private final QueueCapacity capacity;

    QueueMeasures(Stripes stripes, QueueCapacity capacity) {
        this.stripes = stripes;
        this.capacity = capacity;
    }

    /** How many points wait. */
    public long queuedPoints() {
        return capacity.queuedPoints();
    }

    /** How many series have points waiting. */
    public int waitingSeries() {
        return stripes.waitingSeries();
    }

    /** How many names have been seen since the start. */
    public int names() {
        return stripes.names();
    }

    /** Bytes that the waiting points and the names take. */
    public long memoryBytes() {
        return stripes.memoryBytes();
    }

    /** Whether senders are made to wait. */
    public boolean paused() {
        return capacity.pause().paused();
    }
}
