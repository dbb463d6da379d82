package plumbago.carbon;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.admin.AdminRule;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.base.measure.FileProblem;
import plumbago.base.measure.Measures;
import plumbago.base.measure.Problems;
import plumbago.base.measure.ProcessMeasures;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenAddresses;
import plumbago.carbon.cache.PointJournal;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.Timestamps;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.config.AggregatorSettings;
import plumbago.carbon.config.CacheSettings;
import plumbago.carbon.config.IndexSettings;
import plumbago.carbon.config.JournalSettings;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.config.StatsSettings;
import plumbago.carbon.config.TagSettings;
import plumbago.carbon.config.WriterSettings;
import plumbago.carbon.housekeeping.Housekeeping;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.journal.JournalKeeper;
import plumbago.carbon.journal.JournalOptions;
import plumbago.carbon.query.Metadata;
import plumbago.carbon.receiver.PostedPoints;
import plumbago.carbon.rules.NameRules;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.SelfMetrics;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.storage.SeriesLocks;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.storage.WhisperStorage;
import plumbago.carbon.writer.WriteLimits;
import plumbago.carbon.writer.WriteStrategy;
import plumbago.carbon.writer.Writer;
import plumbago.carbon.writer.WriterThread;
import plumbago.whisper.Allocation;

/**
 * Takes points in and keeps them: what carbon-cache does. Everything is started by {@link #start} and stopped, in the
 * opposite order, by {@link #close}; what was accepted is in the files or in the journal when that returns.
 */
public final class CarbonService implements AutoCloseable {
    /** Between two sweeps of the writer. Points are found by queries at once, so this only makes writes rarer. */
    private static final long REST_MILLIS = 1000;

    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** Between two looks at the rule files, which decide themselves whether it is time. */
    private static final long RULES_SECONDS = 10;

    /** Where it listens. */
    public static final List<ListenAddress> ADDRESSES = Doors.ADDRESSES;

    private static final Logger log = LoggerFactory.getLogger(CarbonService.class);

    private final PointCounters counters = new PointCounters();
    private final Measures measures = new Measures();
    private final Problems problems = new Problems();
    private final MetricIndex index = new MetricIndex();
    private final List<String> warnings = new ArrayList<>();
    private final Deque<AutoCloseable> started;
    private final Path dataFolder;
    private final StorageRules storageRules;
    private final NameRules nameRules;
    private final WriteQueues queues;

    /** Null if there is none. */
    private final JournalKeeper journal;

