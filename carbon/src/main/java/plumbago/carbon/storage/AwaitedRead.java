package plumbago.carbon.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a read. */
public final class AwaitedRead {
    /** Between two looks at whether whoever waits still wants to. */
    private static final long LOOK_MILLIS = 100;

    private AwaitedRead() {}

    /**
     * What was read, once it is.
     *
     * @param proceed called ten times a second meanwhile; what it throws ends the wait, and cancels the read
     * @throws IOException if it cannot be read, or the thread is interrupted
     */
    public static Optional<SeriesRange> of(CompletableFuture<Optional<SeriesRange>> read, Runnable proceed)
            throws IOException {
        boolean ended = false;
        try {
            while (true) {
                try {
                    Optional<SeriesRange> range = read.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    ended = true;
                    return range;
                } catch (TimeoutException e) {
                    proceed.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (CancellationException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            ended = true;
            throw thrown(e.getCause());
        } finally {
            if (!ended) {
                read.cancel(true);
            }
        }
    }

    private static IOException interrupted() {
        return new InterruptedIOException("the reading was ended before it was done");
    }

    /** As if it had been thrown by whoever waited. */
    private static IOException thrown(Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause);
    }
}
