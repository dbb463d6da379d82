package plumbago.web.render.function;

import static plumbago.web.render.function.Group.TRANSFORM;
import static plumbago.web.render.function.Parameter.seriesList;
import static plumbago.web.render.function.Parameter.truth;

import java.util.ArrayList;
import java.util.List;
import plumbago.web.render.series.Series;
import plumbago.web.render.time.LocalOffset;
import plumbago.web.render.time.TimeGrammar;
import plumbago.web.render.time.TimeLength;
import plumbago.web.render.time.TimeSyntaxException;

/** Series of other times, and parts of series by time. */
final class TimeFunctions {
    private TimeFunctions() {}

    private static final int MOST_COPIES = 1000;

    static void declare(Catalogue to) {
        Object[] lengths = {"1h", "6h", "12h", "1d", "2d", "7d", "14d", "30d"};
        to.function("timeShift", TRANSFORM, "Shows the series as they were so long ago, or with a plus, will be.")
                .takes(
                        seriesList(),
                        Parameter.of("timeShift", ParameterType.INTERVAL)
                                .needed()
                                .suggestions(lengths),
                        truth("resetEnd").fallback(true),
                        truth("alignDst").fallback(false).signature("alignDST=False"))
                .does(TimeFunctions::shift);
        to.function("timeStack", TRANSFORM, "Shows the series of today, yesterday, the day before… one over the other.")
                .takes(
                        seriesList(),
                        Parameter.of("timeShiftUnit", ParameterType.INTERVAL)
                                .fallback("1d")
                                .suggestions(lengths),
                        Parameter.integer("timeShiftStart").fallback(0),
                        Parameter.integer("timeShiftEnd").fallback(7))
                .does(TimeFunctions::stack);
        to.function("timeSlice", TRANSFORM, "Leaves only the values between two points in time.")
                .takes(
                        seriesList(),
                        Parameter.of("startSliceAt", ParameterType.DATE).needed(),
                        Parameter.of("endSliceAt", ParameterType.DATE).fallback("now"))
                .does(TimeFunctions::slice);
    }

    /** A shift goes back unless it has a sign. */
    private static String signed(String length) {
        return !length.isEmpty() && Character.isDigit(length.charAt(0)) ? "-" + length : length;
    }

    private static List<Series> shift(Call call) {
        String written = signed(call.text("timeShift"));
        long seconds = TimeLength.seconds(written);
        List<Series> present = call.series();
        if (present.isEmpty()) {
            return List.of();
        }
        Series first = present.get(0);
        Context context = call.context();
        long from = context.from() + seconds;
        long until = context.until() + seconds;
        if (call.truth("alignDst", false)) {
            boolean summer = isSummer(context, context.from(), context.fromOffset());
            boolean shiftedSummer = isSummer(context, from, context.fromOffset());
            if (summer == isSummer(context, context.until(), context.untilOffset())
                    && shiftedSummer == isSummer(context, until, context.untilOffset())
                    && summer != shiftedSummer) {
                long hour = summer ? 3600 : -3600;
                from += hour;
                until += hour;
            }
        }
        List<Series> result = new ArrayList<>();
        for (Series series : call.seriesOver(from, until)) {
            long end = call.truth("resetEnd", true) ? first.end() : series.end() - series.start() + first.start();
            result.add(series.with(first.start(), end, series.step(), series.values())
                    .alias("timeShift(" + series.name() + ", \"" + written + "\")")
                    .tag("timeShift", written));
        }
        return result;
    }

    /** Whether the server has summer time then. */
    private static boolean isSummer(Context context, long time, LocalOffset shown) {
        return context.server().isSummer(context.server().of(time, shown));
    }

    private static List<Series> stack(Call call) {
        String unit = signed(call.text("timeShiftUnit", "1d"));
        long seconds = TimeLength.seconds(unit);
        int begin = call.integer("timeShiftStart", 0);
        int end = call.integer("timeShiftEnd", 7);
        if ((long) end - begin > MOST_COPIES) {
            throw call.problem("timeShiftEnd", "asks for more than " + MOST_COPIES + " copies");
        }
        List<Series> present = call.series();
        if (present.isEmpty()) {
            return List.of();
        }
        Series first = present.get(0);
        List<Series> result = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            long shift = seconds * i;
            for (Series series : call.seriesOver(
                    call.context().from() + shift, call.context().until() + shift)) {
                result.add(series.with(first.start(), first.end(), series.step(), series.values())
                        .rename("timeShift(" + series.name() + ", " + unit + ", " + i + ")")
                        .tag("timeShiftUnit", unit)
                        .tag("timeShift", Integer.toString(i)));
            }
        }
        return result;
    }

    private static List<Series> slice(Call call) {
        long from = time(call, "startSliceAt", call.text("startSliceAt"));
        long to = time(call, "endSliceAt", call.text("endSliceAt", "now"));
        return AliasFunctions.each(call, series -> {
            double[] values = series.values();
            long time = call.context().fromAtServer();
            for (int i = 0; i < values.length; i++) {
                if (time < from || time > to) {
                    values[i] = Double.NaN;
                }
                time += series.step();
            }
            return series.alias("timeSlice(" + series.name() + ", " + from + ", " + to + ")")
                    .tag("timeSliceStart", Long.toString(from))
                    .tag("timeSliceEnd", Long.toString(to));
        });
    }

    /** A point in time in an argument: against the wall clock and in the server's zone, whatever the request says. */
    static long time(Call call, String parameter, String text) {
        try {
            Context context = call.context();
            return TimeGrammar.parse(
                    text, context.server().zone(), context.source().wallClock());
        } catch (TimeSyntaxException e) {
            throw call.problem(parameter, "must be a point in time: " + e.getMessage());
        }
    }
}
