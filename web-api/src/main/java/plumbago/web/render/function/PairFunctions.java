package plumbago.web.render.function;

import static plumbago.web.render.function.Group.COMBINE;
import static plumbago.web.render.function.Parameter.aggregation;
import static plumbago.web.render.function.Parameter.nodes;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import plumbago.web.render.series.Series;

/** Series of one list with those of another: quotients, powers, weights. */
final class PairFunctions {
    private static final int POWER_STEPS = 32;

    private PairFunctions() {}

    static void declare(Catalogue to) {
        Parameter first = seriesList("seriesListFirstPos");
        Parameter second = seriesList("seriesListSecondPos");
        to.function("aggregateSeriesLists", COMBINE, "Aggregates two lists of equal length, pair by pair.")
                .takes(first, second, aggregation("func").needed(), number("xFilesFactor"))
                .does(call -> pairs(call, call.text("func"), call::xFilesFactor));
        lists(to, "sumSeriesLists", "sum", "Adds two lists of equal length, pair by pair.");
        lists(to, "diffSeriesLists", "diff", "Subtracts the second list from the first, pair by pair.");
        lists(to, "multiplySeriesLists", "multiply", "Multiplies two lists of equal length, pair by pair.");

        to.function("divideSeries", COMBINE, "Divides every series of a list by one series; by zero gives nothing.")
                .takes(seriesList("dividendSeriesList"), seriesList("divisorSeries"))
                .does(PairFunctions::divide);
        to.function("divideSeriesLists", COMBINE, "Divides the first list by the second, pair by pair.")
                .takes(seriesList("dividendSeriesList"), seriesList("divisorSeriesList"))
                .does(PairFunctions::divideLists);
        to.function("powSeries", COMBINE, "The first series to the power of the second, and so on.")
                .takes(Parameter.seriesLists("seriesList").signature("*seriesLists"))
                .does(PairFunctions::power);
        to.function(
                        "weightedAverage",
                        COMBINE,
                        "The average of a list, each series weighted with the one of the other list that has the same"
                                + " nodes.")
                .takes(seriesList("seriesListAvg"), seriesList("seriesListWeight"), nodes("nodes"))
                .does(PairFunctions::weightedAverage);
    }

    private static void lists(Catalogue to, String name, String aggregation, String description) {
        to.function(name, COMBINE, description)
                .takes(seriesList("seriesListFirstPos"), seriesList("seriesListSecondPos"))
                .does(call -> pairs(call, aggregation, call.context()::xFilesFactor));
    }

    private static List<Series> pairs(Call call, String function, DoubleSupplier share) {
        List<Series> first = call.series("seriesListFirstPos");
        List<Series> second = call.series("seriesListSecondPos");
        equalLength(call, first, second, "seriesListSecondPos");
        double xFilesFactor = share.getAsDouble();
        List<Series> result = new ArrayList<>(first.size());
        for (int i = 0; i < first.size(); i++) {
            String name = plumbago.web.render.series.Aggregation.plainName(function) + "Series("
                    + first.get(i).name() + "," + second.get(i).name() + ")";
            result.add(Combining.aggregate(call, List.of(first.get(i), second.get(i)), function, xFilesFactor)
                    .get(0)
                    .alias(name));
        }
        return result;
    }

    private static void equalLength(Call call, List<Series> first, List<Series> second, String parameter) {
        if (first.size() != second.size()) {
            throw call.problem(
                    parameter, "must be as long as the first list, " + first.size() + ", and has " + second.size());
        }
    }

    private static List<Series> divide(Call call) {
        List<Series> dividends = call.series("dividendSeriesList");
        List<Series> divisors = call.series("divisorSeries");
        if (divisors.isEmpty()) {
            for (Series dividend : dividends) {
                Arrays.fill(dividend.values(), Double.NaN);
                dividend.rename("divideSeries(" + dividend.name() + ",MISSING)");
            }
            return dividends;
        }
        if (divisors.size() > 1) {
            throw call.problem("divisorSeries", "must be one series, and is " + divisors.size());
        }
        List<Series> result = new ArrayList<>(dividends.size());
        for (Series dividend : dividends) {
            result.add(quotient(call, dividend, divisors.get(0)));
        }
        return result;
    }

