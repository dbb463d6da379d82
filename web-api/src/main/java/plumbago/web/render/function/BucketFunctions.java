package plumbago.web.render.function;

import static plumbago.web.render.function.Group.TRANSFORM;
import static plumbago.web.render.function.Parameter.aggregation;
import static plumbago.web.render.function.Parameter.seriesList;
import static plumbago.web.render.function.Parameter.truth;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/** Values gathered into longer intervals. */
final class BucketFunctions {
    private BucketFunctions() {}

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    /** The buckets that one series may be spread over. */
    private static final int MOST_BUCKETS = 10_000_000;

    /** What a bucket costs, and each value in it, which may be sorted. */
    private static final int BUCKET_STEPS = 16;

    private static final int HIT_STEPS = 8;

    static void declare(Catalogue to) {
        Parameter interval =
                Parameter.of("intervalString", ParameterType.INTERVAL).needed().suggestions("10min", "1h", "1d");
        to.function(
                        "summarize",
                        TRANSFORM,
                        "Gathers the values of each interval into one. Intervals begin at multiples of their length,"
                                + " or with alignToFrom where the series begins.")
                .takes(
                        seriesList(),
                        interval,
                        aggregation("func").fallback("sum"),
                        truth("alignToFrom").fallback(false))
                .does(BucketFunctions::summarize);
        to.function(
                        "smartSummarize",
                        TRANSFORM,
                        "Gathers the values of each interval into one, from the beginning of the minute, hour, day… in"
                                + " which the range begins.")
                .takes(
                        seriesList(),
                        interval,
                        aggregation("func").fallback("sum"),
                        Parameter.text("alignTo")
                                .options(Arrays.asList(
                                        false, null, true, "days", "hours", "minutes", "months", "seconds", "weeks",
                                        "years")))
                .does(BucketFunctions::smartSummarize);
        to.function(
                        "hitcount",
                        TRANSFORM,
                        "How often something happened in each interval, out of how often it happened per second.")
                .takes(seriesList(), interval, truth("alignToInterval").fallback(false))
                .does(BucketFunctions::hitcount);
    }

    private static List<Series> summarize(Call call) {
        long interval = RateFunctions.Intervals.seconds(call, "intervalString");
        String written = call.text("intervalString");
        String function = call.text("func", "sum");
        Aggregation aggregation = call.aggregation("func", "sum");
        boolean fromStart = call.truth("alignToFrom", false);
        return AliasFunctions.each(call, series -> {
            long start = fromStart ? series.start() : series.start() - Math.floorMod(series.start(), interval);
            long end = fromStart
                    ? series.start() + roundUp(series.end() - series.start(), interval)
                    : series.end() - Math.floorMod(series.end(), interval) + interval;
            double[] values = buckets(call, series, start, end, interval, aggregation);
            String name = "summarize(" + series.name() + ", \"" + written + "\", \"" + function + "\""
                    + (fromStart ? ", true)" : ")");
            return series.with(start, end, (int) interval, values)
                    .whole(aggregation == Aggregation.COUNT || (series.whole() && aggregation == Aggregation.SUM))
                    .rename(name)
                    .tag("summarize", written)
                    .tag("summarizeFunction", function);
        });
    }

    private static long roundUp(long seconds, long interval) {
        return Math.max(0, (seconds + interval - 1) / interval * interval);
    }

    private static double[] buckets(
            Call call, Series series, long start, long end, long interval, Aggregation aggregation) {
        long n = Math.max(0, (end - start + interval - 1) / interval);
        if (n > MOST_BUCKETS) {
            throw call.problem("intervalString", "makes more than " + MOST_BUCKETS + " intervals");
        }
        double[] result = call.newValues(n);
        Arrays.fill(result, Double.NaN);
        double[] values = series.values();
        double full = (double) interval / series.step();
        long within = Math.min(values.length, roundUp(series.end() - series.start(), series.step()) / series.step());
        int from = 0;
        while (from < within) {
            call.work().done(BUCKET_STEPS);
            long bucket = (series.start() + (long) from * series.step() - start) / interval;
            int to = from;
            while (to < within && (series.start() + (long) to * series.step() - start) / interval == bucket) {
                to++;
            }
            call.work().done((long) BUCKET_STEPS * (to - from));
            int present = Values.count(values, from, to);
            if (bucket < result.length && present > 0 && present / full >= series.xFilesFactor()) {
                result[(int) bucket] = aggregation.of(values, from, to);
            }
            from = to;
        }
        return result;
    }

