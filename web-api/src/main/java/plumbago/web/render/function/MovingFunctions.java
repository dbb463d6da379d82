package plumbago.web.render.function;

import static plumbago.web.render.function.Group.CALCULATE;
import static plumbago.web.render.function.Parameter.aggregation;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;

/** Windows that slide over a series. They look at what was before the range as well. */
final class MovingFunctions {
    private MovingFunctions() {}

    static void declare(Catalogue to) {
        Parameter size = Parameter.of("windowSize", ParameterType.INT_OR_INTERVAL)
                .needed()
                .suggestions(5, 7, 10, "1min", "5min", "10min", "30min", "1hour");
        to.function("movingWindow", CALCULATE, "An aggregation over each point and those before it in a window.")
                .takes(seriesList(), size, aggregation("func").fallback("average"), number("xFilesFactor"))
                .does(call -> window(call, call.text("func", "average")));
        moving(to, "movingAverage", "average", "The average of each point and those before it in a window.", size);
        moving(to, "movingMedian", "median", "The median of each point and those before it in a window.", size);
        moving(to, "movingMin", "min", "The smallest of each point and those before it in a window.", size);
        moving(to, "movingMax", "max", "The largest of each point and those before it in a window.", size);
        moving(to, "movingSum", "sum", "The sum of each point and those before it in a window.", size);
        to.function(
                        "exponentialMovingAverage",
                        CALCULATE,
                        "An average of all points so far, in which the latest weigh most: 2 / (window + 1).")
                .takes(seriesList(), size)
                .does(MovingFunctions::exponential);
    }

    private static void moving(Catalogue to, String name, String function, String description, Parameter size) {
        to.function(name, CALCULATE, description)
                .takes(seriesList(), size, number("xFilesFactor"))
                .does(call -> window(call, function));
    }

    /** A window, in points or in seconds, and the series that reach back far enough for it. */
    private record Window(String written, boolean quoted, long seconds, int points, List<Series> series) {
        static Window of(Call call) {
            Object size = call.value("windowSize");
            boolean quoted = size instanceof String;
            // A path has series in this range if it has some further back, unless all of this range is still to come.
            boolean maybeNone = !call.isPlainPath()
                    || call.context().from() > call.context().now();
            if (maybeNone && call.series().isEmpty()) {
                return new Window(size.toString(), quoted, 0, 0, List.of());
            }
            long seconds;
            int points = 0;
            if (quoted) {
                seconds = RateFunctions.Intervals.seconds(call, "windowSize");
            } else {
                points = call.integer("windowSize");
                int step = 0;
                for (Series series : call.series()) {
                    step = Math.max(step, series.step());
                }
                seconds = (long) step * points;
            }
            List<Series> series = call.seriesOver(
                    call.context().from() - seconds, call.context().until());
            return new Window(size.toString(), quoted, seconds, points, series);
        }

        int points(Series one) {
            return quoted ? (int) (seconds / one.step()) : points;
        }

        String name(String function, Series one) {
            return function + "(" + one.name() + "," + (quoted ? "\"" + written + "\"" : written) + ")";
        }
    }

    private static List<Series> window(Call call, String function) {
        Aggregation aggregation = Aggregation.exactly(function)
                .orElseThrow(() -> call.problem("func", "names no aggregation: '" + function + "'"));
        String name = "moving"
                + Character.toUpperCase(function.charAt(0))
                + function.substring(1).toLowerCase(Locale.ROOT);
        Window window = Window.of(call);
        List<Series> result = new ArrayList<>();
        for (Series series : window.series()) {
            double xFilesFactor = call.number("xFilesFactor", series.xFilesFactor());
            double[] values = slide(call, series.values(), window.points(series), aggregation, xFilesFactor);
            result.add(series.with(series.start() + window.seconds(), series.end(), series.step(), values)
                    .whole(aggregation == Aggregation.COUNT)
                    .rename(window.name(name, series))
                    .tag(name, window.written()));
        }
        return result;
    }

    /** One value for each place behind the first {@code points}, over as many places that end with it. */
    private static double[] slide(
            Call call, double[] values, int points, Aggregation aggregation, double xFilesFactor) {
        double[] result = call.newValues(Math.max(0, (long) values.length - points));
        if (points > 0) {
            SlidingWindow.slide(call.context(), values, points, aggregation, xFilesFactor, result);
        } else {
            Arrays.fill(result, Double.NaN);
        }
        return result;
    }

    private static List<Series> exponential(Call call) {
        Window window = Window.of(call);
        if (window.points() < 0 && !window.series().isEmpty()) {
            throw call.problem("windowSize", "must not be negative, and is " + window.points());
        }
        List<Series> result = new ArrayList<>();
        for (Series series : window.series()) {
            double[] values = series.values();
            int points = Math.min(window.points(series), values.length);
            double weight = 2.0 / ((window.quoted() ? window.seconds() : window.points()) + 1);
            double average = Aggregation.AVERAGE.of(values, 0, points);
            average = Double.isNaN(average) ? 0 : average;
            double[] averages = call.newValues(values.length - points + 1L);
            averages[0] = Numbers.round(average, 6);
            for (int i = points; i < values.length; i++) {
                call.work().done(Numbers.ROUNDING_STEPS);
                if (Double.isNaN(values[i])) {
                    averages[i - points + 1] = Double.NaN;
                } else {
                    average = weight * values[i] + (1 - weight) * average;
                    averages[i - points + 1] = Numbers.round(average, 6);
                }
            }
            result.add(series.with(series.start() + window.seconds(), series.end(), series.step(), averages)
                    .whole(false)
                    .rename(window.name("exponentialMovingAverage", series))
                    .tag("exponentialMovingAverage", window.written()));
        }
        return result;
    }
}