    private static List<Series> divideLists(Call call) {
        List<Series> dividends = call.series("dividendSeriesList");
        List<Series> divisors = call.series("divisorSeriesList");
        equalLength(call, dividends, divisors, "divisorSeriesList");
        List<Series> result = new ArrayList<>(dividends.size());
        for (int i = 0; i < dividends.size(); i++) {
            result.add(quotient(call, dividends.get(i), divisors.get(i)));
        }
        return result;
    }

    private static Series quotient(Call call, Series dividend, Series divisor) {
        Normalized rows = new Normalized(call.context(), List.of(dividend, divisor));
        double[] values = call.newValues(rows.rows());
        for (int i = 0; i < values.length; i++) {
            values[i] = divide(rows.value(0, i), rows.value(1, i));
        }
        return rows.series("divideSeries(" + dividend.name() + "," + divisor.name() + ")", values)
                .xFilesFactor(call.context().xFilesFactor());
    }

    /** Division in which zero gives nothing. */
    static double divide(double dividend, double divisor) {
        return divisor == 0 ? Double.NaN : dividend / divisor;
    }

    private static List<Series> power(Call call) {
        List<Series> series = call.series();
        if (series.isEmpty()) {
            return List.of();
        }
        Normalized rows = new Normalized(call.context(), series);
        double[] values = call.newValues(rows.rows());
        for (int i = 0; i < values.length; i++) {
            call.work().done((long) POWER_STEPS * rows.width());
            double result = rows.value(0, i);
            for (int column = 1; column < rows.width(); column++) {
                result = power(result, rows.value(column, i));
            }
            values[i] = result;
        }
        List<String> names = new ArrayList<>();
        series.forEach(one -> names.add(one.name()));
        return List.of(rows.series("powSeries(" + String.join(",", names) + ")", values)
                .xFilesFactor(call.context().xFilesFactor()));
    }

    /** A power, or nothing where it is no finite real number. */
    static double power(double base, double exponent) {
        if (Double.isNaN(base) || Double.isNaN(exponent)) {
            return Double.NaN;
        }
        double result = Math.pow(base, exponent);
        boolean overflow = Double.isInfinite(result) && !Double.isInfinite(base) && !Double.isInfinite(exponent);
        return overflow ? Double.NaN : result;
    }

    private static List<Series> weightedAverage(Call call) {
        List<Series> averaged = call.series("seriesListAvg");
        List<Series> weights = call.series("seriesListWeight");
        List<Object> nodes = call.values("nodes");
        equalLength(call, averaged, weights, "seriesListWeight");
        Map<String, Series> byKey = new LinkedHashMap<>();
        averaged.forEach(series -> byKey.put(Nodes.key(call, series, nodes), series));
        Map<String, Series> weightByKey = new LinkedHashMap<>();
        weights.forEach(series -> weightByKey.put(Nodes.key(call, series, nodes), series));
        List<Series> products = new ArrayList<>();
        byKey.forEach((key, series) -> {
            Series weight = weightByKey.get(key);
            if (weight != null) {
                double[] values = call.newValues(Math.max(series.size(), weight.size()));
                for (int i = 0; i < values.length; i++) {
                    values[i] = at(series, i) * at(weight, i);
                }
                products.add(new Series(series.name(), series.start(), series.end(), series.step(), values));
            }
        });
        if (products.isEmpty()) {
            return List.of();
        }
        Series dividend = Combining.aggregate(call, products, "sum").get(0);
        Series divisor = Combining.aggregate(call, weights, "sum").get(0);
        double[] values = call.newValues(Math.max(dividend.size(), divisor.size()));
        for (int i = 0; i < values.length; i++) {
            values[i] = divide(at(dividend, i), at(divisor, i));
        }
        String name = "weightedAverage(" + sortedExpressions(averaged) + ", " + sortedExpressions(weights) + ", "
                + String.join(",", call.texts("nodes")) + ")";
        return List.of(new Series(name, dividend.start(), dividend.end(), dividend.step(), values)
                .xFilesFactor(call.context().xFilesFactor()));
    }

    private static String sortedExpressions(List<Series> all) {
        Set<String> distinct = new TreeSet<>();
        all.forEach(series -> distinct.add(series.pathExpression()));
        return String.join(",", distinct);
    }

    private static double at(Series series, int i) {
        return i < series.size() ? series.values()[i] : Double.NaN;
    }
}
