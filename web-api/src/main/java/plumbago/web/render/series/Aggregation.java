package plumbago.web.render.series;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** How several values become one. NaN is no value; of no values at all the result is NaN, but for a count. */
public enum Aggregation {
    AVERAGE {
        @Override
        public double of(double[] values, int from, int to) {
            double sum = 0;
            int n = 0;
            for (int i = from; i < to; i++) {
                double value = values[i];
                if (!Double.isNaN(value)) {
                    sum += value;
                    n++;
                }
            }
            return n == 0 ? Double.NaN : sum / n;
        }
    },
    /** The average in which a missing value counts as zero. */
    AVERAGE_ZERO {
        @Override
        public double of(double[] values, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                if (!Double.isNaN(values[i])) {
                    sum += values[i];
                }
            }
            return sum / (to - from);
        }
    },
    SUM {
        @Override
        public double of(double[] values, int from, int to) {
            double sum = 0;
            boolean any = false;
            for (int i = from; i < to; i++) {
                double value = values[i];
                if (!Double.isNaN(value)) {
                    sum += value;
                    any = true;
                }
            }
            return any ? sum : Double.NaN;
        }
    },
    COUNT {
        @Override
        public double of(double[] values, int from, int to) {
            return Values.count(values, from, to);
        }
    },
    MINIMUM {
        @Override
        public double of(double[] values, int from, int to) {
            double least = Double.NaN;
            for (int i = from; i < to; i++) {
                double value = values[i];
                if (!Double.isNaN(value) && !(value >= least)) {
                    least = value;
                }
            }
            return least;
        }
    },
    MAXIMUM {
        @Override
        public double of(double[] values, int from, int to) {
            double most = Double.NaN;
            for (int i = from; i < to; i++) {
                double value = values[i];
                if (!Double.isNaN(value) && !(value <= most)) {
                    most = value;
                }
            }
            return most;
        }
    },
    FIRST {
        @Override
        public double of(double[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                if (!Double.isNaN(values[i])) {
                    return values[i];
                }
            }
            return Double.NaN;
        }
    },
    LAST {
        @Override
        public double of(double[] values, int from, int to) {
            for (int i = to - 1; i >= from; i--) {
                if (!Double.isNaN(values[i])) {
                    return values[i];
                }
            }
            return Double.NaN;
        }
    },
    MEDIAN {
        @Override
        public double of(double[] values, int from, int to) {
            Ranked sorted = Ranked.of(values, from, to);
            int n = sorted.size();
            if (n == 0) {
                return Double.NaN;
            }
            return n % 2 == 1 ? sorted.at(n / 2) : (sorted.at(n / 2 - 1) + sorted.at(n / 2)) / 2;
        }
    },
    /** The first value that is there, minus all others. */
    DIFFERENCE {
        @Override
        public double of(double[] values, int from, int to) {
            double result = Double.NaN;
            for (int i = from; i < to; i++) {
                double value = values[i];
                if (!Double.isNaN(value)) {
                    result = Double.isNaN(result) ? value : result - value;
                }
            }
            return result;
        }
    },
    /** The product, which is missing as soon as one factor is. */
    PRODUCT {
        @Override
        public double of(double[] values, int from, int to) {
            double product = 1;
            for (int i = from; i < to; i++) {
                product *= values[i];
            }
            return to > from ? product : Double.NaN;
        }
    },
    RANGE {
        @Override
        public double of(double[] values, int from, int to) {
            return MAXIMUM.of(values, from, to) - MINIMUM.of(values, from, to);
        }
    },
    DEVIATION {
        @Override
        public double of(double[] values, int from, int to) {
            return Values.standardDeviation(values, from, to);
        }
    };

    private static final Map<String, Aggregation> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, Aggregation> CONSOLIDATION_BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("average", AVERAGE);
        BY_NAME.put("avg", AVERAGE);
        BY_NAME.put("avg_zero", AVERAGE_ZERO);
        BY_NAME.put("count", COUNT);
        BY_NAME.put("current", LAST);
        BY_NAME.put("diff", DIFFERENCE);
        BY_NAME.put("last", LAST);
        BY_NAME.put("max", MAXIMUM);
        BY_NAME.put("median", MEDIAN);
        BY_NAME.put("min", MINIMUM);
        BY_NAME.put("multiply", PRODUCT);
        BY_NAME.put("range", RANGE);
        BY_NAME.put("rangeOf", RANGE);
        BY_NAME.put("stddev", DEVIATION);
        BY_NAME.put("sum", SUM);
        BY_NAME.put("total", SUM);
        CONSOLIDATION_BY_NAME.put("average", AVERAGE);
        CONSOLIDATION_BY_NAME.put("avg", AVERAGE);
        CONSOLIDATION_BY_NAME.put("avg_zero", AVERAGE_ZERO);
        CONSOLIDATION_BY_NAME.put("first", FIRST);
        CONSOLIDATION_BY_NAME.put("last", LAST);
        CONSOLIDATION_BY_NAME.put("max", MAXIMUM);
        CONSOLIDATION_BY_NAME.put("min", MINIMUM);
        CONSOLIDATION_BY_NAME.put("sum", SUM);
    }

    /** One value for those in {@code [from, to)}. */
    public abstract double of(double[] values, int from, int to);

    /** One value for all. */
    public final double of(double[] values) {
        return of(values, 0, values.length);
    }

    /** What names show for a result that is NaN: {@code None} if there is none, {@code nan} if infinite values cancel. */
    public final String lacking(double[] values) {
        int present = Values.count(values);
        boolean none = present == 0 || (this == PRODUCT && present < values.length);
        return none ? "None" : "nan";
    }

    /** By the name functions use, with or without the ending {@code Series}. */
    public static Optional<Aggregation> named(String name) {
        return Optional.ofNullable(BY_NAME.get(plainName(name)));
    }

    /** By the name functions of one series use. */
    public static Optional<Aggregation> exactly(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** {@code sumSeries} is {@code sum}. */
    public static String plainName(String name) {
        return name.endsWith("Series") ? name.substring(0, name.length() - "Series".length()) : name;
    }

    /** By the name {@code consolidateBy} uses. */
    public static Optional<Aggregation> consolidation(String name) {
        return Optional.ofNullable(CONSOLIDATION_BY_NAME.get(name));
    }

    /** What {@link #named} knows, in order of the alphabet. */
    public static Iterable<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    /** What {@link #consolidation} knows, in order of the alphabet. */
    public static Iterable<String> consolidationNames() {
        return new TreeSet<>(CONSOLIDATION_BY_NAME.keySet());
    }
}
