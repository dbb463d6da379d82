package plumbago.carbon.config;

import static plumbago.base.config.SettingTypes.ADDRESS;
import static plumbago.base.config.SettingTypes.BYTES;
import static plumbago.base.config.SettingTypes.LIMIT;
import static plumbago.base.config.SettingTypes.PORT;
import static plumbago.base.config.SettingTypes.POSITIVE;
import static plumbago.base.config.SettingTypes.SWITCH;

import java.util.List;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;

/** The write queues, and who may ask them. */
public final class CacheSettings {
    private static final SettingGroup CACHE = new SettingGroup("Cache", Section.CACHE);
    static final List<SettingGroup> GROUPS = List.of(CACHE);

    public static final Setting<Double> MAX_CACHE_SIZE = CACHE.honoured(
            "MAX_CACHE_SIZE",
            LIMIT,
            Double.POSITIVE_INFINITY,
            "points",
            "Most points that may wait to be written. With flow control what was read already is still taken while the"
                    + " senders are being halted.");

    public static final Setting<Long> MAX_CACHE_BYTES = CACHE.honoured(
            "MAX_CACHE_BYTES",
            BYTES,
            SettingDefault.derived(
                    "a quarter of the largest heap",
                    sources -> Runtime.getRuntime().maxMemory() / 4),
            "bytes",
            "Most memory for points that wait to be written, so that no stream of points can use it all up. It bounds"
                    + " the queues together with MAX_CACHE_SIZE: whichever is reached first. (Plumbago's own.)");

    public static final Setting<String> CACHE_QUERY_INTERFACE =
            CACHE.honoured("CACHE_QUERY_INTERFACE", ADDRESS, "0.0.0.0", "", "Address of the query port.");

    public static final Setting<Integer> CACHE_QUERY_PORT = CACHE.honoured(
            "CACHE_QUERY_PORT",
            PORT,
            7002,
            "",
            "Port that another graphite-web asks for points that are not written yet; 0 keeps it shut.");

    public static final Setting<Integer> CACHE_QUERY_MAX_LENGTH = CACHE.honoured(
            "CACHE_QUERY_MAX_LENGTH",
            POSITIVE,
            16 << 20,
            "bytes",
            "Longest request that the query port takes; a longer one ends the connection. (Plumbago's own; carbon takes"
                    + " a gigabyte.)");

    public static final Setting<Boolean> LOG_CACHE_HITS = CACHE.honoured(
            "LOG_CACHE_HITS",
            SWITCH,
            SettingDefault.ours(
                    false, SWITCH, "True", "a line for every query is too much; carbon's example says False too"),
            "",
            "Logs every query on the query port.");

    private CacheSettings() {}
}
