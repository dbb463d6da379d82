package plumbago.carbon.config;

import static plumbago.base.config.Section.AGGREGATOR;
import static plumbago.base.config.Section.RELAY;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.LIST;
import static plumbago.base.config.SettingTypes.NUMBER;
import static plumbago.base.config.SettingTypes.POSITIVE;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;
import static plumbago.base.config.SettingTypes.oneOf;

import java.util.List;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;

/** Sending points on to other hosts. */
public final class RelaySettings {
    private static final String TITLE = "Relay";
    private static final SettingGroup RELAYS = new SettingGroup(TITLE, RELAY);
    private static final SettingGroup BOTH = new SettingGroup(TITLE, RELAY, AGGREGATOR);
    static final List<SettingGroup> GROUPS = List.of(RELAYS, BOTH);

    public static final Setting<String> RELAY_METHOD = RELAYS.notYet(
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
            RELAYS.notYet("RELAY_RULES", TEXT, "relay-rules.conf", "", "File of the relay rules, below CONF_DIR.");

    public static final Setting<List<String>> DESTINATIONS = BOTH.notYet(
            "DESTINATIONS",
            LIST,
            List.of(),
            "",
            "Where points are sent: HOST:PORT or HOST:PORT:INSTANCE, an IPv6 address in brackets.");

    public static final Setting<String> DESTINATION_PROTOCOL = BOTH.notYet(
            "DESTINATION_PROTOCOL",
            oneOf("pickle", "line", "protobuf"),
            "pickle",
            "",
            "What is spoken with the destinations.");

    public static final Setting<String> DESTINATION_TRANSPORT = BOTH.notYet(
            "DESTINATION_TRANSPORT", oneOf("none", "ssl"), "none", "", "Whether the way there is encrypted.");

    public static final Setting<String> DESTINATION_SSL_CA = BOTH.notYet(
            "DESTINATION_SSL_CA",
            TEXT,
            "",
            "",
            "File with the authority that the destinations' certificates are from.");

    public static final Setting<Boolean> DESTINATION_POOL_REPLICAS = BOTH.notYet(
            "DESTINATION_POOL_REPLICAS",
            SWITCH,
            false,
            "",
            "Takes destinations that differ in the instance only for one, and gives a point to the shortest queue."
                    + " (The comment in carbon's example spells it DESTINATIONS_POOL_REPLICAS, which does nothing.)");

    public static final Setting<Integer> REPLICATION_FACTOR =
            BOTH.notYet("REPLICATION_FACTOR", POSITIVE, 1, "destinations", "How many destinations get each point.");

    public static final Setting<Boolean> DIVERSE_REPLICAS =
            BOTH.notYet("DIVERSE_REPLICAS", SWITCH, true, "", "Takes care that they are on different hosts.");

    public static final Setting<String> ROUTER_HASH_TYPE = BOTH.notYet(
            "ROUTER_HASH_TYPE",
            oneOf("", "carbon_ch", "fnv1a_ch", "mmh3_ch", "jump_fnv1a_ch", "c_relay_carbon_ch", "c_relay_fnv1a_ch"),
            "",
            "",
            "Hash of the ring: carbon_ch, fnv1a_ch or mmh3_ch; unset, mmh3_ch for the fast methods and carbon_ch for the"
                    + " others. jump_fnv1a_ch, c_relay_carbon_ch and c_relay_fnv1a_ch choose as carbon-c-relay does with"
                    + " jump_fnv1a_ch, carbon_ch and fnv1a_ch: they look at destinations and never at hosts, so"
                    + " DIVERSE_REPLICAS has no meaning for them, and the fast methods cannot have them.");

    public static final Setting<Boolean> DYNAMIC_ROUTER = BOTH.notYet(
            "DYNAMIC_ROUTER", SWITCH, false, "", "Takes a destination out of the ring while it cannot be reached.");

    public static final Setting<Integer> DYNAMIC_ROUTER_MAX_RETRIES = BOTH.notYet(
            "DYNAMIC_ROUTER_MAX_RETRIES", COUNT, 5, "attempts", "Failed attempts to connect before that happens.");

    public static final Setting<Integer> MAX_QUEUE_SIZE =
            BOTH.notYet("MAX_QUEUE_SIZE", POSITIVE, 10_000, "points", "Points that may wait for one destination.");

    public static final Setting<Double> QUEUE_LOW_WATERMARK_PCT = BOTH.notYet(
            "QUEUE_LOW_WATERMARK_PCT",
            NUMBER,
            0.8,
            "share of MAX_QUEUE_SIZE",
            "Below this a queue that was full takes points again.");

    public static final Setting<Double> MAX_QUEUE_SIZE_HARD_PCT = BOTH.notYet(
            "MAX_QUEUE_SIZE_HARD_PCT",
            NUMBER,
            1.25,
            "share of MAX_QUEUE_SIZE",
            "With flow control points are dropped only above this.");

    public static final Setting<Integer> MAX_DATAPOINTS_PER_MESSAGE =
            BOTH.notYet("MAX_DATAPOINTS_PER_MESSAGE", POSITIVE, 500, "points", "Points in one frame.");

    public static final Setting<Double> TIME_TO_DEFER_SENDING = BOTH.notYet(
            "TIME_TO_DEFER_SENDING", NUMBER, 0.0001, "seconds", "How long a frame is held back to let it grow.");

    public static final Setting<Boolean> USE_RATIO_RESET = BOTH.notYet(
            "USE_RATIO_RESET",
            SWITCH,
            false,
            "",
            "Connects anew to a destination that is sent clearly less than was received for it.");

    public static final Setting<Integer> MIN_RESET_STAT_FLOW = BOTH.notYet(
            "MIN_RESET_STAT_FLOW", COUNT, 1000, "points", "Fewer points than this received say nothing about that.");

    public static final Setting<Double> MIN_RESET_RATIO =
            BOTH.notYet("MIN_RESET_RATIO", NUMBER, 0.9, "sent by received", "The share below which that happens.");

    public static final Setting<Integer> MIN_RESET_INTERVAL =
            BOTH.notYet("MIN_RESET_INTERVAL", COUNT, 121, "seconds", "Least time between two such connections.");

    public static final Setting<String> AGGREGATION_RULES = BOTH.notYet(
            "AGGREGATION_RULES", TEXT, "aggregation-rules.conf", "", "File of the aggregation rules, below CONF_DIR.");

    public static final Setting<Integer> CACHE_METRIC_NAMES_MAX = BOTH.notYet(
            "CACHE_METRIC_NAMES_MAX", COUNT, 0, "names", "Names that each aggregation rule remembers; 0 for any.");

    public static final Setting<Integer> CACHE_METRIC_NAMES_TTL = BOTH.notYet(
            "CACHE_METRIC_NAMES_TTL",
            COUNT,
            0,
            "seconds",
            "How long it remembers them; 0 for ever. Only where their number is limited.");

    private RelaySettings() {}
}
