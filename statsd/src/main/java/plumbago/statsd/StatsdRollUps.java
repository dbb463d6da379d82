package plumbago.statsd;

import java.util.Optional;
import java.util.regex.Pattern;
import plumbago.base.config.Settings;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.RollUp;
import plumbago.carbon.storage.RollUps;
import plumbago.statsd.config.PartOptions;
import plumbago.statsd.config.StatsdOptions.Namespace;
import plumbago.statsd.config.StatsdOptionsReader;

/**
 * How StatsD's series are rolled up where storage-aggregation.conf has no rule for names like theirs: counts and sums by sum,
 * {@code upper} by max, {@code lower} by min, gauges by last; what is known of a part of the time counts for all of it. Rates,
 * means and the like are averages, as everything is. A kind of metric whose prefix is empty cannot be told from others' series,
 * and is left to the rules. Unchangeable.
 */
public final class StatsdRollUps implements RollUps {
    private static final Optional<RollUp> SUM = rollUp(AggregationMethod.SUM);
    private static final Optional<RollUp> MAX = rollUp(AggregationMethod.MAX);
    private static final Optional<RollUp> MIN = rollUp(AggregationMethod.MIN);
    private static final Optional<RollUp> LAST = rollUp(AggregationMethod.LAST);

    private static final Pattern PERCENTILE = Pattern.compile("_(top)?[0-9][0-9_]*$");
    private static final Pattern BIN = Pattern.compile("\\.histogram\\.bin_[^.]*(\\.[0-9]+)?$");

    private final String counts;
    private final String countsEnd;
    private final String timers;
    private final String gauges;
    private final String sets;
    private final String suffix;

    private StatsdRollUps(Namespace namespace) {
        boolean legacy = namespace.legacy();
        String global = namespace.globalPrefix();
        counts = legacy ? "stats_counts." : prefix(global, namespace.prefixCounter());
        countsEnd = legacy ? "" : ".count";
        timers = legacy ? "stats.timers." : prefix(global, namespace.prefixTimer());
        gauges = legacy ? "stats.gauges." : prefix(global, namespace.prefixGauge());
        sets = legacy ? "stats.sets." : prefix(global, namespace.prefixSet());
        suffix = namespace.globalSuffix().map(text -> "." + text).orElse("");
    }

    private static Optional<RollUp> rollUp(AggregationMethod method) {
        return Optional.of(new RollUp(method, 0));
    }

    /** Empty where a kind has no prefix of its own. */
    private static String prefix(String global, String own) {
        return own.isEmpty() ? "" : (global.isEmpty() ? "" : global + '.') + own + '.';
    }

    /** Those of the settings. */
    public static RollUps of(Settings settings) {
        PartOptions part = PartOptions.of(settings);
        return part.rollUps() && part.backends().contains("store")
                ? new StatsdRollUps(StatsdOptionsReader.read(settings).namespace())
                : RollUps.NONE;
    }

    @Override
    public Optional<RollUp> of(String metric) {
        int tags = metric.indexOf(';');
        String name = tags < 0 ? metric : metric.substring(0, tags);
        if (!name.endsWith(suffix)) {
            return Optional.empty();
        }
        name = name.substring(0, name.length() - suffix.length());
        if (begins(name, timers)) {
            return ofStatistic(name);
        }
        if (begins(name, gauges)) {
            return LAST;
        }
        if (begins(name, sets) || (begins(name, counts) && name.endsWith(countsEnd))) {
            return SUM;
        }
        return Optional.empty();
    }

    private static boolean begins(String name, String prefix) {
        return !prefix.isEmpty() && name.startsWith(prefix);
    }

    private static Optional<RollUp> ofStatistic(String name) {
        if (BIN.matcher(name).find()) {
            return SUM;
        }
        String statistic = name.substring(name.lastIndexOf('.') + 1);
        return switch (PERCENTILE.matcher(statistic).replaceFirst("")) {
            case "count", "sum", "sum_squares" -> SUM;
            case "upper" -> MAX;
            case "lower" -> MIN;
            default -> Optional.empty();
        };
    }
}
