package plumbago.statsd.config;

import java.util.List;
import java.util.Optional;

/**
 * What the settings of {@code [statsd]} say, in the original's terms.
 *
 * @param flushIntervalMillis time between two flushes in milliseconds
 * @param alignToClock whether flushes are at whole multiples of the interval since the epoch; otherwise they count from the
 *     second of the start, as the original's
 * @param percentThreshold in the order in which they are computed
 * @param flushCounts whether counters are sent as counts besides as rates
 * @param histogram the first whose text is in a timer's name has its bins counted
 * @param calculatedTimerMetrics which statistics of timers are sent; empty for all
 * @param gaugesMaxTtl flushes after which an idle gauge is deleted, at least 1
 * @param prefixStats prefix of the server's own metrics
 * @param keyNameSanitize whether names are cleaned when they come in; otherwise they are when they are flushed
 * @param timeToLive further rules for how long idle metrics are kept; the first that matches decides
 * @param maxMetrics how many names are kept of all types together
 * @param timerExactValues up to so many values of a timer in an interval its percentiles are exact; of more they are
 *     estimated by a sketch
 * @param maxTimerValues how many values of all timers together are kept in an interval
 */
public record StatsdOptions(
        long flushIntervalMillis,
        boolean alignToClock,
        List<Percentile> percentThreshold,
        boolean flushCounts,
        List<HistogramBins> histogram,
        List<String> calculatedTimerMetrics,
        boolean deleteCounters,
        boolean deleteTimers,
        boolean deleteSets,
        boolean deleteGauges,
        int gaugesMaxTtl,
        String prefixStats,
        boolean keyNameSanitize,
        Namespace namespace,
        List<TimeToLive> timeToLive,
        int maxMetrics,
        int timerExactValues,
        int maxTimerValues) {
    /**
     * A percentile.
     *
     * @param text as it is written, and part of names
     * @param value in percent; below 0 for the top of the values
     */
    public record Percentile(String text, double value) {}

    /**
     * Bins that values of a timer are counted in.
     *
     * @param metric a text that is in the timer's name
     * @param bins upper limits, ascending, not included; the text is part of names, and {@code inf} has no limit
     */
    public record HistogramBins(String metric, List<Bin> bins) {}

    /** A bin's limit as it is written, and as a number. */
    public record Bin(String text, double limit) {}

    /**
     * The names that things have in Graphite.
     *
     * @param legacy whether the names of StatsD's first versions are used, which have no prefixes to choose
     * @param globalSuffix empty for none, as opposed to an empty one
     */
    public record Namespace(
            boolean legacy,
            String globalPrefix,
            String prefixCounter,
            String prefixTimer,
            String prefixGauge,
            String prefixSet,
            Optional<String> globalSuffix) {}

    /**
     * How long metrics are kept that nothing came in for.
     *
     * @param pattern a glob that the whole name matches
     * @param seconds at least 1
     */
    public record TimeToLive(String pattern, int seconds) {}
}
