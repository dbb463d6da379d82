package plumbago.statsd.metric;

/**
 * An interval that has ended, for its flush: names and values as they were then, by id. Names are null where there is none.
 *
 * @param millis when it ended, in milliseconds since the epoch
 * @param gauges values, by id
 * @param gaugeUpdates the number of the interval in which a gauge was set last, by id
 */
public record EndedInterval(
        long millis,
        int number,
        Interval values,
        byte[][] counters,
        byte[][] timers,
        byte[][] sets,
        byte[][] gaugeNames,
        double[] gauges,
        int[] gaugeUpdates) {
    /** The names of a type. */
    public byte[][] names(MetricType type) {
        return switch (type) {
            case COUNTER -> counters;
            case TIMER -> timers;
            case SET -> sets;
            case GAUGE -> gaugeNames;
        };
    }

    /** All ids of a type are below this. */
    public int end(MetricType type) {
        return names(type).length;
    }
}