    private final LiveSeriesReader reader;
    private final Metadata metadata;
    private final AdminRule adminRule;
    private final IndexUpkeep upkeep;
    private final Housekeeping housekeeping;
    private final int metricsFound;
    private final Doors doors;
    private final SelfReport report;
    private final ScheduledExecutorService chores =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("chores", true));

    /** @param started takes what has been started, also if this fails halfway */
    private CarbonService(Settings settings, Clock clock, long restMillis, Deque<AutoCloseable> started)
            throws ConfigException, IOException {
        this.started = started;
        // Before anything is opened or read, which may take minutes.
        ListenAddresses.check(settings, ADDRESSES);
        adminRule = AdminRule.of(settings);
        dataFolder =
                settings.get(FolderSettings.LOCAL_DATA_DIR).toAbsolutePath().normalize();
        Path configFolder = settings.get(FolderSettings.CONF_DIR);
        if (!Files.isDirectory(configFolder.toAbsolutePath())) {
            warnings.add("there is no configuration folder " + configFolder + ", so that new metrics get built-in"
                    + " retentions; --config, CONF_DIR in [cache] or GRAPHITE_CONF_DIR names it");
        }
        warnOfHeap(settings);
        storageRules = new StorageRules(configFolder, clock);
        warnings.addAll(storageRules.warnings());
        nameRules = new NameRules(
                configFolder,
                settings.get(ReceiverSettings.USE_WHITELIST),
                settings.get(AggregatorSettings.REWRITE_RULES),
                clock);
        warnings.addAll(nameRules.warnings());
        makeDataFolder();
        DataFolderLock.take(dataFolder, settings.instance(), "data folder", folderSetting(settings))
                .ifPresent(started::push);
        upkeep = new IndexUpkeep(
                dataFolder, settings.instance(), index, settings.get(IndexSettings.INDEX_CHECK_INTERVAL), clock);
        started.push(upkeep);
        upkeep.learn();
        warnings.addAll(upkeep.troubles());
        metricsFound = index.size();
        journal = openJournal(settings, clock);

        queues = new WriteQueues(
                Math.max(1, Integer.highestOneBit(receiverThreads())),
                new QueueLimits(
                        limit(settings.get(CacheSettings.MAX_CACHE_SIZE)),
                        settings.get(CacheSettings.MAX_CACHE_BYTES),
                        settings.get(ReceiverSettings.USE_FLOW_CONTROL)),
                new Timestamps(
                        Math.max(1, settings.get(ReceiverSettings.MIN_TIMESTAMP_RESOLUTION)),
                        settings.get(ReceiverSettings.ACCEPT_MILLISECONDS),
                        () -> clock.millis() / 1000),
                new IndexedNames(nameRules, index, clock),
                counters,
                journal == null ? PointJournal.NONE : journal.journal());
        WriteStrategy strategy = WriteStrategy.of(settings.get(WriterSettings.CACHE_WRITE_STRATEGY));
        strategy.prepare(queues);
        WhisperStorage storage = new WhisperStorage(
                dataFolder,
                storageRules,
                new WhisperStorage.Options(
                        allocation(settings),
                        MappingLimit.files(),
                        settings.get(TagSettings.TAG_HASH_FILENAMES),
                        settings.get(WriterSettings.WHISPER_AUTOFLUSH),
                        settings.get(WriterSettings.WHISPER_LOCK_WRITES),
                        settings.get(WriterSettings.LOG_CREATES)),
                counters);
        storage.onCreated(index::announceFile);
        started.push(storage);
        reader = new LiveSeriesReader(queues, storage);
        metadata = new Metadata(storage);
        SeriesLocks locks = new SeriesLocks();
        housekeeping = new Housekeeping(index, queues, storage, storage.files(), locks, storageRules, counters, clock);
        if (journal != null) {
            started.push(journal);
        }
        WriterThread writer = new WriterThread(
                new Writer(queues, storage, locks, writerOptions(settings, strategy), counters, clock),
                queues,
                new WriteLimits(
                        settings.get(WriterSettings.MAX_UPDATES_PER_SECOND),
                        settings.get(WriterSettings.MAX_CREATES_PER_MINUTE),
                        settings.get(WriterSettings.MAX_UPDATES_PER_SECOND_ON_SHUTDOWN)),
                restMillis,
                timeToStop(settings));
        writer.start();
        started.push(writer);
        problems.ask(writer::problem);
        if (journal != null) {
            problems.ask(journal::problem);
        }
        if (journal != null) {
            journal.replay(queues, MetricName::isMetric);
            queues.tellMetrics(index::announce);
            journal.start();
        }
        upkeep.start();
        doors = openDoors(settings, clock);
        counters.tell(measures);
        ServiceMeasures.tell(measures, queues, storage, index, doors::connections);
        if (journal != null) {
            journal.tell(measures);
        }
        ProcessMeasures.tell(measures);
        report = new SelfReport(
                settings.get(StatsSettings.CARBON_METRIC_PREFIX) + ".agents." + SelfReport.hostName() + '-'
                        + settings.instance() + '.',
                new SelfMetrics(measures, System::nanoTime),
                queues::acceptOwn,
                counters,
                clock);
        startChores(settings.get(StatsSettings.CARBON_METRIC_INTERVAL));
    }

    private void warnOfHeap(Settings settings) {
        long bytes = settings.get(CacheSettings.MAX_CACHE_BYTES);
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap / 4 * 3) {
            warnings.add(
                    settings.origin(CacheSettings.MAX_CACHE_BYTES) + ": MAX_CACHE_BYTES is more than memory allows: "
                            + (bytes >> 20) + "M, where the heap has " + (heap >> 20)
                            + "M at most; JAVA_OPTS=-Xmx8g in the environment gives it 8G, or choose less");
        }
    }

    private void startChores(int reportSeconds) {
        started.push(chores::shutdownNow);
        chores.scheduleWithFixedDelay(this::checkRules, RULES_SECONDS, RULES_SECONDS, TimeUnit.SECONDS);
        chores.scheduleWithFixedDelay(DataFolderLock::checkAll, RULES_SECONDS, RULES_SECONDS, TimeUnit.SECONDS);
        DiskRoom room = new DiskRoom(dataFolder, journal == null ? dataFolder : journal.folder());
        problems.ask(room::problem);
        chores.scheduleWithFixedDelay(room::look, RULES_SECONDS, RULES_SECONDS, TimeUnit.SECONDS);
        chores.scheduleWithFixedDelay(doors::check, RULES_SECONDS, RULES_SECONDS, TimeUnit.SECONDS);
        if (reportSeconds > 0) {
            chores.scheduleAtFixedRate(report::report, reportSeconds, reportSeconds, TimeUnit.SECONDS);
        }
    }

    /** Has the rule files and the certificate be looked at now, and read if they have changed; returns before that is done. */
    public void reload() {
        try {
            chores.execute(() -> {
                lookAtRules(storageRules::refresh, nameRules::checkNow);
                doors.check();
                log.info("rule files and certificate have been looked at");
            });
        } catch (RejectedExecutionException e) {
            log.info("rule files are not looked at any more, since this stops");
        }
    }

    /** Reads the rule files again that have changed, where it is time to look. */
    void checkRules() {
        lookAtRules(storageRules::check, nameRules::check);
    }

    /** @param ofNames returns whether the rules about names have changed */
    private void lookAtRules(Runnable ofStorage, BooleanSupplier ofNames) {
        try {
            ofStorage.run();
            if (ofNames.getAsBoolean()) {
                queues.reconsiderNames();
            }
        } catch (RuntimeException | Error e) {
            // Thrown out of here it would end these looks for good, and out of memory may be over at once.
            log.error("the rule files are not looked at this time", e);
        }
    }

    /** Puts the process's own metrics in among the others, once. */
    void report() {
        report.report();
    }

    /**
     * Starts everything.
     *
     * @throws ConfigException if a rule file cannot be used, or an address to listen on is none
     * @throws IOException if the data folder cannot be used, or is used by another process, or a port cannot be listened on; what was started before
     *     has been stopped again
     */
    public static CarbonService start(Settings settings, Clock clock) throws ConfigException, IOException {
        return start(settings, clock, REST_MILLIS);
    }

    /** The same with another rest between two sweeps of the writer, for a clock that runs ahead. */
    static CarbonService start(Settings settings, Clock clock, long restMillis) throws ConfigException, IOException {
        Deque<AutoCloseable> started = new ArrayDeque<>();
        try {
            return new CarbonService(settings, clock, restMillis, started);
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            stop(started);
            throw e;
        }
    }

    /** The journal, or null if there is to be none. */
    private JournalKeeper openJournal(Settings settings, Clock clock) throws IOException {
        if (!settings.get(JournalSettings.JOURNAL)) {
            return null;
        }
        Path folder = settings.get(JournalSettings.JOURNAL_DIR)
                .toAbsolutePath()
                .normalize()
                .resolve(DataFolderLock.safe(settings.instance()));
        JournalKeeper.makeFolder(folder);
        DataFolderLock.take(folder, settings.instance(), "journal's folder", "JOURNAL_DIR")
                .ifPresent(started::push);
        return JournalKeeper.open(
                new JournalOptions(
                        folder,
                        settings.get(JournalSettings.MAX_JOURNAL_BYTES),
                        settings.get(JournalSettings.JOURNAL_SYNC_INTERVAL),
                        dataFolder),
                counters,
                clock);
    }

    private Duration timeToStop(Settings settings) {
        Duration most = settings.get(JournalSettings.MAX_SECONDS_ON_SHUTDOWN);
        return journal == null || most.isZero() ? FOREVER : most;
    }

    /** What has to be changed for another data folder. */
    private String folderSetting(Settings settings) {
        Path usual = settings.get(FolderSettings.STORAGE_DIR).resolve("whisper");
        return dataFolder.equals(usual.toAbsolutePath().normalize()) ? "STORAGE_DIR" : "LOCAL_DATA_DIR";
    }

    private void makeDataFolder() throws IOException {
        try {
            Files.createDirectories(dataFolder);
        } catch (IOException e) {
            throw new IOException(
                    "the data folder " + dataFolder + " cannot be made: " + FileProblem.of(e)
                            + "; LOCAL_DATA_DIR or STORAGE_DIR in [cache] chooses another",
                    e);
        }
        if (!Files.isWritable(dataFolder)) {
            throw new IOException("the data folder " + dataFolder + " is not writable; LOCAL_DATA_DIR or STORAGE_DIR"
                    + " in [cache] chooses another");
        }
    }

    private Doors openDoors(Settings settings, Clock clock) throws ConfigException, IOException {
        Doors opened = new Doors(settings, receiverThreads(), queues, metadata, adminRule, counters, clock);
        started.push(opened);
        return opened;
    }

    private static Writer.Options writerOptions(Settings settings, WriteStrategy strategy) {
        return new Writer.Options(
                strategy,
                settings.get(WriterSettings.MIN_TIMESTAMP_LAG),
                settings.get(WriterSettings.LOG_UPDATES),
                settings.get(WriterSettings.LOG_CACHE_QUEUE_SORTS));
    }

    private static int receiverThreads() {
        return Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static long limit(double points) {
        return Double.isInfinite(points) ? Long.MAX_VALUE : (long) points;
    }

    private static Allocation allocation(Settings settings) {
        if (settings.get(WriterSettings.WHISPER_FALLOCATE_CREATE)) {
            return Allocation.RESERVED;
        }
        return settings.get(WriterSettings.WHISPER_SPARSE_CREATE) ? Allocation.SPARSE : Allocation.ZEROED;
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

    /** The port that plaintext lines are taken on, or 0 if that door is shut. */
    public int linePort() {
        return doors.linePort();
    }

    /** The port that plaintext datagrams are taken on, or 0 if that door is shut. */
    public int datagramPort() {
        return doors.datagramPort();
    }

    /** The port that pickles are taken on, or 0 if that door is shut. */
    public int picklePort() {
        return doors.picklePort();
    }

    /** The port that protobuf messages are taken on, or 0 if that door is shut. */
    public int protobufPort() {
        return doors.protobufPort();
    }

    /** The port on which another graphite-web asks for waiting points, or 0 if it is shut. */
    public int queryPort() {
        return doors.queryPort();
    }

    /** Begins with the points of a request that came in by a door outside of this service. */
    public PostedPoints posted() {
        return doors.posted();
    }

    /** How many senders are connected. */
    public int connections() {
        return doors.connections();
    }

    /** The names of all metrics. */
    public MetricIndex index() {
        return index;
    }

    /** Deletes, renames and expires metrics, and changes their files' layout. */
    public Housekeeping housekeeping() {
        return housekeeping;
    }

    /** Has the names be what the data folder says now. */
    public void verifyNames() {
        upkeep.look();
    }

    /** Reads series, waiting points included. */
    public SeriesReader reader() {
        return reader;
    }

    /** What is kept about metrics beside their points. */
    public Metadata metadata() {
        return metadata;
    }

    /** Who may change and delete what is stored. */
    public AdminRule adminRule() {
        return adminRule;
    }

    /** The books. */
    public PointCounters counters() {
        return counters;
    }

    /** All that the process can tell of itself. */
    public Measures measures() {
        return measures;
    }

    /** What is wrong at this moment. */
    public Problems problems() {
        return problems;
    }

    /** The names of all metrics with tags that are known by their points, which {@link MetricIndex} holds no more. */
    public List<String> taggedMetrics() {
        return queues.taggedMetrics();
    }

    /** Has the index of names told of metrics again with their next points, as if these were their first. */
    public void tellAgain(Collection<String> metrics) {
        queues.tellAgain(metrics);
    }

    /** Points that wait to be written. */
    public long queuedPoints() {
        return queues.queuedPoints();
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
                log.error("stopping {} failed", part.getClass().getSimpleName(), e);
            }
        }
    }
}
