package plumbago.web.render.function;

import static plumbago.web.render.function.Parameter.nodes;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;

/** {@code asPercent}, in all its manners: of a number, of a series, of the sum, list by list, group by group. */
final class PercentFunctions {
    private PercentFunctions() {}

    static void declare(Catalogue to) {
        to.function(
                        "asPercent",
                        Group.COMBINE,
                        "The series as percents of a total: a number, one series, as many series as there are, or"
                                + " without any their own sum. With nodes, group by group.")
                .takes(seriesList(), Parameter.of("total", ParameterType.ANY).signature("total=None"), nodes("nodes"))
                .does(call -> {
                    List<Series> result = call.values("nodes").isEmpty() ? ofTotal(call) : byGroup(call);
                    result.forEach(series -> series.xFilesFactor(call.context().xFilesFactor()));
                    return result;
                });
        to.alias("pct", "asPercent");
    }

    private static List<Series> totals(Call call) {
        Object total = call.value("total");
        if (total == null || total == Call.NONE) {
            return null;
        }
        if (total instanceof List<?> list) {
            return Evaluator.seriesOf(list);
        }
        throw call.problem("total", "must be series, or none, where there are nodes");
    }

    private static List<Series> ofTotal(Call call) {
        List<Series> series = call.series();
        Object total = call.value("total");
        if (series.isEmpty()) {
            return List.of();
        }
        if (total instanceof Number number) {
            String text = total instanceof Double value ? Numbers.repr(value) : total.toString();
            return ofConstant(call, series, number.doubleValue(), text);
        }
        List<Series> totals = totals(call);
        if (totals == null) {
            return ofSum(call, series);
        }
        if (totals.size() == 1 && series.size() > 1) {
            return ofOne(call, series, totals.get(0));
        }
        if (totals.size() != series.size()) {
            throw call.problem(
                    "total",
                    "must be one series or as many as the first list, " + series.size() + ", and is " + totals.size());
        }
        List<Series> ordered = new ArrayList<>(series);
        ordered.sort(Comparator.comparing(Series::name));
        List<Series> orderedTotals = new ArrayList<>(totals);
        orderedTotals.sort(Comparator.comparing(Series::name));
        List<Series> result = new ArrayList<>(series.size());
        for (int i = 0; i < ordered.size(); i++) {
            result.add(percent(call, ordered.get(i), orderedTotals.get(i)));
        }
        return result;
    }

    private static List<Series> ofConstant(Call call, List<Series> series, double total, String text) {
        Normalized rows = new Normalized(call.context(), series);
        List<Series> result = new ArrayList<>(series.size());
        for (int column = 0; column < series.size(); column++) {
            Series one = series.get(column);
            double[] values = call.newValues(Math.max(series.get(0).size(), rows.column(column).length));
            for (int i = 0; i < values.length; i++) {
                values[i] = PairFunctions.divide(rows.value(column, i), total) * 100;
            }
            result.add(new Series(name(one.name(), text), one.start(), one.end(), one.step(), values));
        }
        return result;
    }

    private static List<Series> ofSum(Call call, List<Series> series) {
        Normalized rows = new Normalized(call.context(), series);
        double[] sums = rows.aggregate(Aggregation.SUM, 0);
        return ofTotal(call, series, rows, sums, "sumSeries(" + Combining.expressions(series) + ")");
    }

    private static List<Series> ofOne(Call call, List<Series> series, Series total) {
        List<Series> all = new ArrayList<>(series);
        all.add(total);
        Normalized rows = new Normalized(call.context(), all);
        return ofTotal(call, series, rows, rows.column(series.size()), total.name());
    }

    /** Values go by the common step, while each series keeps its own beginning and step: the original has it so. */
    private static List<Series> ofTotal(Call call, List<Series> series, Normalized rows, double[] totals, String text) {
        List<Series> result = new ArrayList<>(series.size());
        for (int column = 0; column < series.size(); column++) {
            double[] values = call.newValues(rows.rows());
            for (int i = 0; i < values.length; i++) {
                double total = i < totals.length ? totals[i] : Double.NaN;
                values[i] = PairFunctions.divide(rows.value(column, i), total) * 100;
            }
            Series one = series.get(column);
            result.add(new Series(name(one.name(), text), one.start(), one.end(), one.step(), values));
        }
        return result;
    }

    private static Series percent(Call call, Series part, Series total) {
        return percent(call, new Normalized(call.context(), List.of(part, total)), name(part.name(), total.name()));
    }

    /** The first column as percents of the second. */
    private static Series percent(Call call, Normalized rows, String name) {
        double[] values = call.newValues(rows.rows());
        for (int i = 0; i < values.length; i++) {
            values[i] = PairFunctions.divide(rows.value(0, i), rows.value(1, i)) * 100;
        }
        return rows.series(name, values);
    }

    private static String name(String part, String total) {
        return "asPercent(" + part + "," + total + ")";
    }

    private static List<Series> byGroup(Call call) {
        List<Object> nodes = call.values("nodes");
        List<Series> all = call.series();
        if (all.isEmpty()) {
            return List.of();
        }
        Map<String, List<Series>> groups = Nodes.group(call, all, nodes);
        List<Series> given = totals(call);
        Map<String, List<Series>> totalGroups = given == null ? groups : Nodes.group(call, given, nodes);
        Normalized rows = new Normalized(call.context(), all);
        IdentityHashMap<Series, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            places.putIfAbsent(all.get(i), i);
        }
        // What lacks a partner is laid out like the rows that were compared last: the original has it so.
        Normalized last = null;
        Map<String, Series> totals = new LinkedHashMap<>();
        for (Map.Entry<String, List<Series>> group : totalGroups.entrySet()) {
            List<Series> series = group.getValue();
            if (series.size() > 1) {
                last = new Normalized(call.context(), series);
                String name = "sumSeries(" + Combining.expressions(series) + ")";
                // Whatever the xFilesFactor, the sum is of what there is.
                totals.put(
                        group.getKey(),
                        last.series(name, last.aggregate(Aggregation.SUM, 0))
                                .xFilesFactor(call.context().xFilesFactor()));
            } else {
                totals.put(group.getKey(), series.get(0));
            }
        }
        Set<String> keys = new LinkedHashSet<>(groups.keySet());
        keys.addAll(totals.keySet());
        List<Series> result = new ArrayList<>();
        for (String key : keys) {
            Series total = totals.get(key);
            if (!groups.containsKey(key)) {
                result.add(missing(call, total, total.size(), last, name("MISSING", total.name())));
                continue;
            }
            for (Series series : groups.get(key)) {
                if (total == null) {
                    result.add(missing(
                            call,
                            series,
                            rows.column(places.get(series)).length,
                            last,
                            name(series.name(), "MISSING")));
                } else {
                    last = new Normalized(call.context(), List.of(series, total));
                    result.add(percent(call, last, name(series.name(), total.name())));
                }
            }
        }
        return result;
    }

    private static Series missing(Call call, Series like, int size, Normalized rows, String name) {
        double[] nothing = call.newValues(size);
        Arrays.fill(nothing, Double.NaN);
        return rows == null
                ? new Series(name, like.start(), like.end(), like.step(), nothing)
                : rows.series(name, nothing);
    }
}
