package plumbago.web.render.function;

import static plumbago.web.render.function.Group.COMBINE;
import static plumbago.web.render.function.Parameter.aggregation;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;
import static plumbago.web.render.function.Parameter.seriesLists;
import static plumbago.web.render.function.Parameter.truth;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/** One series out of many, by folding each row of values into one. */
final class AggregateFunctions {
    /** The functions that are an aggregation and nothing else. */
    private static final Map<String, String> AGGREGATIONS = Map.of(
            "sumSeries", "sum",
            "sum", "sum",
            "averageSeries", "average",
            "avg", "average",
            "minSeries", "min",
            "maxSeries", "max",
            "diffSeries", "diff",
            "stddevSeries", "stddev",
            "rangeOfSeries", "rangeOf");

    private AggregateFunctions() {}

    static void declare(Catalogue to) {
        simple(to, "sumSeries", "Adds the series up, point by point. What is missing in one is left out.");
        to.alias("sum", "sumSeries");
        simple(to, "averageSeries", "The average of the series at each point, over those that have one.");
        to.alias("avg", "averageSeries");
        simple(to, "minSeries", "The smallest value of all series at each point.");
        simple(to, "maxSeries", "The largest value of all series at each point.");
        simple(to, "diffSeries", "The first series minus all others, point by point.");
        simple(to, "stddevSeries", "How far the series lie apart at each point: their standard deviation.");
        simple(to, "rangeOfSeries", "The distance between the largest and the smallest series at each point.");

        to.function("multiplySeries", COMBINE, "Multiplies the series, point by point; nothing where one is missing.")
                .takes(seriesLists())
                .does(call -> {
                    List<Series> series = call.series();
                    return series.size() == 1 && call.values("seriesLists").size() == 1
                            ? series
                            : Combining.aggregate(call, series, "multiply");
                });
        to.function("countSeries", COMBINE, "A line at the number of series, whether they have values or not.")
                .takes(Parameter.of("seriesLists", ParameterType.SERIES_LIST).repeated())
                .does(AggregateFunctions::count);
        to.function("aggregate", COMBINE, "Folds the series into one with the aggregation of your choice.")
                .takes(seriesList(), aggregation("func").needed(), number("xFilesFactor"))
                .does(call ->
                        Combining.aggregate(call, call.seriesOfAllLists(), call.text("func"), call.xFilesFactor()));
        to.function(
                        "percentileOfSeries",
                        COMBINE,
                        "The n-th percentile of the series at each point, of values that occur or, with"
                                + " interpolate, between them.")
                .takes(seriesList(), number("n").needed(), truth("interpolate").fallback(false))
                .does(AggregateFunctions::percentile);

        to.function(
                        "aggregateWithWildcards",
                        COMBINE,
                        "Groups the series by their names without the nodes at the positions given, and aggregates"
                                + " each group.")
                .takes(seriesList(), aggregation("func").needed(), positions("positions"))
                .does(call -> withWildcards(call, call.text("func")));
        wildcards(to, "sumSeriesWithWildcards", "sum", "Adds up series that differ only in the nodes given.");
        wildcards(to, "averageSeriesWithWildcards", "average", "Averages series that differ only in the nodes given.");
        wildcards(
                to,
                "multiplySeriesWithWildcards",
                "multiply",
                "Multiplies series that differ only in the nodes given.");
    }

    /** The name of the aggregation that a callback is, if it is nothing else. */
    static Optional<String> aggregationOf(Call call, String callback) {
        return Optional.ofNullable(
                call.isFunction(callback) ? AGGREGATIONS.get(callback) : Aggregation.plainName(callback));
    }

    private static void simple(Catalogue to, String name, String description) {
        String aggregation = AGGREGATIONS.get(name);
        to.function(name, COMBINE, description)
                .takes(seriesLists())
                .does(call -> Combining.aggregateAll(call, aggregation));
    }

    private static void wildcards(Catalogue to, String name, String aggregation, String description) {
        to.function(name, COMBINE, description)
                .takes(seriesList(), positions("position"))
                .does(call -> withWildcards(call, aggregation));
    }

    private static Parameter positions(String keyword) {
        return Parameter.of("position", ParameterType.NODE).repeated().signature("*" + keyword);
    }

    private static List<Series> count(Call call) {
        if (!call.has("seriesLists")) {
            Series none = GeneratedFunctions.constant(call.context(), 0, "0");
            return List.of(none.whole(true).pathExpression("countSeries()"));
        }
        List<Series> series = call.series();
        if (series.isEmpty()) {
            return List.of();
        }
        Normalized rows = new Normalized(call.context(), series);
        double[] values = call.newValues(rows.rows());
        java.util.Arrays.fill(values, series.size());
        return List.of(rows.series("countSeries(" + Combining.expressions(series) + ")", values)
                .whole(true)
                .xFilesFactor(call.context().xFilesFactor()));
    }

    private static List<Series> percentile(Call call) {
        double n = call.number("n");
        if (!(n > 0)) {
            throw call.problem("n", "must be above 0, and is " + Numbers.general(n));
        }
        List<Series> series = call.series();
        if (series.isEmpty()) {
            return List.of();
        }
        boolean interpolate = call.truth("interpolate", false);
        Normalized rows = new Normalized(call.context(), series);
        double[] values = call.newValues(rows.rows());
        double[] row = new double[rows.width()];
        for (int i = 0; i < values.length; i++) {
            call.work().done((long) Values.PERCENTILE_STEPS * row.length);
            rows.row(i, row);
            values[i] = Values.percentile(row, n, interpolate);
        }
        String name = "percentileOfSeries(" + series.get(0).pathExpression() + "," + Numbers.general(n) + ")";
        return List.of(rows.series(name, values).xFilesFactor(call.context().xFilesFactor()));
    }

    private static List<Series> withWildcards(Call call, String function) {
        Set<Integer> positions = new HashSet<>(call.integers("position"));
        Optional<List<Series>> inPassing =
                Combining.groupsInPassing(call, series -> without(call, series, positions), function);
        if (inPassing.isPresent()) {
            return inPassing.get();
        }
        Map<String, List<Series>> groups = new LinkedHashMap<>();
        for (Series series : call.series()) {
            groups.computeIfAbsent(without(call, series, positions), key -> new ArrayList<>())
                    .add(series);
        }
        List<Series> result = new ArrayList<>(groups.size());
        groups.forEach((name, series) ->
                result.add(Combining.aggregate(call, series, function).get(0).alias(name)));
        return result;
    }

    /** A series' name without the nodes at some positions. */
    private static String without(Call call, Series series, Set<Integer> positions) {
        call.work().done(series.name().length());
        String[] nodes = series.name().split("\\.", -1);
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < nodes.length; i++) {
            if (!positions.contains(i)) {
                kept.add(nodes[i]);
            }
        }
        return String.join(".", kept);
    }
}
