package plumbago.carbon.writer;

import java.util.function.BooleanSupplier;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.storage.SeriesWrite;
import plumbago.carbon.storage.Storage;

/**
 * One write that storage has under way, or is free to have: used again and again, lest each costs an object. The writer's
 * thread fills it; whoever ends it passes it back through {@link WritesInFlight}.
 */
final class WriteInFlight implements SeriesWrite {
    private final WritesInFlight all;
    private final QueuedPoints points = new QueuedPoints();
    private int series;
    private String metric;
    private int taken;
    private long acceptedAt;
    private long now;
    private BooleanSupplier mayCreate;

    private int stored;
    private Throwable failure;

    WriteInFlight(WritesInFlight all) {
        this.all = all;
    }

    /** @param mayCreate see {@link SeriesWrite#mayCreate} */
    void prepare(int series, String metric, BooleanSupplier mayCreate) {
        this.series = series;
        this.metric = metric;
        this.mayCreate = mayCreate;
        taken = 0;
        failure = null;
    }

    /**
     * Has the points that have just been copied be in order; those of one time count as one from here on.
     *
     * @param present seconds since the epoch; it stands for when they were accepted where that is not known
     */
    void sort(long present) {
        taken = points.size();
        acceptedAt = points.acceptedAt() == 0 ? present : points.acceptedAt();
        now = present;
        points.sort();
    }

    /** The series' handle in the write queues. */
    int series() {
        return series;
    }

    QueuedPoints points() {
        return points;
    }

    /** How many points were copied from the queue, also those that another of the same time stands for. */
    int taken() {
        return taken;
    }

    boolean isNotYet() {
        return stored == Storage.NOT_YET;
    }

    /** How many points are stored. */
    int stored() {
        return stored;
    }

    /** Why the write failed, or null if it did not. */
    Throwable failure() {
        return failure;
    }

    @Override
    public String metric() {
        return metric;
    }

    @Override
    public long[] timestamps() {
        return points.timestamps();
    }

    @Override
    public double[] values() {
        return points.values();
    }

    @Override
    public int count() {
        return points.size();
    }

    @Override
    public long acceptedAt() {
        return acceptedAt;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public BooleanSupplier mayCreate() {
        return mayCreate;
    }

    @Override
    public void stored(int count) {
        stored = count;
        all.ended(this);
    }

    @Override
    public void notYet() {
        stored = Storage.NOT_YET;
        all.ended(this);
    }

    @Override
    public void failed(Throwable reason) {
        failure = reason;
        all.ended(this);
    }
}
