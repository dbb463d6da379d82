package plumbago.carbon.config;

import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.LIMIT;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.oneOf;

import java.util.List;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingType;

/** How points get into Whisper files. */
public final class WriterSettings {
    private static final String EXAMPLE_SAYS_FALSE =
            "a line for every write is too much; carbon's example says False too";
    private static final SettingGroup CACHE = new SettingGroup("Writer", Section.CACHE);
    static final List<SettingGroup> GROUPS = List.of(CACHE);

    public static final Setting<Double> MAX_UPDATES_PER_SECOND = CACHE.honoured(
            "MAX_UPDATES_PER_SECOND",
            LIMIT,
            SettingDefault.ours(
                    Double.POSITIVE_INFINITY,
                    LIMIT,
                    "500",
                    "the writer takes all points of a series at once and keeps up by itself; nobody should have to"
                            + " guess a limit"),
            "files per second",
            "Most files that are written to in a second.");

    public static final Setting<Double> MAX_UPDATES_PER_SECOND_ON_SHUTDOWN = CACHE.honoured(
            "MAX_UPDATES_PER_SECOND_ON_SHUTDOWN",
            LIMIT,
            SettingDefault.ours(
                    Double.POSITIVE_INFINITY,
                    LIMIT,
                    "none",
                    "nobody should wait for minutes for a process to stop; carbon goes on at MAX_UPDATES_PER_SECOND"),
            "files per second",
            "In place of MAX_UPDATES_PER_SECOND, and of MAX_CREATES_PER_MINUTE, for what is still queued when Plumbago is"
                    + " told to stop.");

    public static final Setting<Double> MAX_CREATES_PER_MINUTE = CACHE.honoured(
            "MAX_CREATES_PER_MINUTE",
            LIMIT,
            Double.POSITIVE_INFINITY,
            "files per minute",
            "Most files that are created in a minute. Points of further new metrics wait in the queues until their turn"
                    + " comes, in the order in which the metrics appeared; carbon throws them away.");

    private static final SettingType<String> STRATEGY =
            oneOf("sweep", "sorted", "timesorted", "max", "bucketmax", "naive");

    public static final Setting<String> CACHE_WRITE_STRATEGY = CACHE.honoured(
            "CACHE_WRITE_STRATEGY",
            STRATEGY,
            SettingDefault.ours(
                    "sweep",
                    STRATEGY,
                    "sorted",
                    "it costs least, and as all points of a metric go in one write the longest queues need no precedence"),
            "",
            "Which metrics are written first: all in the same order round after round, whatever waits (sweep), those with"
                    + " the most points as counted at the start of a round (sorted), those with the oldest point"
                    + " (timesorted), those with the most points at the moment (max, or bucketmax, which differ among"
                    + " equals only), or the ones that came last (naive).");

    public static final Setting<Integer> MIN_TIMESTAMP_LAG = CACHE.honoured(
            "MIN_TIMESTAMP_LAG",
            COUNT,
            0,
            "seconds",
            "With the strategy timesorted a metric is written only when its oldest point is older than this, or when"
                    + " Plumbago is told to stop.");

    public static final Setting<Boolean> WHISPER_AUTOFLUSH = CACHE.honoured(
            "WHISPER_AUTOFLUSH", SWITCH, false, "", "Forces every write to the disk before the next one.");

    public static final Setting<Boolean> WHISPER_SPARSE_CREATE = CACHE.honoured(
            "WHISPER_SPARSE_CREATE",
            SWITCH,
            false,
            "",
            "Creates files without giving them their space on the disk, which they take as they fill.");

    public static final Setting<Boolean> WHISPER_FALLOCATE_CREATE = CACHE.honoured(
            "WHISPER_FALLOCATE_CREATE",
            SWITCH,
            new SettingDefault<>(
                    sources -> !sources.get(WHISPER_SPARSE_CREATE),
                    "`True`, or `False` with WHISPER_SPARSE_CREATE",
                    "False",
                    "it is quicker, and a full disk shows at once; carbon's example says True too"),
            "",
            "Creates files with their space on the disk reserved, but not written. Goes before WHISPER_SPARSE_CREATE;"
                    + " with neither of them the empty points are written.");

    public static final Setting<Boolean> WHISPER_LOCK_WRITES = CACHE.honoured(
            "WHISPER_LOCK_WRITES",
            SWITCH,
            false,
            "",
            "Locks a file while it is written to, for the sake of other programs that write to the same files.");

    public static final Setting<Boolean> WHISPER_FADVISE_RANDOM = CACHE.withoutMeaning(
            "WHISPER_FADVISE_RANDOM",
            SWITCH,
            false,
            "Tells the kernel not to read ahead in Whisper files.",
            "files that are held open are always mapped so that nothing is read ahead; others are read in one go");

    public static final Setting<Boolean> LOG_UPDATES = CACHE.honoured(
            "LOG_UPDATES",
            SWITCH,
            SettingDefault.ours(false, SWITCH, "True", EXAMPLE_SAYS_FALSE),
            "",
            "Logs every write to a file.");

    public static final Setting<Boolean> LOG_CREATES = CACHE.honoured(
            "LOG_CREATES",
            SWITCH,
            SettingDefault.ours(false, SWITCH, "True", EXAMPLE_SAYS_FALSE),
            "",
            "Logs every new file and the schema it was made by.");

    public static final Setting<Boolean> LOG_CACHE_QUEUE_SORTS = CACHE.honoured(
            "LOG_CACHE_QUEUE_SORTS",
            SWITCH,
            SettingDefault.ours(false, SWITCH, "True", EXAMPLE_SAYS_FALSE),
            "",
            "Logs how long it took to put the metrics in order, with the strategies sorted and timesorted.");

    private WriterSettings() {}
}
