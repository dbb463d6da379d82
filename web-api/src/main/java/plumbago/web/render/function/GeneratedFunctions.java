package plumbago.web.render.function;

import static plumbago.web.render.function.Group.CALCULATE;
import static plumbago.web.render.function.Group.SPECIAL;
import static plumbago.web.render.function.Group.TRANSFORM;
import static plumbago.web.render.function.Parameter.integer;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.text;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;

/** Series out of nothing. */
final class GeneratedFunctions {
    private GeneratedFunctions() {}

    private static final int FORMULA_STEPS = 8;
    private static final int MOST_VALUES = 10_000_000;

    static void declare(Catalogue to) {
        to.function("constantLine", SPECIAL, "A level line at a value.")
                .takes(number("value").needed())
                .does(call ->
                        List.of(constant(call.context(), call.number("value"), Numbers.repr(call.number("value")))));
        to.function("identity", CALCULATE, "Each minute's seconds since the epoch.")
                .takes(text("name").needed())
                .does(call -> {
                    Context context = call.context();
                    double[] values = call.newValues(count(call, 60));
                    Arrays.setAll(values, i -> context.from() + i * 60.0);
                    Series series = new Series(call.text("name"), context.from(), context.until(), 60, values);
                    return List.of(series.whole(true)
                            .xFilesFactor(context.xFilesFactor())
                            .pathExpression("identity(\"" + call.text("name") + "\")"));
                });
        to.function("timeFunction", TRANSFORM, "The seconds since the epoch, every so many seconds.")
                .takes(text("name").needed(), integer("step").fallback(60))
                .does(GeneratedFunctions::time);
        to.alias("time", "timeFunction");
        to.function("sinFunction", TRANSFORM, "A sine wave over the seconds since the epoch.")
                .takes(
                        text("name").needed(),
                        integer("amplitude").fallback(1),
                        integer("step").fallback(60))
                .does(call -> {
                    double amplitude = call.number("amplitude", 1);
                    Context context = call.context();
                    return clocked(call, context.from(), context.until(), time -> Math.sin(time) * amplitude);
                });
        to.alias("sin", "sinFunction");
        to.function("randomWalkFunction", SPECIAL, "A random walk that begins at zero, for trying things out.")
                .takes(text("name").needed(), integer("step").fallback(60))
                .does(GeneratedFunctions::randomWalk);
        to.alias("randomWalk", "randomWalkFunction");
    }

    /** Three points at one height, at the beginning, the middle and the end of the range. */
    static Series constant(Context context, double value, String name) {
        int step = (int) ((context.until() - context.from()) / 2);
        double[] values = {value, value, value};
        return new Series(name, context.from(), context.until(), step, values)
                .xFilesFactor(context.xFilesFactor())
                .pathExpression("constantLine(" + name + ")");
    }

    private static int step(Call call) {
        int step = call.integer("step", 60);
        if (step < 1) {
            throw call.problem("step", "must be at least 1, and is " + step);
        }
        return step;
    }

    private static int count(Call call, int step) {
        long n = (call.context().until() - call.context().from() + step - 1) / step;
        if (n > MOST_VALUES) {
            throw new InvalidArgumentException(
                    call.function() + " would make " + n + " values; at most " + MOST_VALUES + " are made");
        }
        return (int) Math.max(0, n);
    }

    /** The clock's own seconds, which the original shifts into the server's zone along with what it makes of them. */
    private static List<Series> time(Call call) {
        Context context = call.context();
        return clocked(call, context.fromAtServer(), context.untilAtServer(), time -> time);
    }

    private static List<Series> clocked(Call call, long start, long end, DoubleUnaryOperator formula) {
        int step = step(call);
        Context context = call.context();
        double[] values = call.newValues(count(call, step));
        for (int i = 0; i < values.length; i++) {
            call.work().done(FORMULA_STEPS);
            values[i] = formula.applyAsDouble(
                    (double) context.server().of(context.from() + (long) i * step, context.fromOffset()));
        }
        return List.of(new Series(call.text("name"), start, end, step, values).xFilesFactor(context.xFilesFactor()));
    }

    private static List<Series> randomWalk(Call call) {
        int step = step(call);
        double[] values = call.newValues(count(call, step));
        SplittableRandom random = new SplittableRandom();
        for (int i = 1; i < values.length; i++) {
            values[i] = values[i - 1] + random.nextDouble() - 0.5;
        }
        Context context = call.context();
        return List.of(new Series(call.text("name"), context.from(), context.until(), step, values)
                .xFilesFactor(call.context().xFilesFactor()));
    }
}
