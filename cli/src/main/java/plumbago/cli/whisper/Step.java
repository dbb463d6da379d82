package plumbago.cli.whisper;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * A step of a long operation that Ctrl-C does not cut in two: what asks the process to end waits until the step is done,
 * and no other is begun then.
 */
final class Step {
    private static final long PATIENCE_SECONDS = 10;

    /** Fair, or the next step would begin before the one who waits wakes up. */
    private final ReentrantLock running = new ReentrantLock(true);

    Step() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::waitForEnd, "step"));
    }

    private void waitForEnd() {
        try {
            // Not given back: the next step would begin.
            if (!running.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("[WARNING] Ended in the middle of a file");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int run(IntSupplier work) {
        running.lock();
        try {
            return work.getAsInt();
        } finally {
            running.unlock();
        }
    }
}
