package plumbago.web.render.function;

import static plumbago.web.render.function.Group.FILTER_SERIES;
import static plumbago.web.render.function.Parameter.aggregation;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;
import static plumbago.web.render.function.Parameter.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import plumbago.base.python.PythonReplacement;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/** Takes series out of a list. */
final class FilterSeriesFunctions {
    private FilterSeriesFunctions() {}

    static void declare(Catalogue to) {
        to.function("filterSeries", FILTER_SERIES, "Keeps series whose aggregate compares with a threshold as asked.")
                .takes(
                        seriesList(),
                        aggregation("func").needed(),
                        text("operator").needed().options(List.of("!=", "<", "<=", "=", ">", ">=")),
                        number("threshold").needed())
                .does(call -> {
                    Aggregation aggregation = call.aggregation("func", null);
                    holds(call, 0, 0);
                    return keep(
                            call,
                            series -> holds(call, orLeast(aggregation.of(series.values())), call.number("threshold")));
                });
        bound(to, "averageAbove", Aggregation.AVERAGE, true, "Keeps series whose average is above n.");
        bound(to, "averageBelow", Aggregation.AVERAGE, false, "Keeps series whose average is n or less.");
        bound(to, "currentAbove", Aggregation.LAST, true, "Keeps series whose last value is above n.");
        bound(to, "currentBelow", Aggregation.LAST, false, "Keeps series whose last value is n or less.");
        bound(to, "maximumAbove", Aggregation.MAXIMUM, true, "Keeps series whose largest value is above n.");
        bound(to, "maximumBelow", Aggregation.MAXIMUM, false, "Keeps series whose largest value is n or less.");
        bound(to, "minimumAbove", Aggregation.MINIMUM, true, "Keeps series whose smallest value is above n.");
        bound(to, "minimumBelow", Aggregation.MINIMUM, false, "Keeps series whose smallest value is n or less.");

        to.function("grep", FILTER_SERIES, "Keeps series in whose name a regular expression is found.")
                .takes(seriesList(), text("pattern").needed())
                .does(call -> {
                    UserPattern pattern = UserPattern.of(call, "pattern");
                    return keep(call, series -> pattern.found(series.name()));
                });
        to.function("exclude", FILTER_SERIES, "Takes out series in whose name a regular expression is found.")
                .takes(seriesList(), text("pattern").needed())
                .does(call -> {
                    UserPattern pattern = UserPattern.of(call, "pattern");
                    return keep(call, series -> !pattern.found(series.name()));
                });
        to.function(
                        "averageOutsidePercentile",
                        FILTER_SERIES,
                        "Keeps series whose average lies outside the middle n percent of all averages.")
                .takes(seriesList(), number("n").needed())
                .does(FilterSeriesFunctions::averageOutside);
        to.function(
                        "removeBetweenPercentile",
                        FILTER_SERIES,
                        "Keeps series that somewhere lie outside the middle n percent of all series.")
                .takes(seriesList(), number("n").needed())
                .does(FilterSeriesFunctions::sometimeOutside);
        to.function("removeEmptySeries", FILTER_SERIES, "Takes out series with no values, or with less than the share.")
                .takes(seriesList(), number("xFilesFactor"))
                .does(call -> keep(
                        call,
                        series -> Values.enough(
                                Values.count(series.values()), series.size(), call.number("xFilesFactor", 0))));
        to.function("limit", FILTER_SERIES, "Keeps the first n series.")
                .takes(seriesList(), Parameter.integer("n").needed())
                .does(call -> AliasFunctions.slice(call.series(), 0, call.integer("n")));
        to.function("unique", FILTER_SERIES, "Keeps the first series of each name.")
                .takes(Parameter.seriesLists())
                .does(call -> {
                    Map<String, Series> byName = new LinkedHashMap<>();
                    call.series().forEach(series -> byName.putIfAbsent(series.name(), series));
                    return new ArrayList<>(byName.values());
                });
        to.function(
                        "useSeriesAbove",
                        FILTER_SERIES,
                        "Where a series goes above a value, shows the series whose name comes out of it by search and"
                                + " replace.")
                .takes(
                        seriesList(),
                        number("value").needed(),
                        text("search").needed(),
                        text("replace").needed())
                .does(FilterSeriesFunctions::useAbove);
    }

