package plumbago.web.render.series;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One series on its way through a target's functions: values at {@code start}, {@code start + step}, … with NaN where
 * there is none. Mutable and owned by whoever holds it last: a function may change the values of what it was given.
 *
 * <p>The path expression is what an aggregate of this series will be called after; it outlives aliases, as in
 * Graphite.
 */
public final class Series {
    private String name;
    private String pathExpression;
    private final long start;
    private final long end;
    private final int step;
    private double[] values;
    private Map<String, String> tags;
    private String consolidationName = "average";
    private Aggregation consolidation = Aggregation.AVERAGE;
    private double xFilesFactor;
    private boolean whole;
    private boolean unnamed;
    private int targetIndex;
    private SeriesStyle style = SeriesStyle.PLAIN;

    /**
     * @param start seconds since the epoch of the first value
     * @param end seconds since the epoch just after the last value's step, as answers give it
     * @param step seconds between two values
     */
    public Series(String name, long start, long end, int step, double[] values) {
        this.name = name;
        this.pathExpression = name;
        this.start = start;
        this.end = end;
        this.step = step;
        this.values = values;
        this.tags = SeriesName.tags(name);
    }

    private Series(Series other, long start, long end, int step, double[] values) {
        this.name = other.name;
        this.pathExpression = other.pathExpression;
        this.start = start;
        this.end = end;
        this.step = step;
        this.values = values;
        this.tags = other.tags;
        this.consolidationName = other.consolidationName;
        this.consolidation = other.consolidation;
        this.xFilesFactor = other.xFilesFactor;
        this.whole = other.whole;
        this.unnamed = other.unnamed;
        this.style = other.style;
    }

    /** The same series with other values in the same places. Tags are shared: what one is tagged with, both are. */
    public Series with(double[] newValues) {
        return new Series(this, start, end, step, newValues);
    }

    /**
     * The same series over another range or at another step, with the same tags.
     *
     * @param newStart seconds since the epoch of the first value
     * @param newEnd seconds since the epoch
     * @param newStep seconds from one value to the next
     * @param newValues taken over as they are, not copied
     */
    public Series with(long newStart, long newEnd, int newStep, double[] newValues) {
        return new Series(this, newStart, newEnd, newStep, newValues);
    }

    /** What it is shown as. */
    public String name() {
        return name;
    }

    /** Shows the series under another name; aggregates will still be called after its path expression. */
    public Series alias(String newName) {
        name = newName;
        unnamed = false;
        return this;
    }

    /** Names the series, and what aggregates of it will be called after. */
    public Series rename(String newName) {
        name = newName;
        pathExpression = newName;
        unnamed = false;
        return this;
    }

    /** Says that nobody gave the series a name: JSON shows null for it, all else the name that it has. */
    public Series unnamed() {
        unnamed = true;
        return this;
    }

    /** Whether nobody gave it a name, see {@link #unnamed}. */
    public boolean isUnnamed() {
        return unnamed;
    }

    /** What an aggregate of it will be called after. */
    public String pathExpression() {
        return pathExpression;
    }

    /** Says what aggregates of it will be called after, and leaves its own name. */
    public Series pathExpression(String expression) {
        pathExpression = expression;
        return this;
    }

    /** Seconds since the epoch of the first value. */
    public long start() {
        return start;
    }

    /** Seconds since the epoch, just after the last value's step. */
    public long end() {
        return end;
    }

    /** Seconds between two values. */
    public int step() {
        return step;
    }

    /** The values themselves, not a copy. */
    public double[] values() {
        return values;
    }

    /** Puts other values in their place; the array is taken as it is. NaN stands for what is missing. */
    public void values(double[] newValues) {
        values = newValues;
    }

    /** How many values there are, missing ones too. */
    public int size() {
        return values.length;
    }

    /** The tags, in the order they came; only to be read. */
    public Map<String, String> tags() {
        return tags;
    }

    /** Adds a tag, or gives it another value, here and in all series that share these tags. */
    public Series tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    /** Shares the tags of another series from now on. */
    public Series shareTags(Series other) {
        tags = other.tags;
        return this;
    }

    /** Gives it these tags and no others, in a map of its own. */
    public Series tags(Map<String, String> newTags) {
        tags = new LinkedHashMap<>(newTags);
        return this;
    }

    /** How several values become one where fewer are wanted: a name of {@link Aggregation#consolidation}. */
    public String consolidationName() {
        return consolidationName;
    }

    /** @param name one that {@link Aggregation#consolidation} knows */
    public Series consolidation(String name) {
        consolidation = Aggregation.consolidation(name).orElseThrow();
        consolidationName = name;
        return this;
    }

    /** The share of values that must be there for a consolidated one to be, 0 to 1. */
    public double xFilesFactor() {
        return xFilesFactor;
    }

    /** Says what share of the values, 0 to 1, must be there for a consolidated one to be. */
    public Series xFilesFactor(double share) {
        xFilesFactor = share;
        return this;
    }

    /** Whether values are counts, which answers print without a decimal point; there may be others among them. */
    public boolean whole() {
        return whole;
    }

    /** Whether a value is one of these. */
    public boolean isCount(double value) {
        return whole && value == Math.rint(value) && Math.abs(value) < 1e15;
    }

    /** Says whether values are counts, see {@link #whole()}. */
    public Series whole(boolean counts) {
        whole = counts;
        return this;
    }

    /** Which of the request's targets gave the series, from 0; known when the evaluation is over. */
    public int targetIndex() {
        return targetIndex;
    }

    /** Says which of the request's targets gave it. */
    public Series targetIndex(int index) {
        targetIndex = index;
        return this;
    }

    /** How a graph is to draw the series. */
    public SeriesStyle style() {
        return style;
    }

    /** Says how a graph is to draw it. */
    public Series style(SeriesStyle newStyle) {
        style = newStyle;
        return this;
    }

    /**
     * Folds each run of so many values into one, with the series' own manner and xFilesFactor. A shorter rest is
     * folded as well; what it lacks counts as missing.
     *
     * @param valuesPerPoint at least 1
     * @return an array of its own, or the values themselves for 1
     */
    public double[] consolidated(int valuesPerPoint) {
        return valuesPerPoint == 1 ? values : consolidated(valuesPerPoint, 0);
    }

    /** The same without the first values. */
    public double[] consolidated(int valuesPerPoint, int without) {
        int n = (values.length - without + valuesPerPoint - 1) / valuesPerPoint;
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            int from = without + i * valuesPerPoint;
            int to = Math.min(values.length, from + valuesPerPoint);
            result[i] = consolidation == Aggregation.AVERAGE
                    ? average(from, to, valuesPerPoint)
                    : other(from, to, valuesPerPoint);
        }
        return result;
    }

    /** What nearly all series are consolidated by, in one pass. */
    private double average(int from, int to, int valuesPerPoint) {
        double sum = 0;
        int present = 0;
        for (int i = from; i < to; i++) {
            double value = values[i];
            if (!Double.isNaN(value)) {
                sum += value;
                present++;
            }
        }
        return Values.enough(present, valuesPerPoint, xFilesFactor) ? sum / present : Double.NaN;
    }

    private double other(int from, int to, int valuesPerPoint) {
        return Values.enough(Values.count(values, from, to), valuesPerPoint, xFilesFactor)
                ? consolidation.of(values, from, to)
                : Double.NaN;
    }

    @Override
    public String toString() {
        return name + " " + values.length + " values from " + start + " every " + step + " s";
    }
}
