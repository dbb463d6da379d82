package plumbago.carbon.writer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.cache.QueueDrain;

/** Lets the writer sweep again and again, with a rest between two sweeps, until it is closed. */
public final class WriterThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);

    private final Writer writer;
    private final QueueDrain queues;
    private final Pace pace;
    private final long restMillis;
    private final Thread thread = new Thread(this::run, "writer");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Duration drain;
    private volatile long closedAt;

    /** Sweeps without effect after which nothing more is tried at the end; the first may have been ended by an error. */
    private static final int LAST_TRIES = 2;

    /** What ended the last sweep early; null if nothing did. */
    private volatile String error;

    /** Between two sweeps while senders are made to wait. */
    private static final long SHORT_REST_MILLIS = 10;

    /**
     * @param limits what the writer may do; points of metrics that may have no file yet wait
     * @param restMillis the rest between two sweeps in milliseconds: points of one series that come within it are
     *     written together
     * @param drain how long the thread goes on writing what waits when it is closed
     */
    public WriterThread(Writer writer, QueueDrain queues, WriteLimits limits, long restMillis, Duration drain) {
        this.writer = writer;
        this.queues = queues;
        this.pace = new LimitedPace(limits, closing, this::nanosLeft);
        this.restMillis = restMillis;
        this.drain = drain;
    }

    /** Begins to write; to be called once. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosing()) {
            sweep();
            // While senders are made to wait, a long rest would only make them wait longer.
            rest(queues.paused() ? Math.min(SHORT_REST_MILLIS, restMillis) : restMillis);
        }
        // What came in before the receivers closed; when nothing is left but series that cannot be written, they have
        // been
        // tried a last time.
        long waiting = queues.queuedPoints();
        for (int vain = 0; waiting > 0 && nanosLeft() > 0; ) {
            boolean failed = sweep() > 0;
            long before = waiting;
            waiting = queues.queuedPoints();
            vain = failed && waiting == before ? vain + 1 : 0;
            if (vain == LAST_TRIES) {
                break;
            }
            if (waiting > 0) {
                // What is left waits for leave to have a file.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SHORT_REST_MILLIS));
            }
        }
        long left = queues.queuedPoints();
        if (left > 0) {
            LOG.warn("{} points are not written", left);
        }
    }

    private long nanosLeft() {
        return drain.toNanos() - (System.nanoTime() - closedAt);
    }

    private int sweep() {
        try {
            int failed = writer.sweep(pace);
            error = null;
            return failed;
        } catch (RuntimeException | Error e) {
            // Without this thread nothing would ever be written again.
            LOG.error("the writer goes on after an error", e);
            error = "the writer was stopped by an error and goes on: " + e;
            return 1;
        }
    }

    /** What keeps points from being written, as a sentence; nothing while nothing does. For any thread. */
    public Optional<String> problem() {
        if (!thread.isAlive() && !isClosing()) {
            return Optional.of("nothing is written: the writer does not run");
        }
        return error == null ? writer.problem() : Optional.of(error);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void rest(long millis) {
        try {
            boolean unused = closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** Writes what waits, as far as the time allows, and ends the thread. The receivers have to be closed before. */
    @Override
    public void close() {
        closedAt = System.nanoTime();
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
