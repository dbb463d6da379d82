package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.Measures;
import plumbago.carbon.cache.JournaledQueues;
import plumbago.carbon.cache.PointJournal;
import plumbago.carbon.stats.PointCounters;

/**
 * Keeps the journal: reads it at the start, removes the segments of which all is stored, and keeps it within its bound.
 *
 * <p>A few points that have to wait long (their file may not be created yet, or the writer is held back) would keep
 * everything behind them on the disk. So where the journal has grown to half of its bound and holds more of what has
 * been stored than of what waits, the waiting points of its oldest segment are written down again, and the segment goes.
 *
 * <p>Used in this order: {@link #open}, {@link #replay}, {@link #start}, {@link #close}.
 */
public final class JournalKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalKeeper.class);

    private static final long REST_MILLIS = 1000;

    /** While senders wait for space. */
    private static final long SHORT_REST_MILLIS = 50;

    /** Between two times that the Whisper files are forced to the disk. */
    private static final long DATA_SYNC_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** What a waiting point takes in the journal at least, if it were all that is in it. */
    private static final int BYTES_OF_WAITING_POINT = 2 * SegmentFormat.POINT_BYTES;

    private final JournalOptions options;
    private final PointCounters counters;
    private final Journal journal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "journal");
    private final int segments;
    private final long firstPassNanos;
    private Replay replay;
    private boolean replayed;
    private JournaledQueues queues;
    private final LongSupplier nanos;
    private final int damages;
    private final long damagedBytes;

    /** Points of an earlier process that cannot be stored: their names are lost, or no metric can have them. */
    private volatile long lostPoints;

    /** Series that the start found points of, and what it took. */
    private volatile int recoveredSeries;

    private volatile long recoveryMillis;

    private long lastSync;
    private long lastDataSync;

    /** When all that had been written down was on the disk. */
    private volatile long lastSynced;

    /** Why what is stored could not be forced to the disk the last time; null if it could. */
    private volatile String syncProblem;

    /** Why the journal could not be forced to the disk the last time; null if it could. */
    private volatile String forceProblem;

    /** @param nanos nanoseconds of any clock that never goes back */
    JournalKeeper(JournalOptions options, PointCounters counters, Clock clock, LongSupplier nanos) throws IOException {
        options.checkDisk();
        this.options = options;
        this.counters = counters;
        this.nanos = nanos;
        lastSync = nanos.getAsLong();
        lastDataSync = lastSync;
        lastSynced = lastSync;
        SegmentFolder folder = new SegmentFolder(options.folder(), options.reservation());
        List<Damage> foreign = new ArrayList<>();
        List<SegmentFolder.Entry> existing = folder.list(foreign);
        SegmentFolder.checkReadable(existing);
        long start = System.nanoTime();
        replay = new Replay(existing, foreign);
        firstPassNanos = System.nanoTime() - start;
        damages = replay.damages().size();
        damagedBytes = replay.damages().stream().mapToLong(Damage::length).sum();
        List<SegmentFolder.Entry> kept = replay.releaseSpace();
        segments = kept.size();
        if (options.syncs()) {
            SegmentFolder.force(kept);
        }
        journal = new Journal(folder, options, kept, replay.lastSequence(), counters, clock);
    }

    /**
     * Makes the folder of a journal, if it is not there.
     *
     * @throws IOException if it cannot be made; the message says what to do
     */
    public static void makeFolder(Path folder) throws IOException {
        SegmentFolder.make(folder);
    }

    /**
     * Opens the journal, and looks what an earlier process left in it.
     *
     * @throws IOException if its folder cannot be used
     */
    public static JournalKeeper open(JournalOptions options, PointCounters counters, Clock clock) throws IOException {
        return new JournalKeeper(options.onItsDisk(), counters, clock, System::nanoTime);
    }

    /** What the queues write down to. */
    public PointJournal journal() {
        return journal;
    }

    /** Where it is. */
    public Path folder() {
        return options.folder();
    }

    /** Bytes on the disk, with what is reserved. */
    public long bytes() {
        return journal.bytes();
    }

    /** What is wrong with it, as a sentence; nothing while all is well. At once, for any thread. */
    public Optional<String> problem() {
        String reason = forceProblem;
        if (reason != null) {
            return Optional.of("the journal could not be forced to the disk: " + reason);
        }
        String stored = syncProblem;
        if (stored != null) {
            return Optional.of(stored + ", so that the journal grows");
        }
        return journal.problem();
    }

    /** Registers its measures. */
    public void register(Measures measures) {
        measures.gauge(
                        "journal.bytes",
                        "plumbago_journal_bytes",
                        "Space that the journal takes on the disk.",
                        journal::bytes)
                .gauge("journal.segments", "plumbago_journal_segments", "Files of the journal.", journal::segments)
                .gauge("journal.full", "plumbago_journal_full", "1 while the journal cannot grow.", this::fullAsNumber)
                .count(
                        "journal.appendedRecords",
                        "plumbago_journal_appended_records_total",
                        "Records written down in the journal.",
                        journal::appendedRecords)
                .count(
                        "journal.appendedBytes",
                        "plumbago_journal_appended_bytes_total",
                        "Bytes written down in the journal.",
                        journal::appendedBytes)
                .count(
                        "journal.damages",
                        "plumbago_journal_damages_total",
                        "Places in the journal that were torn or damaged, and were skipped at the start.",
                        () -> damages)
                .count(
                        "journal.damagedBytes",
                        "plumbago_journal_damaged_bytes_total",
                        "Bytes of the journal that were torn or damaged, and were skipped at the start.",
                        () -> damagedBytes)
                .count(
                        "journal.lostPoints",
                        "plumbago_journal_lost_points_total",
                        "Points of the journal without a name that a metric can have, left out at the start.",
                        () -> lostPoints)
                .gauge(
                        "",
                        "plumbago_journal_recovered_segments",
                        "Files of an earlier process that the start read back.",
                        () -> segments)
                .gauge(
                        "",
                        "plumbago_journal_recovered_series",
                        "Series of which the start found points in the journal.",
                        () -> recoveredSeries)
                .gauge(
                        "",
                        "plumbago_journal_recovery_seconds",
                        "Time that the start took to read the journal back.",
                        () -> recoveryMillis / 1e3);
        if (options.syncs()) {
            measures.gauge(
                    "journal.syncAge",
                    "plumbago_journal_sync_age_seconds",
                    "Time since all that had been written down was on the disk.",
                    () -> (nanos.getAsLong() - lastSynced) / 1e9);
        }
    }

    private double fullAsNumber() {
        return journal.full() ? 1 : 0;
    }

    /**
     * Puts what an earlier process received and did not store into the queues. The writer should be at work, since the
     * queues have a limit. Of the metrics no listener has been notified then.
     */
    public void replay(JournaledQueues filled, NameCheck isMetric) {
        queues = filled;
        Replay replaying = replay;
        replay = null;
        replaying.logDamages();
        if (segments > 0) {
            long start = System.nanoTime() - firstPassNanos;
            Replay.Outcome outcome = replaying.run(filled, isMetric, counters);
            logOutcome(outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
        replayed = true;
    }

    private void logOutcome(Replay.Outcome outcome, long millis) {
        lostPoints = outcome.withoutName() + outcome.refused();
        recoveredSeries = outcome.series();
        recoveryMillis = millis;
        LOG.info(
                "replayed {} points of {} series from {} segments of the journal in {} ms; {} had been stored",
                outcome.points(),
                outcome.series(),
                segments,
                millis,
                outcome.storedAlready());
        if (damages + lostPoints > 0) {
            LOG.warn(
                    "the journal had {} damaged places; {} points lost their names there, {} had names that no metric"
                            + " can have",
                    damages,
                    outcome.withoutName(),
                    outcome.refused());
        }
    }

    /** Begins to keep it within its bound. */
    public void start() {
        queues.journalChanged();
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        boolean closed = false;
        while (!closed) {
            try {
                closed = closing.await(restMillis(), TimeUnit.MILLISECONDS);
                round();
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException | Error e) {
                LOG.error("the journal goes on after an error", e);
            }
        }
    }

    private long restMillis() {
        if (journal.full()) {
            return SHORT_REST_MILLIS;
        }
        return options.syncs()
                ? Math.max(1, Math.min(REST_MILLIS, options.syncInterval().toMillis()))
                : REST_MILLIS;
    }

    /** What is to be done once in a while. */
    void round() {
        if (options.syncs()) {
            sync();
        } else {
            journal.flushMarks(queues);
        }
        journal.check();
        removeStored();
        carryOver();
        if (journal.full()) {
            journal.retry();
            complete();
        }
        journal.writeGone(queues);
        queues.journalChanged();
    }

    private void removeStored() {
        int needed = queues.oldestNeededSegment();
        if (journal.hasBefore(needed) && (!options.syncs() || syncData())) {
            journal.removeBefore(needed);
        }
    }

    private void carryOver() {
        while (journal.bytes() > options.maxBytes() / 2
                && queues.queuedPoints() * BYTES_OF_WAITING_POINT < journal.bytes()
                && journal.oldest() < journal.segment()
                && queues.carryOver(journal.oldest())) {
            int before = journal.oldest();
            removeStored();
            if (journal.oldest() == before) {
                return;
            }
        }
    }

    /** Writes all that waits down again, if some of it is not in the journal and there is space for it. */
    private void complete() {
        if (!journal.canBeCompleted()) {
            return;
        }
        int gaps = journal.gaps();
        // The present one too: it may have the number that was given when there was none.
        int last = journal.segment();
        for (int segment = queues.oldestNeededSegment(); segment <= last; segment++) {
            if (!queues.carryOver(segment)) {
                return;
            }
        }
        journal.completed(gaps);
        journal.retry();
    }

    private void sync() {
        long now = nanos.getAsLong();
        if (now - lastSync >= options.syncInterval().toNanos()) {
            lastSync = now;
            try {
                journal.force();
                lastSynced = now;
                forceProblem = null;
            } catch (IOException e) {
                LOG.error("the journal could not be forced to the disk", e);
                forceProblem = e.getMessage();
            }
        }
        if (now - lastDataSync >= DATA_SYNC_NANOS) {
            syncData();
        }
    }

    /** Forces what is stored to the disk; only then may the journal forget what is in them. */
    private boolean syncData() {
        lastDataSync = nanos.getAsLong();
        StoredMarks.Batch stored = journal.takeMarks();
        Optional<String> problem = options.sync().get();
        boolean done = problem.isEmpty();
        if (done) {
            journal.writeMarks(stored, queues);
        }
        if (done != (syncProblem == null)) {
            syncProblem = problem.orElse(null);
            if (done) {
                LOG.info("what is stored can be forced to the disk again");
            } else {
                LOG.error("{}; the journal grows", problem.get());
            }
        }
        return done;
    }

    /**
     * Ends it. The receivers and the writer have to be closed before. What has been stored is removed, the rest stays for
     * the next start.
     */
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
        if (queues != null && queues.queuedPoints() > 0) {
            journal.check();
            journal.retry();
            complete();
        }
        // A start may have failed while the queues had not got all of it.
        boolean allStored = replayed && queues.queuedPoints() == 0 && (!options.syncs() || syncData());
        journal.close(allStored, queues);
        if (queues != null && queues.queuedPoints() > 0) {
            LOG.info("{} points stay in the journal for the next start", queues.queuedPoints());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
