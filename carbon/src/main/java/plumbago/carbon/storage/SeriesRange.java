package plumbago.carbon.storage;

/**
 * The values of one series over a range of time, one for each step.
 *
 * @param start seconds since the epoch of the first value
 * @param end seconds since the epoch just after the last value; {@code start + values.length * step}
 * @param step seconds between two values, at least 1
 * @param values oldest first; NaN where there is no point. Owned by the receiver of the range, who may change it.
 */
public record SeriesRange(long start, long end, int step, double[] values) {}