    private static void bound(Catalogue to, String name, Aggregation aggregation, boolean above, String description) {
        to.function(name, FILTER_SERIES, description)
                .takes(seriesList(), number("n").needed())
                .does(call -> keep(call, series -> {
                    double value = orLeast(aggregation.of(series.values()));
                    return above ? value > call.number("n") : value <= call.number("n");
                }));
    }

    private static List<Series> keep(Call call, Predicate<Series> wanted) {
        List<Series> series = call.series();
        series.removeIf(one -> {
            call.work().done(1L + one.size());
            return !wanted.test(one);
        });
        return series;
    }

    /** No value sorts below all values. */
    static double orLeast(double value) {
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    private static boolean holds(Call call, double value, double threshold) {
        String operator = call.text("operator");
        return switch (operator) {
            case "=" -> value == threshold;
            case "!=" -> value != threshold;
            case ">" -> value > threshold;
            case ">=" -> value >= threshold;
            case "<" -> value < threshold;
            case "<=" -> value <= threshold;
            default -> throw call.problem("operator", "must be =, !=, >, >=, < or <=, and is '" + operator + "'");
        };
    }

    private static double outer(Call call) {
        double n = call.number("n");
        return n < 50 ? 100 - n : n;
    }

    private static List<Series> averageOutside(Call call) {
        List<Series> all = call.series();
        double n = outer(call);
        double[] averages = new double[all.size()];
        for (int i = 0; i < averages.length; i++) {
            call.work().done(all.get(i).size());
            averages[i] = Aggregation.AVERAGE.of(all.get(i).values());
        }
        double low = Values.percentile(averages, 100 - n, false);
        double high = Values.percentile(averages, n, false);
        List<Series> result = new ArrayList<>();
        for (int i = 0; i < averages.length; i++) {
            if (!(low < averages[i] && averages[i] < high)) {
                result.add(all.get(i));
            }
        }
        return result;
    }

    private static List<Series> sometimeOutside(Call call) {
        List<Series> all = call.series();
        double n = outer(call);
        int rows = all.stream().mapToInt(Series::size).max().orElse(0);
        boolean[] outside = new boolean[all.size()];
        double[] row = new double[all.size()];
        for (int i = 0; i < rows; i++) {
            call.work().done(2L * Values.PERCENTILE_STEPS * row.length);
            for (int column = 0; column < row.length; column++) {
                double[] values = all.get(column).values();
                row[column] = i < values.length ? values[i] : Double.NaN;
            }
            double low = Values.percentile(row, 100 - n, false);
            double high = Values.percentile(row, n, false);
            for (int column = 0; column < row.length; column++) {
                outside[column] |= i < all.get(column).size() && !(low < row[column] && row[column] < high);
            }
        }
        List<Series> result = new ArrayList<>();
        for (int column = 0; column < outside.length; column++) {
            if (outside[column]) {
                result.add(all.get(column));
            }
        }
        return result;
    }

    /** Series with a gap never count: the original cannot compare what is missing, and goes on. */
    private static List<Series> useAbove(Call call) {
        List<Series> all = call.series();
        if (all.isEmpty()) {
            return List.of();
        }
        PythonReplacement replacement = UserPattern.of(call, "search").replacement(call, "replace");
        List<String> names = new ArrayList<>();
        for (Series series : all) {
            call.work().done(2L * series.size());
            boolean whole = Values.count(series.values()) == series.size();
            if (whole && Aggregation.MAXIMUM.of(series.values()) > call.number("value")) {
                names.add(UserPattern.replaced(call, replacement, series));
            }
        }
        if (names.isEmpty()) {
            return List.of();
        }
        List<Series> found = new ArrayList<>(call.seriesOf("group(" + String.join(",", names) + ")"));
        found.removeIf(series -> series.size() == 0);
        return found;
    }
}
