package plumbago.base.part;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a process for what is to be done now and then and is short: looks at files that the user may change,
 * reports. A chore that fails is logged, and done again when its time comes. Safe for any number of threads.
 */
public final class Chores implements AutoCloseable {
    /** Between two looks at rule files, locks and disks. */
    private static final long SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("chores", true));

    /** Has something done every ten seconds, the first time in ten seconds, until this closes. */
    public void every10Seconds(Runnable chore) {
        thread.scheduleWithFixedDelay(guarded(chore), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /**
     * The same at a rate of its own.
     *
     * @param seconds from one beginning to the next, above 0
     */
    public void every(int seconds, Runnable chore) {
        thread.scheduleAtFixedRate(guarded(chore), seconds, seconds, TimeUnit.SECONDS);
    }

    /**
     * Has something done once, as soon as the thread is free; returns before that.
     *
     * @return whether it will be done: not once this closes
     */
    public boolean execute(Runnable chore) {
        try {
            thread.execute(guarded(chore));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** One that throws would never be done again, and nobody would know. */
    private static Runnable guarded(Runnable chore) {
        return () -> {
            try {
                chore.run();
            } catch (RuntimeException e) {
                LOG.error("a chore failed this time", e);
            }
        };
    }

    /** Nothing is begun any more; does not wait for what has begun, and interrupts it. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
