package plumbago.carbon.config;

import static plumbago.carbon.config.Section.AGGREGATOR;
import static plumbago.carbon.config.Section.CACHE;
import static plumbago.carbon.config.Section.RELAY;
import static plumbago.carbon.config.SettingTypes.COUNT;
import static plumbago.carbon.config.SettingTypes.SWITCH;

import java.util.List;

/** What the process says about itself. */
public final class StatsSettings {
    private static final String TITLE = "Own metrics";
    private static final SettingGroup ALL = new SettingGroup(TITLE, CACHE, RELAY, AGGREGATOR);
    private static final SettingGroup STORE = new SettingGroup(TITLE, CACHE);
    static final List<SettingGroup> GROUPS = List.of(ALL, STORE);

    public static final Setting<String> CARBON_METRIC_PREFIX = ALL.honoured(
            "CARBON_METRIC_PREFIX",
            SettingTypes.METRIC_PREFIX,
            "carbon",
            "",
            "What the names of Plumbago's own metrics begin with: `PREFIX.agents.HOST-INSTANCE.`");

    public static final Setting<Integer> CARBON_METRIC_INTERVAL =
            ALL.honoured("CARBON_METRIC_INTERVAL", COUNT, 60, "seconds", "How often they are written; 0 for never.");

    public static final Setting<Boolean> RELAY_CACHE_METRICS = STORE.notYet(
            "RELAY_CACHE_METRICS", SWITCH, false, "", "Sends them to DESTINATIONS and does not keep them here.");

    private StatsSettings() {}
}
