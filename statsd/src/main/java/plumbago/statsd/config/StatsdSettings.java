package plumbago.statsd.config;

import static plumbago.base.config.SettingDefault.derived;
import static plumbago.base.config.SettingTypes.ADDRESS;
import static plumbago.base.config.SettingTypes.BYTES;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.LIST;
import static plumbago.base.config.SettingTypes.NUMBER;
import static plumbago.base.config.SettingTypes.PORT;
import static plumbago.base.config.SettingTypes.POSITIVE;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;
import static plumbago.base.config.SettingTypes.oneOf;

import java.util.List;
import java.util.Optional;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.statsd.config.StatsdOptions.HistogramBins;
import plumbago.statsd.config.StatsdOptions.Percentile;
import plumbago.statsd.config.StatsdOptions.TimeToLive;

/**
 * StatsD, under the names of the original's exampleConfig.js; what lies in an object there has a dot in its name. A
 * config.js becomes such a section with {@link ConfigImport}.
 */
public final class StatsdSettings {
    /** Where all of them stand. */
    public static final Section SECTION = Section.own("statsd");

    private static final SettingGroup STATSD = new SettingGroup("StatsD", SECTION);

    /** All of them, for the declaration of the part. */
    public static final List<SettingGroup> GROUPS = List.of(STATSD);

    /** What the heap is divided by for names: the most that one takes, with what a flush has in hand, and some times more. */
    private static final long BYTES_OF_METRIC = 4096;

    /** The same for values of timers and members of sets, of two intervals. */
    private static final long BYTES_OF_VALUE = 512;

    private static final String LOGS_TO_STANDARD_ERROR =
            "the log goes to standard error, for the service that runs Plumbago to keep and to pass on";

    // ---- what comes in ----

    public static final Setting<List<ServerOption>> SERVERS = STATSD.honoured(
            "servers",
            ServerTypes.SERVERS,
            List.of(),
            "",
            "Where packets are taken in, if at more than one address: JSON in one line, such as"
                    + " `[{\"server\": \"udp\", \"port\": 8125}, {\"server\": \"tcp\", \"port\": 8125}]`, with `server`,"
                    + " `address`, `address_ipv6`, `port`, `socket` and `socket_mod` as below. Those below do not count"
                    + " then.");

    public static final Setting<String> SERVER = STATSD.honoured(
            "server",
            ServerTypes.SERVER,
            "udp",
            "",
            "How packets come in; `./servers/udp` and the like mean the same.");

    public static final Setting<Boolean> ADDRESS_IPV6 =
            STATSD.honoured("address_ipv6", SWITCH, false, "", "Whether UDP is taken in by IPv6.");

    public static final Setting<String> ADDRESS_OF_SERVER = STATSD.honoured(
            "address",
            ADDRESS,
            derived(
                    "`127.0.0.1`, or `::1` with `address_ipv6`",
                    sources -> ServerOption.defaultAddress(sources.get(ADDRESS_IPV6))),
            "",
            "Address that packets are taken in at. The original listens at all addresses of the machine where nothing is"
                    + " said, to anybody who can reach it: write 0.0.0.0, or ::, if others than this machine send.");

    public static final Setting<Integer> STATSD_PORT =
            STATSD.honoured("port", PORT, 8125, "", "Port for packets; 0 keeps it shut.");

    public static final Setting<String> SOCKET = STATSD.honoured(
            "socket", TEXT, "", "", "With `server = tcp`: path of a unix socket to listen at instead of the port.");

    public static final Setting<Optional<Integer>> SOCKET_MODE = STATSD.honoured(
            "socket_mod",
            ServerTypes.MODE,
            derived("none", sources -> Optional.empty()),
            "",
            "Permissions of the unix socket, in octal as chmod has them.");

    public static final Setting<Boolean> DOGSTATSD = STATSD.honoured(
            "dogstatsd",
            SWITCH,
            true,
            "",
            "Whether the types of DogStatsD are understood besides: distributions, histograms, events and service checks."
                    + " False has what is no type of StatsD be a counter, as in the original.");

    public static final Setting<Boolean> DUMP_MESSAGES =
            STATSD.honoured("dumpMessages", SWITCH, false, "", "Logs every line that comes in.");

