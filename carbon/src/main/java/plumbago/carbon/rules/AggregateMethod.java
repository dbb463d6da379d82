package plumbago.carbon.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a rule of aggregation-rules.conf makes one value of those of an interval. All are carbon's but {@link #LAST}. */
public enum AggregateMethod {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT,
    /** The value of the latest timestamp; of several that have it, the one that came last. */
    LAST,
    P50(0.50),
    P75(0.75),
    P80(0.80),
    P90(0.90),
    P95(0.95),
    P99(0.99),
    P999(0.999);

    private static final double NONE = -1;

    private final double share;

    AggregateMethod() {
        this(NONE);
    }

    AggregateMethod(double share) {
        this.share = share;
    }

    /** The one that a rule calls so. */
    static Optional<AggregateMethod> named(String name) {
        return Arrays.stream(values())
                .filter(method -> method.word().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(AggregateMethod::word).toList();
    }

    /** Its name in a rule. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is a percentile, which needs all values of an interval. */
    public boolean isPercentile() {
        return share != NONE;
    }

    /** Of a percentile, the share of the values that lie below it: from 0 to 1. */
    public double share() {
        return share;
    }
}
