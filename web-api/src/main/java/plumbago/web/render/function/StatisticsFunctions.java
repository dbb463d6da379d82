package plumbago.web.render.function;

import static plumbago.web.render.function.Group.CALCULATE;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/** Lines that sum a series up: levels, trends, spread. */
final class StatisticsFunctions {
    private StatisticsFunctions() {}

    static void declare(Catalogue to) {
        to.function("aggregateLine", CALCULATE, "A level line at an aggregate of each series.")
                .takes(
                        seriesList(),
                        Parameter.aggregation("func").fallback("average"),
                        Parameter.truth("keepStep").fallback(false))
                .does(StatisticsFunctions::aggregateLine);
        to.function("nPercentile", CALCULATE, "A level line at the n-th percentile of each series.")
                .takes(seriesList(), number("n").needed())
                .does(StatisticsFunctions::percentile);
        to.function(
                        "linearRegression",
                        CALCULATE,
                        "The straight line that fits each series best, maybe of another time.")
                .takes(
                        seriesList(),
                        Parameter.of("startSourceAt", ParameterType.DATE),
                        Parameter.of("endSourceAt", ParameterType.DATE))
                .does(StatisticsFunctions::regression);
        to.function("stdev", CALCULATE, "How far the last so many points lie apart: their standard deviation.")
                .takes(
                        seriesList(),
                        Parameter.integer("points").needed(),
                        number("windowTolerance").fallback(0.1))
                .does(StatisticsFunctions::deviation);
    }

    private static List<Series> aggregateLine(Call call) {
        Aggregation aggregation = call.aggregation("func", "average");
        boolean keepStep = call.truth("keepStep", false);
        return AliasFunctions.each(call, series -> {
            double value = aggregation.of(series.values());
            String lacking = aggregation.lacking(series.values());
            String name = "aggregateLine(" + series.name() + ", "
                    + (Double.isNaN(value) ? lacking : Numbers.general(value)) + ")";
            if (keepStep) {
                double[] level = call.newValues(series.size());
                Arrays.fill(level, value);
                return series.with(level).rename(name);
            }
            boolean counts = series.whole()
                    && Combining.keepsWhole(aggregation, Values.count(series.values()))
                    && value == Math.rint(value);
            boolean whole = aggregation == Aggregation.COUNT || counts;
            String tag = Double.isNaN(value) ? lacking : whole ? Long.toString((long) value) : Numbers.repr(value);
            return GeneratedFunctions.constant(call.context(), value, tag)
                    .whole(whole)
                    .rename(name);
        });
    }

    /** The percentile asked for, which must not be zero. */
    static double wantedPercentile(Call call) {
        double n = call.number("n");
        if (n == 0 || Double.isNaN(n)) {
            throw call.problem("n", "must not be " + Numbers.general(n));
        }
        return n;
    }

    private static List<Series> percentile(Call call) {
        double n = wantedPercentile(call);
        List<Series> result = new ArrayList<>();
        for (Series series : call.series()) {
            call.work().done(Values.SELECTION_STEPS * (long) series.size());
            double value = Values.percentile(series.values(), n, false);
            if (!Double.isNaN(value)) {
                double[] level = call.newValues((series.end() - series.start()) / series.step());
                Arrays.fill(level, value);
                result.add(series.with(level)
                        .rename("nPercentile(" + series.name() + ", " + Numbers.general(n) + ")")
                        .tag("nPercentile", Numbers.repr(n)));
            }
        }
        return result;
    }

    private static List<Series> regression(Call call) {
        Context context = call.context();
        if (call.has("startSourceAt")) {
            context = context.fromServers(TimeFunctions.time(call, "startSourceAt", call.text("startSourceAt")));
        }
        if (call.has("endSourceAt")) {
            context = context.untilServers(TimeFunctions.time(call, "endSourceAt", call.text("endSourceAt")));
        }
        List<Series> sources = call.seriesOver(context);
        List<Series> all = call.series();
        long shownFrom = context.fromAtServer();
        long shownUntil = context.untilAtServer();
        List<Series> result = new ArrayList<>();
        for (int i = 0; i < Math.min(all.size(), sources.size()); i++) {
            Series series = all.get(i);
            call.work().done(sources.get(i).size());
            double[] line = fit(sources.get(i));
            if (line.length == 0) {
                continue;
            }
            double[] values = call.newValues(series.size());
            for (int place = 0; place < values.length; place++) {
                values[place] = line[1] + (series.start() + (double) place * series.step()) * line[0];
            }
            result.add(series.with(values)
                    .whole(false)
                    .consolidation("average")
                    .rename("linearRegression(" + series.name() + ", " + shownFrom + ", " + shownUntil + ")")
                    .tag("linearRegressions", shownFrom + ", " + shownUntil));
        }
        return result;
    }

    /** Slope and height at the epoch of the line with the least squares; nothing for fewer than two values. */
    private static double[] fit(Series series) {
        double n = 0;
        double places = 0;
        double heights = 0;
        double placesSquared = 0;
        double products = 0;
        double[] values = series.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                n++;
                places += i;
                heights += values[i];
                placesSquared += (double) i * i;
                products += i * values[i];
            }
        }
        double denominator = n * placesSquared - places * places;
        if (denominator == 0) {
            return new double[0];
        }
        double slope = (n * products - places * heights) / denominator / series.step();
        double height = (placesSquared * heights - products * places) / denominator - slope * series.start();
        return new double[] {slope, height};
    }

    private static List<Series> deviation(Call call) {
        int points = call.integer("points");
        if (points < 0 && !call.series().isEmpty()) {
            throw call.problem("points", "must not be negative, and is " + points);
        }
        double tolerance = call.number("windowTolerance", 0.1);
        return AliasFunctions.each(
                call,
                series -> series.with(deviations(call, nearZero(call, series), points, tolerance))
                        .whole(false)
                        .rename("stdev(" + series.name() + "," + points + ")")
                        .tag("stdev", Integer.toString(points)));
    }

    /**
     * The values, or, if all are whole, how far each is above the first: that deviates as much, and the sums of squares
     * stay as exact as the original's, which are integers of any length then.
     */
    private static double[] nearZero(Call call, Series series) {
        double[] values = series.values();
        double first = Double.NaN;
        for (double value : values) {
            if (!Double.isNaN(value) && !series.isCount(value)) {
                return values;
            }
            first = Double.isNaN(first) ? value : first;
        }
        double[] above = call.newValues(values.length);
        for (int i = 0; i < above.length; i++) {
            above[i] = values[i] - first;
        }
        return above;
    }

    private static double[] deviations(Call call, double[] values, int points, double tolerance) {
        double[] result = call.newValues(values.length);
        int present = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double leaving = i < points ? Double.NaN : values[i - points];
            if (!Double.isNaN(leaving)) {
                present--;
                sum -= leaving;
                squares -= leaving * leaving;
            }
            double coming = values[i];
            if (!Double.isNaN(coming)) {
                present++;
                sum += coming;
                squares += coming * coming;
            }
            boolean enough = present > 0 && (double) present / points >= tolerance;
            result[i] = enough ? Math.sqrt(present * squares - sum * sum) / present : Double.NaN;
        }
        return result;
    }
}
