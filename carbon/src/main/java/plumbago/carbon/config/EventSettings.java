package plumbago.carbon.config;

import static plumbago.base.config.SettingTypes.BYTES;
import static plumbago.base.config.SettingTypes.LIMIT;

import java.util.List;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;

/** Events, which the web answers for. */
public final class EventSettings {
    private static final SettingGroup GROUP = new SettingGroup("Events", Section.own("web"));
    static final List<SettingGroup> GROUPS = List.of(GROUP);

    public static final Setting<Double> MAX_EVENTS = GROUP.honoured(
            "MAX_EVENTS",
            LIMIT,
            1e6,
            "events",
            "How many events are kept; those that were posted first give way to further ones.");

    public static final Setting<Long> MAX_EVENT_BYTES = GROUP.honoured(
            "MAX_EVENT_BYTES",
            BYTES,
            SettingDefault.derived(
                    "a 32nd of the largest heap",
                    sources -> Runtime.getRuntime().maxMemory() / 32),
            "bytes",
            "Most memory for all events, by an estimate; those that were posted first give way to further ones.");

    private EventSettings() {}
}
