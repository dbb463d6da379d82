package plumbago.carbon.config;

import static plumbago.base.config.Section.AGGREGATOR;
import static plumbago.base.config.Section.CACHE;
import static plumbago.base.config.Section.RELAY;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.SWITCH;

import java.util.List;
import java.util.regex.Pattern;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingType;

/** What the process says about itself. */
public final class StatsSettings {
    private static final String TITLE = "Own metrics";
    private static final SettingGroup ALL = new SettingGroup(TITLE, CACHE, RELAY, AGGREGATOR);
    private static final SettingGroup STORE = new SettingGroup(TITLE, CACHE);
    private static final Pattern METRIC_NAME =
            Pattern.compile("(?!~)[^.;/\\s\\p{Cntrl}]{1,80}+(?:\\.[^.;/\\s\\p{Cntrl}]{1,80}+){0,9}+");

    private static final SettingType<String> METRIC_PREFIX = new SettingType<>(
            "prefix", "a metric's name such as carbon or servers.graphite", StatsSettings::metricName, text -> text);

    static final List<SettingGroup> GROUPS = List.of(ALL, STORE);

    public static final Setting<String> CARBON_METRIC_PREFIX = ALL.honoured(
            "CARBON_METRIC_PREFIX",
            METRIC_PREFIX,
            "carbon",
            "",
            "What the names of Plumbago's own metrics begin with: `PREFIX.agents.HOST-INSTANCE.`");

    public static final Setting<Integer> CARBON_METRIC_INTERVAL =
            ALL.honoured("CARBON_METRIC_INTERVAL", COUNT, 60, "seconds", "How often they are written; 0 for never.");

    public static final Setting<Boolean> RELAY_CACHE_METRICS = STORE.notYet(
            "RELAY_CACHE_METRICS", SWITCH, false, "", "Sends them to DESTINATIONS and does not keep them here.");

    private static String metricName(String text) {
        if (!METRIC_NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " is no metric's name");
        }
        return text;
    }

    private StatsSettings() {}
}
