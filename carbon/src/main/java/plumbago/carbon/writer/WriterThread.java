package plumbago.carbon.writer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.cache.WriteQueues;

/** Lets the writer sweep again and again, with a rest between two sweeps, until it is closed. */
public final class WriterThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WriterThread.class);

    private final Writer writer;
    private final WriteQueues queues;
    private final Pace pace;
    private final long restMillis;
    private final Thread thread = new Thread(this::run, "writer");
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * @param limits what the writer may do; points of metrics that may have no file yet wait
     * @param restMillis the rest between two sweeps in milliseconds: points of one series that come within it are
     *     written together
     */
    public WriterThread(Writer writer, WriteQueues queues, WriteLimits limits, long restMillis) {
        this.writer = writer;
        this.queues = queues;
        this.pace = new LimitedPace(limits, closing);
        this.restMillis = restMillis;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosing()) {
            sweep();
            // While senders are made to wait, a rest would only make them wait longer.
            if (!queues.paused()) {
                rest();
            }
        }
        // What came in before the receivers closed; a series that cannot be written is tried a last time.
        while (queues.queuedPoints() > 0 && sweep() == 0) {}
        long left = queues.queuedPoints();
        if (left > 0) {
            log.error("{} points could not be written and are lost", left);
        }
    }

    private int sweep() {
        try {
            return writer.sweep(pace);
        } catch (RuntimeException | Error e) {
            // Without this thread nothing would ever be written again.
            log.error("the writer goes on after an error", e);
            return 1;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void rest() {
        try {
            boolean unused = closing.await(restMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** Writes what waits and ends the thread. The receivers have to be closed before. */
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
