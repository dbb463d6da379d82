package plumbago.statsd.backend;

import plumbago.carbon.point.NameHash;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.receiver.Intake;

/**
 * Puts intervals into the store, or to wherever else the points of this process go, without a connection between. While the
 * queues are full and senders have to wait, so does the flush: what comes in meanwhile adds up, and is in the next one.
 */
public final class StoreBackend implements Backend {
    private static final int NAMES_BYTES = 1 << 17;

    private final Intake intake;
    private final BatchFiller points;
    private final GraphiteStats stats;
    private final Object resumed = new Object();
    private byte[] names = new byte[NAMES_BYTES];
    private int namesEnd;
    private long sent;
    private volatile boolean closed;

    /** @param stats what it reports of itself, as the original does of its connection to Graphite */
    public StoreBackend(Intake intake, GraphiteStats stats) {
        this.intake = intake;
        this.stats = stats;
        points = intake.filler();
        intake.flowControl().addListener(paused -> {
            synchronized (resumed) {
                resumed.notifyAll();
            }
        });
    }

    /** As the original calls it. */
    @Override
    public String name() {
        return "graphite";
    }

    @Override
    public void flush(FlushedMetrics metrics) {
        long start = System.nanoTime();
        long time = metrics.timestamp();
        sent = 0;
        begin();
        FlushedMetrics.PointVisitor visitor = (name, offset, length, value) -> put(name, offset, length, time, value);
        metrics.eachPoint(visitor);
        stats.eachPoint(visitor);
        points.flush();
        stats.flushed(time, (System.nanoTime() - start) / 1_000_000, sent);
    }

    private void begin() {
        waitWhilePaused();
        namesEnd = 0;
        points.begin(names);
    }

    private void put(byte[] name, int offset, int length, long time, double value) {
        if (names.length - namesEnd < length) {
            points.flush();
            if (names.length < length) {
                names = new byte[2 * length];
            }
            begin();
        }
        System.arraycopy(name, offset, names, namesEnd, length);
        points.add(namesEnd, length, NameHash.of(names, namesEnd, length), (double) time, value);
        namesEnd += length;
        sent += length;
    }

    private void waitWhilePaused() {
        boolean interrupted = false;
        synchronized (resumed) {
            while (intake.flowControl().paused() && !closed) {
                try {
                    resumed.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void status(StatusWriter writer) {
        stats.status(writer);
    }

    /** Has a flush that waits go on; the store is its owner's. */
    @Override
    public void close() {
        synchronized (resumed) {
            closed = true;
            resumed.notifyAll();
        }
    }
}
