package plumbago.web.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files written what waits to be written, at once, and again every few seconds while the disk does not take it. A
 * trouble is told when it begins and when it is over.
 */
public final class RecordUpkeep implements AutoCloseable {
    private static final long SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(RecordUpkeep.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "web-state");
        made.setDaemon(true);
        return made;
    });
    private final List<Kept> kept = new ArrayList<>();
    private final List<Runnable> chores = new ArrayList<>();

    private static final class Kept {
        private final RecordFile file;
        private final AtomicBoolean asked = new AtomicBoolean();
        private volatile boolean failing;

        Kept(RecordFile file) {
            this.file = file;
        }

        synchronized void save() {
            asked.set(false);
            try {
                file.save();
                if (failing) {
                    failing = false;
                    LOG.info("what could not be written for a while is written now");
                }
            } catch (IOException e) {
                if (!failing) {
                    failing = true;
                    LOG.warn("{}; what is to be in it is held in memory, and tried again", e.getMessage());
                }
            }
        }
    }

    /** Looks after a file; before {@link #start}. */
    public void keep(RecordFile file) {
        kept.add(new Kept(file));
    }

    /** Has something else done every few seconds; before {@link #start}. */
    public void now(Runnable chore) {
        chores.add(chore);
    }

    /** What cannot be written at this moment, a sentence for each file. Waits for no disk. */
    public List<String> problems() {
        return kept.stream()
                .map(one -> one.file.problem())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Begins. */
    public void start() {
        for (Kept one : kept) {
            one.file.onWaiting(() -> wake(one));
        }
        thread.scheduleWithFixedDelay(this::all, 0, SECONDS, TimeUnit.SECONDS);
    }

    /** While the disk does not take it, it is tried in the interval alone. */
    private void wake(Kept one) {
        if (!one.failing && one.asked.compareAndSet(false, true)) {
            try {
                thread.execute(() -> guarded(one::save));
            } catch (RejectedExecutionException e) {
                LOG.debug("the last look at a file is still to come", e);
            }
        }
    }

    private void all() {
        kept.forEach(one -> guarded(one::save));
        chores.forEach(RecordUpkeep::guarded);
    }

    /** Thrown out of here it would end the looks for good, and out of memory may be over at once. */
    private static void guarded(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException | Error e) {
            LOG.error("what is kept for the web is not looked after this time", e);
        }
    }

    /** Writes what waits, and ends. The files stay open. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        kept.forEach(one -> guarded(one::save));
    }
}
