package plumbago.carbon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.measure.Problems;
import plumbago.base.measure.ProcessMeasures;
import plumbago.base.net.FlowControl;
import plumbago.base.part.Chores;
import plumbago.carbon.cache.PointJournal;
import plumbago.carbon.cache.QueueMeasures;
import plumbago.carbon.cache.QueueReader;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.config.IndexSettings;
import plumbago.carbon.config.WriterSettings;
import plumbago.carbon.housekeeping.Housekeeping;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.journal.JournalKeeper;
import plumbago.carbon.name.NamePipeline;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.query.Metadata;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.storage.SeriesLocks;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.StorageDeclaration;
import plumbago.carbon.writer.WriteStrategy;
import plumbago.carbon.writer.Writer;
import plumbago.carbon.writer.WriterThread;

/**
 * Keeps series: names, write queues, journal, writer and storage, without anything that listens. Points go in by
 * {@link #sink}, values come out by {@link #reader}. What was accepted is in the files or in the journal when
 * {@link #close} returns. Safe for any number of threads.
 */
public final class SeriesStore implements AutoCloseable {
    /** Between two sweeps of the writer. Points are found by queries at once, so this only makes writes rarer. */
    private static final long REST_MILLIS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(SeriesStore.class);

    private final PointCounters counters;
    private final Measures measures = new Measures();
    private final Problems problems = new Problems();
    private final MetricIndex index = new MetricIndex();
    private final List<String> warnings = new ArrayList<>();
    private final Deque<AutoCloseable> started;
    private final Path dataFolder;
    private final RuleFiles rules;
    private final IndexUpkeep upkeep;
    private final StateFolder state;
    private final int metricsFound;
    private final Optional<JournalKeeper> journal;
    private final WriteQueues queues;
    private final Storage storage;
    private final Housekeeping housekeeping;
    private final Additions additions;
    private final NewestSeries newest;
    private final RuleUse ruleUse;
    private final Chores chores = new Chores();

    /** @param started takes what has been started, also if this fails halfway */
    private SeriesStore(
            Settings settings, Clock clock, long restMillis, Storages storages, Deque<AutoCloseable> started)
            throws ConfigException, IOException {
        this.started = started;
        counters = new PointCounters(clock);
        StoreOptions.warning(settings).ifPresent(warnings::add);
        rules = new RuleFiles(settings, clock, storages.rollUps(settings));
        warnings.addAll(rules.warnings());
        dataFolder = DataFolder.open(settings, started);
        storage = storages.open(new StorageDeclaration.Context(settings, clock, rules.storage(), counters, true));
        started.push(storage);
        newest = new NewestSeries(clock);
        storage.onCreated(metric -> {
            index.announceStored(metric);
            newest.made(metric);
        });
        upkeep = new IndexUpkeep(
                dataFolder,
                settings.instance(),
                index,
                storage.names(index, clock),
                settings.get(IndexSettings.INDEX_CHECK_INTERVAL));
        started.push(upkeep);
        upkeep.learn();
        warnings.addAll(upkeep.troubles());
        metricsFound = index.size();
        state = StateFolder.of(settings, index, warnings::add);
        started.push(state);
        ruleUse = new RuleUse(rules.storage(), index, state.tags()::names, clock);
        journal = StoreJournal.open(settings, storage, counters, clock, started);
        queues = new WriteQueues(
                Math.max(1, Integer.highestOneBit(senderThreads())),
                StoreOptions.queues(settings),
                StoreOptions.timestamps(settings, clock),
                new NamePipeline(rules.names(), MetricName::metricFor, clock),
                index::announce,
                counters,
                journal.<PointJournal>map(JournalKeeper::journal).orElse(PointJournal.NONE));
        SeriesLocks locks = new SeriesLocks();
        housekeeping = new Housekeeping(index, queues.removals(), storage, locks, rules.storage(), counters, clock);
        housekeeping.taggedNames(state.tags());
        additions = new Additions(queues.totals(), storage, rules.storage(), counters, () -> clock.millis() / 1000);
        housekeeping.onLayoutChanged(additions::layoutsChanged);
        journal.ifPresent(started::push);
        startWriter(settings, locks, restMillis, clock);
        journal.ifPresent(this::replay);
        state.start(queues.reader()::taggedMetrics);
        upkeep.start();
        registerMeasures();
        startChores();
    }

    private void startWriter(Settings settings, SeriesLocks locks, long restMillis, Clock clock) {
        WriteStrategy strategy = WriteStrategy.of(settings.get(WriterSettings.CACHE_WRITE_STRATEGY));
        strategy.prepare(queues.drain());
        WriterThread writer = new WriterThread(
                new Writer(queues.drain(), storage, locks, StoreOptions.writer(settings, strategy), counters, clock),
                queues.drain(),
                StoreOptions.pace(settings),
                restMillis,
                StoreJournal.timeToStop(settings));
        writer.start();
        started.push(writer);
        problems.ask(writer::problem);
    }

    /** What an earlier process had accepted and not stored goes into the queues, before anything else does. */
    private void replay(JournalKeeper kept) {
        problems.ask(kept::problem);
        kept.replay(queues.journaled(), MetricName::isMetric);
        queues.reader().reportMetrics(index::announce);
        kept.start();
    }

