package plumbago.carbon.config;

import static plumbago.base.config.Section.AGGREGATOR;
import static plumbago.base.config.Section.RELAY;
import static plumbago.base.config.SettingTypes.BYTES;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.FOLDER;
import static plumbago.base.config.SettingTypes.LIMIT;
import static plumbago.base.config.SettingTypes.LIST;
import static plumbago.base.config.SettingTypes.NUMBER;
import static plumbago.base.config.SettingTypes.POSITIVE;
import static plumbago.base.config.SettingTypes.SECONDS_OR_NONE;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;
import static plumbago.base.config.SettingTypes.oneOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;

/** Sending points on to other hosts. */
public final class RelaySettings {
    private static final String TITLE = "Relay";
    private static final SettingGroup RELAYS = new SettingGroup(TITLE, RELAY);
    private static final SettingGroup BOTH = new SettingGroup(TITLE, RELAY, AGGREGATOR);
    static final List<SettingGroup> GROUPS = List.of(RELAYS, BOTH);

    public static final Setting<String> RELAY_METHOD = RELAYS.honoured(
            "RELAY_METHOD",
            oneOf(
                    "rules",
                    "consistent-hashing",
                    "aggregated-consistent-hashing",
                    "fast-hashing",
                    "fast-aggregated-hashing",
                    "constant"),
            "rules",
            "",
            "How the destination of a metric is found.");

    public static final Setting<String> RELAY_RULES =
            RELAYS.honoured("RELAY_RULES", TEXT, "relay-rules.conf", "", "File of the relay rules, below CONF_DIR.");

    public static final Setting<List<String>> DESTINATIONS = BOTH.honoured(
            "DESTINATIONS",
            LIST,
            List.of(),
            "",
            "Where points are sent: HOST:PORT or HOST:PORT:INSTANCE, an IPv6 address in brackets.");

    public static final Setting<String> DESTINATION_PROTOCOL = BOTH.honoured(
            "DESTINATION_PROTOCOL",
            oneOf("pickle", "line", "protobuf", "udp"),
            "pickle",
            "",
            "What is spoken with the destinations: pickle, line, protobuf, or udp for lines in datagrams, of which nobody knows"
                    + " whether they arrive.");

    public static final Setting<String> DESTINATION_TRANSPORT = BOTH.honoured(
            "DESTINATION_TRANSPORT", oneOf("none", "ssl"), "none", "", "Whether the way there is encrypted.");

    public static final Setting<String> DESTINATION_SSL_CA = BOTH.honoured(
            "DESTINATION_SSL_CA",
            TEXT,
            "",
            "",
            "PEM file, below CONF_DIR, with the authorities that the destinations' certificates are from; empty for those that"
                    + " Java trusts.");

    public static final Setting<Boolean> DESTINATION_POOL_REPLICAS = BOTH.honoured(
            "DESTINATION_POOL_REPLICAS",
            SWITCH,
            false,
            "",
            "Takes destinations that differ in the instance only for one, and gives a point to the shortest queue."
                    + " (The comment in carbon's example spells it DESTINATIONS_POOL_REPLICAS, which does nothing.)");

    public static final Setting<Integer> REPLICATION_FACTOR =
            BOTH.honoured("REPLICATION_FACTOR", POSITIVE, 1, "destinations", "How many destinations get each point.");

    public static final Setting<Boolean> DIVERSE_REPLICAS =
            BOTH.honoured("DIVERSE_REPLICAS", SWITCH, true, "", "Takes care that they are on different hosts.");

    public static final Setting<String> ROUTER_HASH_TYPE = BOTH.honoured(
            "ROUTER_HASH_TYPE",
            oneOf("", "carbon_ch", "fnv1a_ch", "mmh3_ch", "jump_fnv1a_ch", "c_relay_carbon_ch", "c_relay_fnv1a_ch"),
            "",
            "",
            "Hash of the ring: carbon_ch, fnv1a_ch or mmh3_ch; unset, mmh3_ch for the fast methods and carbon_ch for the"
                    + " others. jump_fnv1a_ch, c_relay_carbon_ch and c_relay_fnv1a_ch choose as carbon-c-relay does with"
                    + " jump_fnv1a_ch, carbon_ch and fnv1a_ch: they look at destinations and never at hosts, so"
                    + " DIVERSE_REPLICAS has no meaning for them, and the fast methods cannot have them.");

    public static final Setting<Boolean> TAG_RELAY_NORMALIZED = BOTH.honoured(
            "TAG_RELAY_NORMALIZED",
            SWITCH,
            false,
            "",
            "Puts the tags of a name in order before its destination is looked for.");

    public static final Setting<Boolean> DYNAMIC_ROUTER = BOTH.honoured(
            "DYNAMIC_ROUTER",
            SWITCH,
            false,
            "",
            "Takes a destination out while it cannot be reached; what waits for it goes where it belongs then. Its series"
                    + " are scattered by that, so it is off.");

