package plumbago.web.render.function;

import static plumbago.web.render.function.Group.TRANSFORM;
import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.Arrays;
import java.util.List;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/** What to make of values that are missing. */
final class GapFunctions {
    private GapFunctions() {}

    static void declare(Catalogue to) {
        Parameter limit = Parameter.of("limit", ParameterType.INT_OR_INF).fallback(Double.POSITIVE_INFINITY);
        to.function("keepLastValue", TRANSFORM, "Fills gaps of up to so many points with the value before them.")
                .takes(seriesList(), limit)
                .does(call -> AliasFunctions.each(call, series -> fill(call, series, false)));
        to.function("interpolate", TRANSFORM, "Fills gaps of up to so many points with a straight line.")
                .takes(seriesList(), limit)
                .does(call -> AliasFunctions.each(call, series -> fill(call, series, true)));
        to.function(
                        "transformNull",
                        TRANSFORM,
                        "Puts a value where there is none; with reference series only where one of these has one.")
                .takes(
                        seriesList(),
                        number("default").fallback(0),
                        Parameter.of("referenceSeries", ParameterType.SERIES_LIST))
                .does(GapFunctions::transformNull);
        to.function("isNonNull", TRANSFORM, "1 where there is a value and 0 where there is none.")
                .takes(seriesList())
                .does(call -> AliasFunctions.each(call, GapFunctions::isNonNull));
        to.function("changed", Group.SPECIAL, "1 where a value differs from the one before, else 0.")
                .takes(seriesList())
                .does(call -> AliasFunctions.each(call, GapFunctions::changed));
        to.function(
                        "compressPeriodicGaps",
                        TRANSFORM,
                        "Takes out gaps that repeat because values come less often than there are steps.")
                .takes(seriesList())
                .does(call -> AliasFunctions.each(call, series -> compress(call, series)));
    }

    private static Series fill(Call call, Series series, boolean line) {
        double limit = call.number("limit", Double.POSITIVE_INFINITY);
        double[] values = series.values();
        int gap = 0;
        for (int i = 1; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                gap++;
            } else {
                if (gap > 0 && gap <= limit) {
                    fill(values, i - gap, i, line);
                }
                gap = 0;
            }
        }
        if (!line && gap > 0 && gap <= limit) {
            fill(values, values.length - gap, values.length, false);
        }
        return series.rename(call.function() + "(" + series.name() + ")");
    }

    /** Fills from the value before the gap, which may be none, to the one behind it. */
    private static void fill(double[] values, int from, int to, boolean line) {
        double before = values[from - 1];
        for (int i = from; i < to; i++) {
            values[i] = line ? before + (i - from + 1) * (values[to] - before) / (to - from + 1) : before;
        }
    }

    private static List<Series> transformNull(Call call) {
        double filler = call.number("default", 0);
        List<Series> references = call.series("referenceSeries");
        int most = references.stream().mapToInt(Series::size).max().orElse(0);
        call.context().source().claim(most);
        boolean[] wanted = new boolean[most];
        for (Series reference : references) {
            call.work().done(reference.size());
            for (int i = 0; i < reference.size(); i++) {
                wanted[i] |= !Double.isNaN(reference.values()[i]);
            }
        }
        String written = Numbers.general(filler) + (references.isEmpty() ? "" : ",referenceSeries");
        return AliasFunctions.each(call, series -> {
            double[] values = call.newValues(Math.max(series.size(), wanted.length));
            System.arraycopy(series.values(), 0, values, 0, series.size());
            Arrays.fill(values, series.size(), values.length, Double.NaN);
            for (int i = 0; i < values.length; i++) {
                if (Double.isNaN(values[i]) && (references.isEmpty() || (i < wanted.length && wanted[i]))) {
                    values[i] = filler;
                }
            }
            // Where a reference is longer, the original answers the end of what it has made: kept, as it shows.
            double[] shown = call.newValues(series.size());
            System.arraycopy(values, values.length - shown.length, shown, 0, shown.length);
            Series result = series.with(shown)
                    .rename("transformNull(" + series.name() + "," + written + ")")
                    .tag("transformNull", call.has("default") ? Numbers.repr(filler) : "0");
            return references.isEmpty() ? result : result.tag("referenceSeries", "1");
        });
    }

    private static Series isNonNull(Series series) {
        double[] values = series.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? 0 : 1;
        }
        return series.rename("isNonNull(" + series.name() + ")")
                .tag("isNonNull", "1")
                .whole(true);
    }

    private static Series changed(Series series) {
        double[] values = series.values();
        double previous = Double.NaN;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            boolean both = !Double.isNaN(value) && !Double.isNaN(previous);
            values[i] = both && value != previous ? 1 : 0;
            if (!Double.isNaN(value)) {
                previous = value;
            }
        }
        return series.rename("changed(" + series.name() + ")").whole(true);
    }

    /**
     * The first two values that are not zero tell how far apart values are. If a third one stands where they let expect
     * it, alone, only one value of each such interval is kept, the last.
     */
    static Series compress(Call call, Series series) {
        series.rename("compressPeriodicGaps(" + series.name() + ")");
        double[] values = series.values();
        int first = next(values, 0);
        int second = next(values, first + 1);
        int period = second - first;
        int third = second + period;
        if (second >= values.length || period <= 1 || third > values.length - 2) {
            return series;
        }
        boolean alone = Double.isNaN(values[third - 1]) && Double.isNaN(values[third + 1]);
        if (!isSomething(values[third]) || !alone) {
            return series;
        }
        long interval = (long) series.step() * period;
        long start = series.start() + (long) first * series.step();
        double[] compressed = call.newValues(Math.max(0, (series.end() - start + interval - 1) / interval));
        for (int i = 0; i < compressed.length; i++) {
            int from = Math.min(values.length, first + i * period);
            int to = Math.min(values.length, from + period);
            boolean enough = Values.enough(Values.count(values, from, to), period, series.xFilesFactor());
            compressed[i] = enough ? Aggregation.LAST.of(values, from, to) : Double.NaN;
        }
        return series.with(start, start + interval * (compressed.length - 1), (int) interval, compressed);
    }

    private static boolean isSomething(double value) {
        return !Double.isNaN(value) && value != 0;
    }

    private static int next(double[] values, int from) {
        int at = from;
        while (at < values.length && !isSomething(values[at])) {
            at++;
        }
        return at;
    }
}
