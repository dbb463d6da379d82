package plumbago.base.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files written what waits to be written, at once, and again every few seconds while the disk does not take it. A
 * trouble is logged when it begins and when it is over.
 */
public final class RecordUpkeep implements AutoCloseable {
    private static final long SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(RecordUpkeep.class);

    private final ScheduledExecutorService thread;
    private final List<Kept> kept = new CopyOnWriteArrayList<>();
    private final List<Runnable> chores = new ArrayList<>();
    private boolean started;

    private static final class Kept {
        private final RecordFile file;
        private final AtomicBoolean asked = new AtomicBoolean();
        private volatile boolean failing;
        private boolean ended;

        Kept(RecordFile file) {
            this.file = file;
        }

        /** For the last time: a file that is closed must not be opened again by a look that was on its way. */
        synchronized void end() {
            save();
            ended = true;
        }

        synchronized void save() {
            asked.set(false);
            if (ended) {
                return;
            }
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

    /** @param name of the thread, which begins with {@link #start} */
    public RecordUpkeep(String name) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Looks after a file: from {@link #start} on, or from now on if that was before. */
    public synchronized void keep(RecordFile file) {
        Kept one = new Kept(file);
        kept.add(one);
        if (started) {
            begin(one);
            wake(one);
        }
    }

    /** Writes what waits for a file, if the disk takes it, and looks after it no more: it may be closed then. */
    public void letGo(RecordFile file) {
        List<Kept> gone = kept.stream().filter(one -> one.file == file).toList();
        kept.removeAll(gone);
        gone.forEach(one -> guarded(one::end));
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
    public synchronized void start() {
        started = true;
        kept.forEach(this::begin);
        thread.scheduleWithFixedDelay(this::all, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void begin(Kept one) {
        one.file.onWaiting(() -> wake(one));
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
            LOG.error("the files of records are not looked after this time", e);
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
