package plumbago.web.render.function;

import static plumbago.web.render.function.Group.TRANSFORM;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;

/** Each value for itself through a formula. */
final class ArithmeticFunctions {
    /** Values that go through a formula before it is looked whether to go on. */
    private static final int BLOCK = 256;

    private ArithmeticFunctions() {}

    static void declare(Catalogue to) {
        formula(to, "absolute", "1", "The size of each value without its sign.", Math::abs);
        formula(to, "invert", "1", "One divided by each value.", value -> PairFunctions.divide(1, value));
        formula(to, "squareRoot", "1", "The square root of each value.", value -> PairFunctions.power(value, 0.5));
        formula(to, "exp", "e", "Euler's number to the power of each value.", value -> finite(Math.exp(value), value));
        formula(
                to,
                "logit",
                "logit",
                "The logit of each value between 0 and 1: ln(x / (1 - x)).",
                value -> value <= 0 || value >= 1 ? Double.NaN : Math.log(value / (1 - value)));
        formula(
                to,
                "sigmoid",
                "sigmoid",
                "The logistic function of each value: 1 / (1 + e^-x).",
                value -> 1 / (1 + finite(Math.exp(-value), value)));

        to.function("add", TRANSFORM, "Adds a constant to each value.")
                .takes(seriesList(), number("constant").needed())
                .does(call -> {
                    double constant = call.number("constant");
                    return withConstant(call, "constant", Long.toString((long) constant), value -> value + constant);
                });
        to.function("scale", TRANSFORM, "Multiplies each value with a constant.")
                .takes(seriesList(), number("factor").needed())
                .does(call -> {
                    double factor = call.number("factor");
                    return withConstant(call, "factor", Numbers.general(factor), value -> value * factor);
                });
        to.function("offset", TRANSFORM, "Adds a constant to each value.")
                .takes(seriesList(), number("factor").needed())
                .does(call -> {
                    double constant = call.number("factor");
                    return withConstant(call, "factor", Numbers.general(constant), value -> value + constant);
                });
        to.function("pow", TRANSFORM, "Each value to the power of a constant.")
                .takes(seriesList(), number("factor").needed())
                .does(call -> {
                    double exponent = call.number("factor");
                    return withConstant(
                            call, "factor", Numbers.general(exponent), value -> PairFunctions.power(value, exponent));
                });
        to.function("offsetToZero", TRANSFORM, "Subtracts from each value the smallest of the series.")
                .takes(seriesList())
                .does(call -> AliasFunctions.each(call, series -> offsetToZero(call, series)));
        to.function("minMax", TRANSFORM, "Stretches the series to the range from 0 to 1.")
                .takes(seriesList())
                .does(call -> AliasFunctions.each(call, series -> minMax(call, series)));
        to.function("log", TRANSFORM, "The logarithm of each value above zero.")
                .takes(seriesList(), Parameter.integer("base").fallback(10))
                .does(ArithmeticFunctions::logarithm);
        to.function(
                        "round",
                        TRANSFORM,
                        "Rounds each value to so many decimals, or with negative ones to tens and hundreds.")
                .takes(seriesList(), Parameter.integer("precision").fallback(0).signature("precision=None"))
                .does(ArithmeticFunctions::round);
    }

    private static void formula(
            Catalogue to, String name, String tag, String description, DoubleUnaryOperator formula) {
        to.function(name, TRANSFORM, description)
                .takes(seriesList())
                .does(call -> AliasFunctions.each(
                        call,
                        series -> apply(call, series, formula)
                                .rename(name + "(" + series.name() + ")")
                                .tag(name, tag)));
    }

    private static List<Series> withConstant(
            Call call, String parameter, String constant, DoubleUnaryOperator formula) {
        String tag = Numbers.repr(call.number(parameter));
        return AliasFunctions.each(
                call,
                series -> apply(call, series, formula)
                        .rename(call.function() + "(" + series.name() + "," + constant + ")")
                        .tag(call.function(), tag));
    }

    /** Runs each value through a formula; what is missing stays so. */
    static Series apply(Call call, Series series, DoubleUnaryOperator formula) {
        double[] values = series.values();
        for (int from = 0; from < values.length; from += BLOCK) {
            int to = Math.min(values.length, from + BLOCK);
            call.work().done((long) Numbers.ROUNDING_STEPS * (to - from));
            for (int i = from; i < to; i++) {
                if (!Double.isNaN(values[i])) {
                    values[i] = formula.applyAsDouble(values[i]);
                }
            }
        }
        return series.whole(false);
    }

    /** Nothing instead of an infinite result of a finite value. */
    private static double finite(double result, double value) {
        return Double.isInfinite(result) && !Double.isInfinite(value) ? Double.NaN : result;
    }

    private static Series offsetToZero(Call call, Series series) {
        double least = Aggregation.MINIMUM.of(series.values());
        String shown =
                Double.isNaN(least) ? "None" : series.whole() ? Long.toString((long) least) : Numbers.repr(least);
        return apply(call, series, value -> value - least)
                .rename("offsetToZero(" + series.name() + ")")
                .tag("offsetToZero", shown);
    }

    private static Series minMax(Call call, Series series) {
        double least = Aggregation.MINIMUM.of(series.values());
        double span = Aggregation.MAXIMUM.of(series.values()) - least;
        return apply(call, series, value -> span == 0 ? 0 : (value - least) / span)
                .rename("minMax(" + series.name() + ")");
    }

    private static List<Series> logarithm(Call call) {
        double base = call.number("base", 10);
        if ((!(base > 0) || base == 1) && !call.series().isEmpty()) {
            throw call.problem("base", "must be above 0 and not 1, and is " + Numbers.general(base));
        }
        Object written = call.has("base") ? call.value("base") : (Object) 10L;
        String text = written instanceof Double number ? Numbers.repr(number) : written.toString();
        double divisor = Math.log(base);
        return AliasFunctions.each(
                call,
                series -> apply(call, series, value -> value <= 0 ? Double.NaN : Math.log(value) / divisor)
                        .rename("log(" + series.name() + ", " + text + ")")
                        .tag("log", text));
    }

    private static List<Series> round(Call call) {
        int decimals = call.integer("precision", 0);
        String written = call.has("precision") ? "," + decimals : "";
        return AliasFunctions.each(
                call,
                series -> apply(call, series, value -> Numbers.round(value, decimals))
                        .rename("round(" + series.name() + written + ")")
                        .tag("round", Integer.toString(decimals)));
    }
}