    private void registerMeasures() {
        counters.register(measures);
        StoreMeasures.register(measures, queues.measures(), index);
        storage.register(measures);
        state.register(measures);
        journal.ifPresent(kept -> kept.register(measures));
        ProcessMeasures.register(measures);
    }

    private void startChores() {
        started.push(chores);
        DiskSpace space =
                new DiskSpace(dataFolder, journal.map(JournalKeeper::folder).orElse(dataFolder));
        space.register(measures);
        problems.ask(space::problem);
        chores.every10Seconds(this::checkRules);
        chores.every10Seconds(DataFolderLock::checkAll);
        chores.every10Seconds(space::look);
    }

    /**
     * Opens it.
     *
     * @throws ConfigException if a rule file cannot be used
     * @throws FolderInUseException if another process has the data folder or the journal's
     * @throws IOException if the data folder or the journal cannot be used; what was started before has been stopped again
     */
    public static SeriesStore open(Settings settings, Clock clock) throws ConfigException, IOException {
        return open(settings, clock, REST_MILLIS);
    }

    /** The same with other storages to choose among than {@link Storages#EMBEDDED}. */
    public static SeriesStore open(Settings settings, Clock clock, Storages storages)
            throws ConfigException, IOException {
        return open(settings, clock, REST_MILLIS, storages);
    }

    /**
     * The same with another rest between two sweeps of the writer, for a clock that runs ahead.
     *
     * @param restMillis milliseconds
     */
    public static SeriesStore open(Settings settings, Clock clock, long restMillis)
            throws ConfigException, IOException {
        return open(settings, clock, restMillis, Storages.EMBEDDED);
    }

    private static SeriesStore open(Settings settings, Clock clock, long restMillis, Storages storages)
            throws ConfigException, IOException {
        Deque<AutoCloseable> started = new ArrayDeque<>();
        try {
            return new SeriesStore(settings, clock, restMillis, storages, started);
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            stop(started);
            throw e;
        }
    }

    /** How many threads should hand points in at once: the queues are divided for so many. */
    public static int senderThreads() {
        return Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * Has the rule files be looked at now, and read if they have changed; returns before that is done.
     *
     * @param further what else is to be looked at then
     */
    public void reload(Runnable further) {
        boolean isDone = chores.execute(() -> {
            rules.checkNow(queues.intake()::reconsiderNames);
            further.run();
            LOG.info("rule files and certificate have been looked at");
        });
        if (!isDone) {
            LOG.info("rule files are not looked at any more, since this stops");
        }
    }

    /** Reads the rule files again that have changed, where it is time to look. */
    public void checkRules() {
        rules.check(queues.intake()::reconsiderNames);
    }

    /** Where points go. */
    public PointSink sink() {
        return queues.intake();
    }

    /** Where the process's own points go: they find capacity also when the queues are full. */
    public PointSink ownSink() {
        return queues.intake()::acceptOwn;
    }

    /** Where amounts go that are to be added to what a series has at their time; one for all who add. */
    public Additions additions() {
        return additions;
    }

    /** Says when senders have to wait. */
    public FlowControl flowControl() {
        return queues.intake();
    }

    /** The write queues, for questions about what waits in them. */
    public QueueReader queues() {
        return queues.reader();
    }

    /** The folder of the Whisper files, absolute. */
    public Path dataFolder() {
        return dataFolder;
    }

    /** How many metrics were known at the start. */
    public int metricsFound() {
        return metricsFound;
    }

    /** What was found on the way to the start that the user should know. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The names of all metrics. */
    public MetricIndex index() {
        return index;
    }

    /** Deletes, renames and expires metrics, and changes their layout. */
    public Housekeeping housekeeping() {
        return housekeeping;
    }

    /** Has the names be what is stored now. */
    public void verifyNames() {
        upkeep.look();
    }

    /** Reads series, waiting points included. */
    public SeriesReader reader() {
        return new LiveSeriesReader(queues.reader(), storage);
    }

    /** What is kept about metrics beside their points. */
    public Metadata metadata() {
        return new Metadata(storage);
    }

    /** How many points came in, and what became of them. */
    public PointCounters counters() {
        return counters;
    }

    /** All measures of the process. */
    public Measures measures() {
        return measures;
    }

    /** The thread for what is to be done now and then, until the store closes. */
    public Chores chores() {
        return chores;
    }

    /** What is wrong at this moment. */
    public Problems problems() {
        return problems;
    }

    /** The tag index, and the folder that it shares with what the web keeps. */
    public StateFolder state() {
        return state;
    }

    /** Has metrics announced to the index of names again with their next points, as if these were their first. */
    public void announceAgain(Collection<String> metrics) {
        queues.removals().announceAgain(metrics);
    }

    /** Points that wait to be written. */
    public long queuedPoints() {
        return queues.measures().queuedPoints();
    }

    /** The series that were made last. */
    public NewestSeries newest() {
        return newest;
    }

    /** For how many series each rule about storage is the first that matches. */
    public RuleUse ruleUse() {
        return ruleUse;
    }

    /** When the point was accepted that has waited longest; see {@link QueueMeasures#oldestAccepted}. */
    public OptionalLong oldestAccepted() {
        return queues.measures().oldestAccepted();
    }

    @Override
    public void close() {
        stop(started);
    }

    private static void stop(Deque<AutoCloseable> started) {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("stopping {} failed", part.getClass().getSimpleName(), e);
            }
        }
    }
}