    private static List<Series> smartSummarize(Call call) {
        long interval = RateFunctions.Intervals.seconds(call, "intervalString");
        String written = call.text("intervalString");
        String function = call.text("func", "sum");
        Aggregation aggregation = call.aggregation("func", "sum");
        List<Series> result = new ArrayList<>();
        // A truth value stands for an older parameter, which is ignored.
        boolean align = call.value("alignTo") instanceof String;
        List<Series> all = align
                ? call.seriesOver(
                        alignedStart(call, call.text("alignTo")), call.context().until())
                : call.series();
        for (Series series : all) {
            long end = series.start() + roundUp(series.end() - series.start(), interval);
            double[] values = buckets(call, series, series.start(), end, interval, aggregation);
            result.add(series.with(series.start(), end, (int) interval, values)
                    .whole(aggregation == Aggregation.COUNT)
                    .rename("smartSummarize(" + series.name() + ", \"" + written + "\", \"" + function + "\")")
                    .tag("smartSummarize", written)
                    .tag("smartSummarizeFunction", function));
        }
        return result;
    }

    private static long alignedStart(Call call, String unit) {
        OffsetDateTime time = begin(call.context());
        String name = unit.toLowerCase(Locale.ROOT);
        OffsetDateTime aligned;
        if (name.startsWith("s")) {
            aligned = time;
        } else if (name.startsWith("min")) {
            aligned = time.truncatedTo(ChronoUnit.MINUTES);
        } else if (name.startsWith("h")) {
            aligned = time.truncatedTo(ChronoUnit.HOURS);
        } else if (name.startsWith("d")) {
            aligned = time.truncatedTo(ChronoUnit.DAYS);
        } else if (name.startsWith("w")) {
            char last = name.charAt(name.length() - 1);
            int weekday = last >= '1' && last <= '7' ? last - '0' : 1;
            int back = Math.floorMod(time.getDayOfWeek().getValue() - weekday, 7);
            aligned = time.truncatedTo(ChronoUnit.DAYS).minusDays(back);
        } else if (name.startsWith("mon")) {
            aligned = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        } else if (name.startsWith("y")) {
            aligned = time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
        } else {
            throw call.problem(
                    "alignTo", "must be seconds, minutes, hours, days, weeks, months or years, and is '" + unit + "'");
        }
        return aligned.toEpochSecond();
    }

    /** The beginning of the range, with an offset that stays through summer and winter. */
    private static OffsetDateTime begin(Context context) {
        return Instant.ofEpochSecond(context.from())
                .atOffset(ZoneOffset.ofTotalSeconds(context.fromOffset().seconds()));
    }

    private static List<Series> hitcount(Call call) {
        int interval = (int) RateFunctions.Intervals.seconds(call, "intervalString");
        boolean align = call.truth("alignToInterval", false);
        String written = call.text("intervalString");
        List<Series> all = align ? alignedSeries(call, interval) : call.series();
        List<Series> result = new ArrayList<>(all.size());
        for (Series series : all) {
            long end = series.end();
            if (align) {
                end = series.start() + (series.end() - series.start()) / interval * interval + interval;
            }
            String name = "hitcount(" + series.name() + ", \"" + written + (align ? "\", true)" : "\")");
            result.add(hits(call, series, end, interval).rename(name).tag("hitcount", written));
        }
        return result;
    }

    private static List<Series> alignedSeries(Call call, int interval) {
        OffsetDateTime from = begin(call.context());
        OffsetDateTime aligned = from;
        if (interval >= DAY) {
            aligned = from.truncatedTo(ChronoUnit.DAYS);
        } else if (interval >= HOUR) {
            aligned = from.truncatedTo(ChronoUnit.HOURS);
        } else if (interval >= MINUTE) {
            aligned = from.truncatedTo(ChronoUnit.MINUTES);
        }
        return call.seriesOver(aligned.toEpochSecond(), call.context().until());
    }

    /** Each value holds for its whole step, and its hits are shared out among the buckets the step lies in. */
    private static Series hits(Call call, Series series, long end, int interval) {
        long n = (end - series.start() + interval - 1) / interval;
        if (n > MOST_BUCKETS) {
            throw call.problem("intervalString", "makes more than " + MOST_BUCKETS + " intervals");
        }
        double[] sums = call.newValues(Math.max(0, n));
        call.context().source().claim(sums.length);
        boolean[] hit = new boolean[sums.length];
        long start = end - n * interval;
        double[] values = series.values();
        call.work().done(HIT_STEPS * ((long) values.length + sums.length));
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            long from = series.start() + (long) i * series.step() - start;
            long to = from + series.step();
            if (to / interval >= n) {
                to = n * interval;
            }
            while (from < to) {
                int bucket = (int) (from / interval);
                long part = Math.min(to, (bucket + 1L) * interval) - from;
                sums[bucket] += values[i] * part;
                hit[bucket] = true;
                from += part;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = hit[i] ? sums[i] : Double.NaN;
        }
        return series.with(start, end, interval, sums);
    }
}
