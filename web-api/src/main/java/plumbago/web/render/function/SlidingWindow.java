package plumbago.web.render.function;

import plumbago.base.measure.Work;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Values;

/**
 * An aggregation of each window over a series. What it costs does not grow with the length of the window. Only where
 * that is little is each window added up for itself, from left to right as Graphite does, which gives the same result to
 * the last bit; the difference and the product of values are always worked out so.
 */
final class SlidingWindow {
    /** So many values are added up, of all windows together, for the sake of the last bit. */
    private static final long MOST_ADDED = 1L << 28;

    /** In such windows one looks at all values sooner than at those that matter. */
    private static final int SHORT = 16;

    /** What a value costs that enters a window and leaves it. */
    private static final int STEPS = 64;

    private SlidingWindow() {}

    /** The values of one window, which come and go in their order. What is missing does neither. */
    interface Content {
        void enter(int place);

        void leave(int place);

        /**
         * The aggregate of what is in.
         *
         * @param present how many there are, at least one
         */
        double result(int present);
    }

    /**
     * One value for each window of so many points, at the place where it ends.
     *
     * @param points at least 1
     * @param into of the length of {@code values} less {@code points}; the first is of the window behind the first value
     */
    static void slide(
            Context context, double[] values, int points, Aggregation aggregation, double xFilesFactor, double[] into) {
        Content content = switch (aggregation) {
            case COUNT, LAST -> new Latest(values, aggregation);
            case MINIMUM, MAXIMUM -> points <= SHORT ? null : new SlidingExtreme(context, values, points, aggregation);
            case RANGE -> points <= SHORT ? null : range(context, values, points);
            case MEDIAN ->
                points <= SlidingOrder.MOST
                        ? new SlidingOrder(context, values, points)
                        : new SlidingRanks(context, values);
            case FIRST, DIFFERENCE, PRODUCT -> null;
            default ->
                (long) points * into.length <= MOST_ADDED
                        ? null
                        : new SlidingSums(context, values, points, aggregation);
        };
        Work work = context.source().work();
        if (content == null) {
            eachForItself(context, values, points, aggregation, xFilesFactor, into);
            return;
        }
        int present = 0;
        for (int i = 1; i < values.length; i++) {
            work.done(STEPS);
            if (!Double.isNaN(values[i])) {
                content.enter(i);
                present++;
            }
            if (i < points) {
                continue;
            }
            into[i - points] = Values.enough(present, points, xFilesFactor) ? content.result(present) : Double.NaN;
            if (!Double.isNaN(values[i - points + 1])) {
                content.leave(i - points + 1);
                present--;
            }
        }
    }

    private static void eachForItself(
            Context context, double[] values, int points, Aggregation aggregation, double xFilesFactor, double[] into) {
        Work work = context.source().work();
        boolean summed = aggregation == Aggregation.AVERAGE || aggregation == Aggregation.SUM;
        if (summed) {
            work.done((long) points * into.length / 8);
            Values.slidingSums(values, points, into);
        }
        double[] window = context.newValues(Math.min(points, values.length));
        int present = 0;
        for (int i = 1; i < Math.min(points, values.length); i++) {
            present += Double.isNaN(values[i]) ? 0 : 1;
        }
        for (int i = 0; i < into.length; i++) {
            int last = i + points;
            present += Double.isNaN(values[last]) ? 0 : 1;
            if (!Values.enough(present, points, xFilesFactor)) {
                into[i] = Double.NaN;
            } else if (present < points) {
                work.done(points);
                Values.copyPresent(values, i + 1, last + 1, window);
                into[i] = aggregation.of(window, 0, present);
            } else if (!summed) {
                work.done(points);
                into[i] = aggregation.of(values, i + 1, last + 1);
            } else if (aggregation == Aggregation.AVERAGE) {
                into[i] /= points;
            }
            present -= Double.isNaN(values[i + 1]) ? 0 : 1;
        }
    }

    private static Content range(Context context, double[] values, int points) {
        Content most = new SlidingExtreme(context, values, points, Aggregation.MAXIMUM);
        Content least = new SlidingExtreme(context, values, points, Aggregation.MINIMUM);
        return new Content() {
            @Override
            public void enter(int place) {
                most.enter(place);
                least.enter(place);
            }

            @Override
            public void leave(int place) {
                most.leave(place);
                least.leave(place);
            }

            @Override
            public double result(int present) {
                return most.result(present) - least.result(present);
            }
        };
    }

    /** How many there are, or the last of them. */
    private static final class Latest implements Content {
        private final double[] values;
        private final Aggregation aggregation;
        private int last;

        Latest(double[] values, Aggregation aggregation) {
            this.values = values;
            this.aggregation = aggregation;
        }

        @Override
        public void enter(int place) {
            last = place;
        }

        @Override
        public void leave(int place) {
            // The last one leaves when another has come, or with the whole window.
        }

        @Override
        public double result(int present) {
            return aggregation == Aggregation.COUNT ? present : values[last];
        }
    }
}