    public static final Setting<Integer> MAX_METRICS = STATSD.honoured(
            "maxMetrics",
            POSITIVE,
            derived("one for each 4 KiB of the largest heap, 1000000 at most", sources ->
                    (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / BYTES_OF_METRIC)),
            "names",
            "How many names of counters, timers, gauges and sets are kept at a time. Lines with more names are dropped and"
                    + " counted; the original grows until the machine has no memory left.");

    // ---- the management port ----

    public static final Setting<String> MGMT_ADDRESS = STATSD.honoured(
            "mgmt_address",
            ADDRESS,
            "127.0.0.1",
            "",
            "Address of the management port. Whoever reaches it may delete metrics, and is asked for no password: so it is"
                    + " that of this machine alone, where the original has all addresses. A cluster proxy on another"
                    + " machine asks here whether this one is up.");

    public static final Setting<Integer> MGMT_PORT =
            STATSD.honoured("mgmt_port", PORT, 8126, "", "The management port; 0 keeps it shut.");

    public static final Setting<String> HEALTH_STATUS = STATSD.withoutMeaning(
            "healthStatus",
            oneOf("up", "down"),
            "up",
            "The health to start with.",
            "the original asks for it before it has read its file, and starts as up whatever is written");

    // ---- flushes and statistics ----

    public static final Setting<Integer> FLUSH_INTERVAL = STATSD.honoured(
            "flushInterval",
            POSITIVE,
            10_000,
            "milliseconds",
            "Time between two flushes. The first archive that a metric's schema has should be as fine.");

    public static final Setting<String> FLUSH_ALIGNMENT = STATSD.honoured(
            "flushAlignment",
            oneOf("clock", "start"),
            "clock",
            "",
            "Where flushes lie: `clock` has them at whole multiples of the interval, so that those of several servers, and"
                    + " those before and after a restart, fall into the same slots; `start` counts from the second of the"
                    + " start, as the original does.");

    public static final Setting<List<Percentile>> PERCENT_THRESHOLD = STATSD.honoured(
            "percentThreshold",
            StatisticTypes.PERCENTILES,
            List.of(new Percentile("90", 90)),
            "per cent",
            "The percentiles of timers; one below 0 means the top of the values. Empty for none.");

    public static final Setting<Boolean> FLUSH_COUNTS =
            STATSD.honoured("flush_counts", SWITCH, true, "", "Whether counters are sent as counts, besides as rates.");

    public static final Setting<List<HistogramBins>> HISTOGRAM = STATSD.honoured(
            "histogram",
            StatisticTypes.HISTOGRAM,
            List.of(),
            "",
            "Bins that values of timers are counted in, by a text in the timer's name; the first whose text is in it"
                    + " decides. JSON in one line, such as `[{\"metric\": \"render\", \"bins\": [0.01, 0.1, 1, \"inf\"]}]`:"
                    + " a bin holds what is below its limit, and `inf` has none.");

    public static final Setting<List<String>> CALCULATED_TIMER_METRICS = STATSD.honoured(
            "calculatedTimerMetrics",
            LIST,
            List.of(),
            "",
            "Which statistics of timers are sent, such as `count, median, upper_percent, histogram`; empty for all."
                    + " `_percent` behind a name stands for those of all percentiles.");

    public static final Setting<Integer> TIMER_EXACT_VALUES = STATSD.honoured(
            "timerExactValues",
            POSITIVE,
            10_000,
            "values",
            "Up to so many values of a timer in an interval its median and percentiles are exact. Of more they are estimated"
                    + " by a sketch of bounded size; all other statistics stay exact.");

    public static final Setting<Integer> MAX_TIMER_VALUES = STATSD.honoured(
            "maxTimerValues",
            POSITIVE,
            derived("one for each 512 bytes of the largest heap, 4000000 at most", sources ->
                    (int) Math.min(4_000_000, Runtime.getRuntime().maxMemory() / BYTES_OF_VALUE)),
            "values",
            "How many values of all timers together are kept in an interval, twelve bytes each; timers go over to sketches"
                    + " beyond it. As many members of all sets are kept, of 64 bytes on the average.");

    // ---- how long idle metrics are kept ----

    public static final Setting<Boolean> DELETE_IDLE_STATS = STATSD.honoured(
            "deleteIdleStats",
            SWITCH,
            false,
            "",
            "Whether metrics that nothing came in for are left out of a flush and forgotten, instead of sent as 0 or, for"
                    + " gauges, as they were. The four below go before it.");

