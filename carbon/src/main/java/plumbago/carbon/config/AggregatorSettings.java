package plumbago.carbon.config;

import static plumbago.base.config.Section.AGGREGATOR;
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
            GROUP.notYet("FORWARD_ALL", SWITCH, true, "", "Passes on what was received, not the aggregates only.");

    public static final Setting<Integer> MAX_AGGREGATION_INTERVALS = GROUP.notYet(
            "MAX_AGGREGATION_INTERVALS",
            COUNT,
            5,
            "intervals",
            "How long the values of an interval are remembered for late points, counted from when it was last sent.");

    public static final Setting<Duration> WRITE_BACK_FREQUENCY = GROUP.notYet(
            "WRITE_BACK_FREQUENCY",
            SECONDS_OR_NONE,
            Duration.ZERO,
            "seconds",
            "How often aggregates are computed if that is more often than the rule says; None or 0 for as the rule"
                    + " says.");

    public static final Setting<Boolean> LOG_AGGREGATOR_MISSES = GROUP.notYet(
            "LOG_AGGREGATOR_MISSES",
            SWITCH,
            SettingDefault.ours(
                    false, SWITCH, "True", "a line for every such point is too much; carbon's example says False too"),
            "",
            "Logs metrics that no aggregation rule is for.");

    static {
        GROUP.usedByCache(REWRITE_RULES);
    }

    private AggregatorSettings() {}
}
