package plumbago.statsd.config;

import plumbago.base.config.Settings;
import plumbago.statsd.config.StatsdOptions.Namespace;

/** Makes {@link StatsdOptions} of the settings. */
public final class StatsdOptionsReader {
    private StatsdOptionsReader() {}

    /** What the settings say of metrics, statistics and names. */
    public static StatsdOptions read(Settings settings) {
        return new StatsdOptions(
                settings.get(StatsdSettings.FLUSH_INTERVAL),
                settings.get(StatsdSettings.FLUSH_ALIGNMENT).equals("clock"),
                settings.get(StatsdSettings.PERCENT_THRESHOLD),
                settings.get(StatsdSettings.FLUSH_COUNTS),
                settings.get(StatsdSettings.HISTOGRAM),
                settings.get(StatsdSettings.CALCULATED_TIMER_METRICS),
                settings.get(StatsdSettings.DELETE_COUNTERS),
                settings.get(StatsdSettings.DELETE_TIMERS),
                settings.get(StatsdSettings.DELETE_SETS),
                settings.get(StatsdSettings.DELETE_GAUGES),
                settings.get(StatsdSettings.GAUGES_MAX_TTL),
                settings.get(StatsdSettings.PREFIX_STATS),
                settings.get(StatsdSettings.KEY_NAME_SANITIZE),
                namespace(settings),
                settings.get(StatsdSettings.TIME_TO_LIVE),
                settings.get(StatsdSettings.MAX_METRICS),
                settings.get(StatsdSettings.TIMER_EXACT_VALUES),
                settings.get(StatsdSettings.MAX_TIMER_VALUES));
    }

    private static Namespace namespace(Settings settings) {
        return new Namespace(
                settings.get(StatsdSettings.LEGACY_NAMESPACE),
                settings.get(StatsdSettings.GLOBAL_PREFIX),
                settings.get(StatsdSettings.PREFIX_COUNTER),
                settings.get(StatsdSettings.PREFIX_TIMER),
                settings.get(StatsdSettings.PREFIX_GAUGE),
                settings.get(StatsdSettings.PREFIX_SET),
                settings.get(StatsdSettings.GLOBAL_SUFFIX));
    }
}