    public static final Setting<Integer> DYNAMIC_ROUTER_MAX_RETRIES = BOTH.honoured(
            "DYNAMIC_ROUTER_MAX_RETRIES", COUNT, 5, "attempts", "Failed attempts to connect before that happens.");

    public static final Setting<Integer> MAX_QUEUE_SIZE = BOTH.withoutMeaning(
            "MAX_QUEUE_SIZE",
            POSITIVE,
            10_000,
            "Points that may wait for one destination.",
            "points wait in files, as many as MAX_SPOOL_BYTES has space for");

    public static final Setting<Double> QUEUE_LOW_WATERMARK_PCT = BOTH.honoured(
            "QUEUE_LOW_WATERMARK_PCT",
            NUMBER,
            0.8,
            "share of MAX_SPOOL_BYTES",
            "Below this a spool that was full has senders go on.");

    public static final Setting<Double> MAX_QUEUE_SIZE_HARD_PCT = BOTH.honoured(
            "MAX_QUEUE_SIZE_HARD_PCT",
            NUMBER,
            1.25,
            "share of MAX_SPOOL_BYTES",
            "With USE_FLOW_CONTROL points are dropped only above this: what had been read when senders were halted.");

    public static final Setting<Integer> MAX_DATAPOINTS_PER_MESSAGE =
            BOTH.honoured("MAX_DATAPOINTS_PER_MESSAGE", POSITIVE, 500, "points", "Points in one frame.");

    public static final Setting<Double> TIME_TO_DEFER_SENDING = BOTH.withoutMeaning(
            "TIME_TO_DEFER_SENDING",
            NUMBER,
            0.0001,
            "How long a frame is held back to let it grow.",
            "what came in together is sent together, and nothing is held back");

    public static final Setting<Path> SPOOL_DIR = BOTH.honoured(
            "SPOOL_DIR",
            FOLDER,
            SettingDefault.derived(
                    "`STORAGE_DIR/spool`",
                    sources -> sources.getBeforeInstance(FolderSettings.STORAGE_DIR)
                            .resolve("spool")),
            "",
            "The folder of what waits for destinations; each daemon and instance has a folder of its own in it. (Plumbago's"
                    + " own.)");

    public static final Setting<Long> MAX_SPOOL_BYTES = BOTH.honoured(
            "MAX_SPOOL_BYTES",
            BYTES,
            1L << 30,
            "bytes",
            "Most space on the disk for what waits for one destination. At this limit USE_FLOW_CONTROL decides whether all"
                    + " senders wait, or points for that destination are dropped. (Plumbago's own.)");

    public static final Setting<Duration> MAX_SPOOL_AGE = BOTH.honoured(
            "MAX_SPOOL_AGE",
            SECONDS_OR_NONE,
            Duration.ZERO,
            "seconds",
            "Points that have waited longer are dropped when their turn comes; None or 0 keeps all. (Plumbago's own.)");

    public static final Setting<Double> MAX_CATCH_UP_PER_SECOND = BOTH.honoured(
            "MAX_CATCH_UP_PER_SECOND",
            LIMIT,
            Double.POSITIVE_INFINITY,
            "points",
            "How many points a second what waits for a destination that is back gets fewer by, so that what is sent leaves it"
                    + " room for what is new. (Plumbago's own.)");

    public static final Setting<Boolean> USE_RATIO_RESET = BOTH.honoured(
            "USE_RATIO_RESET",
            SWITCH,
            false,
            "",
            "Connects anew to a destination that is sent clearly less than was received for it.");

    public static final Setting<Integer> MIN_RESET_STAT_FLOW = BOTH.honoured(
            "MIN_RESET_STAT_FLOW", COUNT, 1000, "points", "Fewer points than this received say nothing about that.");

    public static final Setting<Double> MIN_RESET_RATIO =
            BOTH.honoured("MIN_RESET_RATIO", NUMBER, 0.9, "sent by received", "The share below which that happens.");

    public static final Setting<Integer> MIN_RESET_INTERVAL =
            BOTH.honoured("MIN_RESET_INTERVAL", COUNT, 121, "seconds", "Least time between two such connections.");

    public static final Setting<String> AGGREGATION_RULES = BOTH.honoured(
            "AGGREGATION_RULES", TEXT, "aggregation-rules.conf", "", "File of the aggregation rules, below CONF_DIR.");

    public static final Setting<Integer> CACHE_METRIC_NAMES_MAX = BOTH.withoutMeaning(
            "CACHE_METRIC_NAMES_MAX",
            COUNT,
            0,
            "Names that each aggregation rule remembers.",
            "what a name means is kept for all rules at once, within a quarter of MAX_AGGREGATION_BYTES");

    public static final Setting<Integer> CACHE_METRIC_NAMES_TTL = BOTH.withoutMeaning(
            "CACHE_METRIC_NAMES_TTL",
            COUNT,
            0,
            "How long it remembers them.",
            "what a name means changes with the rules alone, and is kept until then");

    private RelaySettings() {}
}