    public static final Setting<Boolean> DELETE_GAUGES = delete("deleteGauges", "gauges");

    public static final Setting<Integer> GAUGES_MAX_TTL = STATSD.honoured(
            "gaugesMaxTTL",
            POSITIVE,
            1,
            "flushes",
            "With `deleteGauges`: after so many flushes without a value a gauge is idle.");

    public static final Setting<Boolean> DELETE_TIMERS = delete("deleteTimers", "timers");

    public static final Setting<Boolean> DELETE_SETS = delete("deleteSets", "sets");

    public static final Setting<Boolean> DELETE_COUNTERS = delete("deleteCounters", "counters");

    public static final Setting<List<TimeToLive>> TIME_TO_LIVE = STATSD.honoured(
            "timeToLive",
            StatisticTypes.TIMES_TO_LIVE,
            List.of(),
            "",
            "How long metrics are kept that nothing comes in for, by their names: `pattern:seconds`, such as"
                    + " `batch.*:86400, *.temporary.*:60`. The first pattern that a whole name matches decides; the"
                    + " settings above hold besides.");

    // ---- names ----

    public static final Setting<String> PREFIX_STATS =
            STATSD.honoured("prefixStats", TEXT, "statsd", "", "Prefix of what the server says of itself.");

    public static final Setting<Boolean> KEY_NAME_SANITIZE = STATSD.honoured(
            "keyNameSanitize",
            SWITCH,
            true,
            "",
            "Whether names are cleaned when they come in: blanks become `_`, `/` becomes `-`, and what is neither a letter of"
                    + " ASCII, a digit, nor one of `_-.;=` goes. False has them cleaned when they are flushed.");

    public static final Setting<Boolean> LEGACY_NAMESPACE = STATSD.honoured(
            "graphite.legacyNamespace",
            SWITCH,
            true,
            "",
            "Whether metrics have the names of StatsD's first versions, such as `stats.a` and `stats_counts.a`; the prefixes"
                    + " below count only without it.");

    public static final Setting<String> GLOBAL_PREFIX =
            STATSD.honoured("graphite.globalPrefix", TEXT, "stats", "", "Prefix of all metrics; empty for none.");

    public static final Setting<String> PREFIX_COUNTER =
            STATSD.honoured("graphite.prefixCounter", TEXT, "counters", "", "Prefix of counters; empty for none.");

    public static final Setting<String> PREFIX_TIMER =
            STATSD.honoured("graphite.prefixTimer", TEXT, "timers", "", "Prefix of timers; empty for none.");

    public static final Setting<String> PREFIX_GAUGE =
            STATSD.honoured("graphite.prefixGauge", TEXT, "gauges", "", "Prefix of gauges; empty for none.");

    public static final Setting<String> PREFIX_SET =
            STATSD.honoured("graphite.prefixSet", TEXT, "sets", "", "Prefix of sets; empty for none.");

    public static final Setting<Optional<String>> GLOBAL_SUFFIX = STATSD.honoured(
            "graphite.globalSuffix",
            StatisticTypes.SUFFIX,
            derived("none", sources -> Optional.empty()),
            "",
            "What stands behind all names, with a point before it; such as the name of the machine.");

    // ---- where flushes go ----

    public static final Setting<List<String>> BACKENDS = STATSD.honoured(
            "backends",
            ServerTypes.BACKENDS,
            List.of("store"),
            "",
            "Where flushes go: `store` is Plumbago's own, `graphite` another one at `graphiteHost`, `console` standard output;"
                    + " `repeater` passes packets on to other StatsDs as they came in. `./backends/graphite` and the like"
                    + " mean the same. The original has graphite where nothing is said.");

    public static final Setting<Boolean> ROLL_UPS = STATSD.honoured(
            "rollUps",
            SWITCH,
            true,
            "",
            "Whether new series of the store are rolled up as their statistic asks for: `upper` by max, `lower` by min,"
                    + " counts and sums by sum. False leaves that to storage-aggregation.conf alone.");

    public static final Setting<String> GRAPHITE_HOST = STATSD.honoured(
            "graphiteHost",
            TEXT,
            "",
            "",
            "Address or name of the Graphite that the backend `graphite` sends to; where none is set, it sends nothing.");

