package plumbago.carbon.aggregator;

import static plumbago.carbon.config.AggregatorSettings.AGGREGATION_LATENESS;
import static plumbago.carbon.config.AggregatorSettings.FORWARD_ALL;
import static plumbago.carbon.config.AggregatorSettings.LOG_AGGREGATOR_MISSES;
import static plumbago.carbon.config.AggregatorSettings.MAX_AGGREGATION_BYTES;
import static plumbago.carbon.config.AggregatorSettings.MAX_AGGREGATION_INTERVALS;
import static plumbago.carbon.config.AggregatorSettings.WRITE_BACK_FREQUENCY;

import java.time.Duration;
import plumbago.base.config.Settings;

/**
 * How it is aggregated.
 *
 * @param forwardAll whether points are passed on, and not the aggregates only
 * @param maxIntervals how many intervals after it was last sent carbon forgets one
 * @param writeBackSeconds how often aggregates are computed where that is more often than their rule says; 0 for as it says
 * @param latenessSeconds how late a point may be to be sure to correct its interval; 0 for carbon's way of forgetting
 * @param maxBytes bound of what is held in memory, by estimate; a quarter of it is for what names mean
 * @param logMisses whether names are logged that no rule is for
 */
public record AggregatorOptions(
        boolean forwardAll,
        int maxIntervals,
        long writeBackSeconds,
        long latenessSeconds,
        long maxBytes,
        boolean logMisses) {
    /** As the settings say. */
    public static AggregatorOptions of(Settings settings) {
        return new AggregatorOptions(
                settings.get(FORWARD_ALL),
                settings.get(MAX_AGGREGATION_INTERVALS),
                wholeSeconds(settings.get(WRITE_BACK_FREQUENCY)),
                wholeSeconds(settings.get(AGGREGATION_LATENESS)),
                settings.get(MAX_AGGREGATION_BYTES),
                settings.get(LOG_AGGREGATOR_MISSES));
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    /** Whether late points are counted exactly, or as carbon does it. */
    boolean isExact() {
        return latenessSeconds > 0;
    }

    long maxNameBytes() {
        return maxBytes / 4;
    }

    long maxStateBytes() {
        return maxBytes - maxNameBytes();
    }
}
