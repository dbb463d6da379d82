package plumbago.web.render.function;

import static plumbago.web.render.function.Group.TRANSFORM;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.Arrays;
import java.util.List;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;
import plumbago.web.render.time.TimeLength;

/** From counters to rates and back: differences, sums, and values per second. */
final class RateFunctions {
    private RateFunctions() {}

    static void declare(Catalogue to) {
        to.function("derivative", TRANSFORM, "How much each value differs from the one before.")
                .takes(seriesList())
                .does(call -> AliasFunctions.each(call, RateFunctions::derivative));
        to.function(
                        "nonNegativeDerivative",
                        TRANSFORM,
                        "How much a counter rose with each value. A fall is a reset and gives nothing, or a wrap"
                                + " around at the maximum given.")
                .takes(seriesList(), number("maxValue"), number("minValue"))
                .does(call -> AliasFunctions.each(call, series -> rises(call, series, false)));
        to.function(
                        "perSecond",
                        TRANSFORM,
                        "How much a counter rose per second. A fall is a reset and gives nothing, or a wrap around at"
                                + " the maximum given.")
                .takes(seriesList(), number("maxValue"), number("minValue"))
                .does(call -> AliasFunctions.each(call, series -> rises(call, series, true)));
        to.function("integral", TRANSFORM, "The running sum.")
                .takes(seriesList())
                .does(call -> AliasFunctions.each(call, RateFunctions::integral));
        to.function("integralByInterval", TRANSFORM, "The running sum, which starts anew with each interval.")
                .takes(seriesList(), Parameter.text("intervalUnit").needed())
                .does(RateFunctions::integralByInterval);
        to.function("scaleToSeconds", TRANSFORM, "Values per so many seconds out of values per step.")
                .takes(seriesList(), number("seconds").needed())
                .does(RateFunctions::scaleToSeconds);
        to.function("delay", TRANSFORM, "Moves values to later places, or with negative steps to earlier ones.")
                .takes(seriesList(), Parameter.integer("steps").needed())
                .does(RateFunctions::delay);
    }

    private static Series derivative(Series series) {
        double[] values = series.values();
        double previous = Double.NaN;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            values[i] = value - previous;
            previous = value;
        }
        return series.rename("derivative(" + series.name() + ")").tag("derivative", "1");
    }

    private static Series rises(Call call, Series series, boolean perSecond) {
        double most = call.number("maxValue");
        double least = call.number("minValue");
        double[] values = series.values();
        double previous = Double.NaN;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            double rise;
            if (value > most || value < least) {
                rise = Double.NaN;
                value = Double.NaN;
            } else if (Double.isNaN(previous) || value >= previous) {
                rise = value - previous;
            } else if (!Double.isNaN(most)) {
                rise = most + 1 - previous + value - (Double.isNaN(least) ? 0 : least);
            } else {
                rise = value - least;
            }
            if (perSecond) {
                call.work().done(Numbers.ROUNDING_STEPS);
                rise = Numbers.round(rise / series.step(), 6);
            }
            values[i] = rise;
            previous = value;
        }
        return series.rename(call.function() + "(" + series.name() + ")").tag(call.function(), "1");
    }

    private static Series integral(Series series) {
        double[] values = series.values();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                values[i] = sum;
            }
        }
        return series.rename("integral(" + series.name() + ")").tag("integral", "1");
    }

    private static List<Series> integralByInterval(Call call) {
        String unit = call.text("intervalUnit");
        long interval = Intervals.seconds(call, "intervalUnit");
        long origin = call.context().fromAtServer();
        return AliasFunctions.each(call, series -> {
            double[] values = series.values();
            double sum = 0;
            long time = series.start();
            for (int i = 0; i < values.length; i++) {
                if (Math.floorDiv(time - origin, interval) != Math.floorDiv(time - origin - series.step(), interval)) {
                    sum = 0;
                }
                if (!Double.isNaN(values[i])) {
                    sum += values[i];
                }
                values[i] = sum;
                time += series.step();
            }
            return series.rename("integralByInterval(" + series.name() + ",'" + unit + "')")
                    .tag("integralByInterval", unit);
        });
    }

    private static List<Series> scaleToSeconds(Call call) {
        double seconds = call.number("seconds");
        return AliasFunctions.each(call, series -> {
            double factor = seconds / series.step();
            return ArithmeticFunctions.apply(call, series, value -> Numbers.round(value * factor, 6))
                    .rename("scaleToSeconds(" + series.name() + "," + (long) seconds + ")")
                    .tag("scaleToSeconds", Numbers.repr(seconds));
        });
    }

    private static List<Series> delay(Call call) {
        int steps = call.integer("steps");
        return AliasFunctions.each(call, series -> {
            double[] values = series.values();
            double[] moved = call.newValues(steps == 0 ? 0 : values.length);
            Arrays.fill(moved, Double.NaN);
            int kept = (int) Math.max(0, values.length - Math.abs((long) steps));
            if (steps > 0) {
                System.arraycopy(values, 0, moved, values.length - kept, kept);
            } else if (steps < 0) {
                System.arraycopy(values, values.length - kept, moved, 0, kept);
            }
            return series.with(moved)
                    .rename("delay(" + series.name() + "," + steps + ")")
                    .tag("delay", Integer.toString(steps));
        });
    }

    /** Lengths of time in arguments. */
    static final class Intervals {
        private Intervals() {}

        /** Seconds, whatever the sign; at least one. */
        static long seconds(Call call, String parameter) {
            return seconds(call, parameter, call.text(parameter));
        }

        static long seconds(Call call, String parameter, String text) {
            long seconds;
            try {
                seconds = Math.abs(TimeLength.seconds(text));
            } catch (plumbago.web.render.time.TimeSyntaxException e) {
                throw call.problem(parameter, "must be a length of time: " + e.getMessage());
            }
            if (seconds == 0 || seconds > Integer.MAX_VALUE) {
                throw call.problem(parameter, "must be between a second and 68 years, and is '" + text + "'");
            }
            return seconds;
        }
    }
}
