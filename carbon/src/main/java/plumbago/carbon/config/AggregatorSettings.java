package plumbago.carbon.config;

import static plumbago.base.config.Section.AGGREGATOR;
import static plumbago.base.config.SettingTypes.BYTES;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.SECONDS_OR_NONE;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;

import java.time.Duration;
import java.util.List;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;

/** Making new series out of many as they pass. */
public final class AggregatorSettings {
    private static final SettingGroup GROUP = new SettingGroup("Aggregator", AGGREGATOR);
    static final List<SettingGroup> GROUPS = List.of(GROUP);

    public static final Setting<String> REWRITE_RULES = GROUP.honoured(
            "REWRITE_RULES",
            TEXT,
            "rewrite-rules.conf",
            "",
            "File of the rewrite rules, below CONF_DIR; it may be missing. They go for all points that come in; empty for"
                    + " none.");

    public static final Setting<Boolean> FORWARD_ALL =
            GROUP.honoured("FORWARD_ALL", SWITCH, true, "", "Passes on what was received, not the aggregates only.");

    public static final Setting<Integer> MAX_AGGREGATION_INTERVALS = GROUP.honoured(
            "MAX_AGGREGATION_INTERVALS",
            COUNT,
            5,
            "intervals",
            "How long the values of an interval are remembered for late points, counted from when it was last sent;"
                    + " longer where AGGREGATION_LATENESS says so.");

    public static final Setting<Duration> AGGREGATION_LATENESS = GROUP.honoured(
            "AGGREGATION_LATENESS",
            SECONDS_OR_NONE,
            Duration.ofHours(1),
            "seconds",
            "How late a point may come and still correct its interval, counted from the interval's end. What comes later"
                    + " is left out and counted, and never takes the place of what was finished. None or 0 to forget as"
                    + " carbon does, where it takes that place. (Plumbago's own.)");

    public static final Setting<Long> MAX_AGGREGATION_BYTES = GROUP.honoured(
            "MAX_AGGREGATION_BYTES",
            BYTES,
            SettingDefault.derived(
                    "an eighth of the largest heap",
                    sources -> Runtime.getRuntime().maxMemory() / 8),
            "bytes",
            "Most memory for aggregates, their open intervals, and what names mean to the rules. Where it is reached the"
                    + " oldest intervals are forgotten first. (Plumbago's own.)");

    public static final Setting<Duration> WRITE_BACK_FREQUENCY = GROUP.honoured(
            "WRITE_BACK_FREQUENCY",
            SECONDS_OR_NONE,
            Duration.ZERO,
            "seconds",
            "How often aggregates are computed if that is more often than the rule says; None or 0 for as the rule"
                    + " says.");

    public static final Setting<Boolean> LOG_AGGREGATOR_MISSES = GROUP.honoured(
            "LOG_AGGREGATOR_MISSES",
            SWITCH,
            SettingDefault.ours(
                    false, SWITCH, "True", "a line for every such point is too much; carbon's example says False too"),
            "",
            "Logs metrics that no aggregation rule is for, each when it is first seen.");

    static {
        GROUP.usedByCache(REWRITE_RULES);
    }

    private AggregatorSettings() {}
}
