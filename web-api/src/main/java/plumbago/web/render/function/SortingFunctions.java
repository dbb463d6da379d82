package plumbago.web.render.function;

import static plumbago.web.render.function.Group.FILTER_SERIES;
import static plumbago.web.render.function.Group.SORTING;
import static plumbago.web.render.function.Parameter.aggregation;
import static plumbago.web.render.function.Parameter.integer;
import static plumbago.web.render.function.Parameter.seriesList;
import static plumbago.web.render.function.Parameter.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/** The order of series, and the first of an order. Series without values come lowest; equals keep their order. */
final class SortingFunctions {
    /** What one comparison costs, and one look-up. */
    private static final int KEY_STEPS = 64;

    private SortingFunctions() {}

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    static void declare(Catalogue to) {
        to.function("sortBy", SORTING, "Sorts series by an aggregate of each.")
                .takes(
                        seriesList(),
                        aggregation("func").fallback("average"),
                        truth("reverse").fallback(false))
                .does(call -> {
                    Aggregation aggregation = call.aggregation("func", "average");
                    return sorted(call, call.series(), by(aggregation), call.truth("reverse", false));
                });
        to.function("sortByMaxima", SORTING, "Sorts series by their largest value, the largest first.")
                .takes(seriesList())
                .does(call -> sorted(call, call.series(), by(Aggregation.MAXIMUM), true));
        to.function("sortByMinima", SORTING, "Sorts series by their smallest value; those never above 0 are left out.")
                .takes(seriesList())
                .does(call -> {
                    List<Series> series = call.series();
                    series.removeIf(one -> !(Aggregation.MAXIMUM.of(one.values()) > 0));
                    return sorted(call, series, by(Aggregation.MINIMUM), false);
                });
        to.function("sortByTotal", SORTING, "Sorts series by their sum, the largest first.")
                .takes(seriesList())
                .does(call -> sorted(call, call.series(), by(Aggregation.SUM), true));
        to.function("sortByName", SORTING, "Sorts series by name; naturally, with numbers by their size, if asked.")
                .takes(
                        seriesList(),
                        truth("natural").fallback(false),
                        truth("reverse").fallback(false))
                .does(SortingFunctions::byName);

        first(to, "highest", "The n series with the highest aggregate.", true);
        first(to, "lowest", "The n series with the lowest aggregate.", false);
        firstBy(to, "highestAverage", Aggregation.AVERAGE, true, "The n series with the highest average.");
        firstBy(to, "highestCurrent", Aggregation.LAST, true, "The n series with the highest last value.");
        firstBy(to, "highestMax", Aggregation.MAXIMUM, true, "The n series with the highest single value.");
        firstBy(to, "lowestAverage", Aggregation.AVERAGE, false, "The n series with the lowest average.");
        firstBy(to, "lowestCurrent", Aggregation.LAST, false, "The n series with the lowest last value.");
        to.function("mostDeviant", FILTER_SERIES, "The n series whose values lie farthest from their average.")
                .takes(seriesList(), integer("n").needed())
                .does(call -> {
                    List<Series> series = call.series();
                    series.removeIf(one -> Values.count(one.values()) == 0);
                    List<Series> ordered =
                            sorted(call, series, one -> Values.standardDeviation(one.values(), 0, one.size()), true);
                    return AliasFunctions.slice(ordered, 0, call.integer("n"));
                });
    }

    private static void first(Catalogue to, String name, String description, boolean highest) {
        to.function(name, FILTER_SERIES, description)
                .takes(
                        seriesList(),
                        integer("n").needed().signature("n=1"),
                        aggregation("func").fallback("average"))
                .does(call -> {
                    Aggregation aggregation = call.aggregation("func", "average");
                    List<Series> ordered = sorted(call, call.series(), by(aggregation), highest);
                    return AliasFunctions.slice(ordered, 0, call.integer("n", 1));
                });
    }

    private static void firstBy(
            Catalogue to, String name, Aggregation aggregation, boolean highest, String description) {
        to.function(name, FILTER_SERIES, description)
                .takes(seriesList(), integer("n").needed())
                .does(call -> AliasFunctions.slice(
                        sorted(call, call.series(), by(aggregation), highest), 0, call.integer("n")));
    }

    private static ToDoubleFunction<Series> by(Aggregation aggregation) {
        return series -> FilterSeriesFunctions.orLeast(aggregation.of(series.values()));
    }

    private static List<Series> sorted(
            Call call, List<Series> series, ToDoubleFunction<Series> by, boolean descending) {
        IdentityHashMap<Series, Double> keys = new IdentityHashMap<>();
        series.forEach(one -> {
            call.work().done(KEY_STEPS + (long) Values.SELECTION_STEPS * one.size());
            keys.put(one, by.applyAsDouble(one));
        });
        Comparator<Series> order = (a, b) -> compare(keys.get(a), keys.get(b));
        List<Series> result = new ArrayList<>(series);
        result.sort(descending ? order.reversed() : order);
        return result;
    }

    /** Zero and minus zero are equal, unlike in {@link Double#compare}. */
    private static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static List<Series> byName(Call call) {
        boolean natural = call.truth("natural", false);
        List<Series> result = new ArrayList<>(call.series());
        IdentityHashMap<Series, String> keys = new IdentityHashMap<>();
        for (Series series : result) {
            String name = series.name();
            call.work().done(KEY_STEPS + (natural ? (long) KEY_STEPS * name.length() : 0));
            // Each digit may become ten.
            call.context().source().claim(KEY_STEPS + (natural ? 20L * name.length() : 0));
            keys.put(series, natural ? padded(name) : name);
        }
        Comparator<Series> order = (a, b) -> {
            String left = keys.get(a);
            String right = keys.get(b);
            call.work().done(KEY_STEPS + Math.min(left.length(), right.length()));
            return left.compareTo(right);
        };
        result.sort(call.truth("reverse", false) ? order.reversed() : order);
        return result;
    }

    /** Numbers made ten digits wide, so that they sort by size. */
    private static String padded(String name) {
        return DIGITS.matcher(name).replaceAll(match -> {
            String digits = match.group().replaceFirst("^0+(?=.)", "");
            return "0".repeat(Math.max(0, 10 - digits.length())) + digits;
        });
    }
}