    public static final Setting<Integer> GRAPHITE_PORT =
            STATSD.honoured("graphitePort", PORT, 2003, "", "Its port for lines of text.");

    public static final Setting<Integer> GRAPHITE_PICKLE_PORT =
            STATSD.honoured("graphitePicklePort", PORT, 2004, "", "Its port for pickles.");

    public static final Setting<String> GRAPHITE_PROTOCOL =
            STATSD.honoured("graphiteProtocol", oneOf("text", "pickle"), "text", "", "Which of both is used.");

    public static final Setting<Boolean> CONSOLE_PRETTYPRINT = STATSD.honoured(
            "console.prettyprint",
            SWITCH,
            false,
            "",
            "Whether the backend `console` prints with colours, and to five levels of depth instead of two.");

    public static final Setting<List<RepeaterOption>> REPEATER = STATSD.honoured(
            "repeater",
            ServerTypes.REPEATERS,
            List.of(),
            "",
            "The StatsDs that the backend `repeater` passes packets on to: JSON in one line, such as"
                    + " `[{\"host\": \"10.10.10.10\", \"port\": 8125}]`.");

    public static final Setting<String> REPEATER_PROTOCOL =
            STATSD.honoured("repeaterProtocol", oneOf("udp4", "udp6", "tcp"), "udp4", "", "How it does.");

    // ---- the process ----

    public static final Setting<Boolean> JOURNAL = STATSD.honoured(
            "journal",
            SWITCH,
            true,
            "",
            "Whether what came in is kept in a file until it has been flushed, so that it outlives the process however that"
                    + " ends. The original loses the interval under way, and all gauges.");

    public static final Setting<Long> JOURNAL_BYTES = STATSD.honoured(
            "journalBytes",
            BYTES,
            256L << 20,
            "bytes",
            "How large that file may become in an interval; what comes in then is counted, and lost with the process.");

    public static final Setting<Integer> KEY_FLUSH_INTERVAL = STATSD.honoured(
            "keyFlush.interval",
            COUNT,
            0,
            "milliseconds",
            "How often the names are written that were sent most often since; 0 for never.");

    public static final Setting<Double> KEY_FLUSH_PERCENT =
            STATSD.honoured("keyFlush.percent", NUMBER, 100.0, "per cent", "Which part of the names is written.");

    public static final Setting<String> KEY_FLUSH_LOG = STATSD.honoured(
            "keyFlush.log", TEXT, "", "", "The file that they are appended to; empty for standard output.");

    public static final Setting<Boolean> DEBUG = STATSD.withoutMeaning(
            "debug",
            SWITCH,
            false,
            "Logs more.",
            "what goes wrong is logged and counted in any case; dumpMessages logs what comes in");

    public static final Setting<String> TITLE = STATSD.withoutMeaning(
            "title",
            TEXT,
            "statsd",
            "The name of the process.",
            "a Java process cannot change its name, and this one is more than a StatsD");

    public static final Setting<String> LOG_BACKEND = STATSD.withoutMeaning(
            "log.backend", oneOf("stdout", "syslog"), "stdout", "Where the log goes.", LOGS_TO_STANDARD_ERROR);

    public static final Setting<String> LOG_APPLICATION = STATSD.withoutMeaning(
            "log.application", TEXT, "statsd", "The name of the program in syslog.", LOGS_TO_STANDARD_ERROR);

    public static final Setting<String> LOG_LEVEL = STATSD.withoutMeaning(
            "log.level", TEXT, "LOG_INFO", "The level of messages in syslog.", LOGS_TO_STANDARD_ERROR);

    public static final Setting<Boolean> AUTOMATIC_CONFIG_RELOAD = STATSD.withoutMeaning(
            "automaticConfigReload",
            SWITCH,
            true,
            "Reads the file again when it has changed.",
            "settings are read at the start; the original takes over only some of them later, and sets its own counters to"
                    + " 0 when it does");

    private StatsdSettings() {}

    private static Setting<Boolean> delete(String name, String what) {
        return STATSD.honoured(
                name,
                SWITCH,
                derived("`deleteIdleStats`", sources -> sources.get(DELETE_IDLE_STATS)),
                "",
                "The same for " + what + " alone.");
    }
}
