package plumbago.statsd.metric;

/** What a metric is; the same name may be one of each. */
public enum MetricType {
    /** Adds up within an interval. */
    COUNTER(0),
    /** Has values within an interval. */
    TIMER(1),
    /** Keeps its last value. */
    GAUGE(2),
    /** Counts different members within an interval. */
    SET(3);

    private static final MetricType[] ALL = values();

    private final int code;

    MetricType(int code) {
        this.code = code;
    }

    /** How the journal knows it. */
    int code() {
        return code;
    }

    /** @throws IllegalArgumentException if there is none of this code */
    static MetricType of(int code) {
        for (MetricType type : ALL) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type is numbered " + code);
    }
}
