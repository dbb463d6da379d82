package plumbago.web.render.function;

import static plumbago.web.render.function.Group.CALCULATE;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbago.web.render.series.Series;
import plumbago.web.render.time.TimeLength;

/**
 * Forecasts by the method of Holt and Winters: level, trend and season, each smoothed exponentially. They learn from
 * an interval before the range.
 */
final class HoltWintersFunctions {
    private HoltWintersFunctions() {}

    private static final int SMOOTHING_STEPS = 16;
    private static final double LEVEL = 0.1;
    private static final double TREND = 0.0035;
    private static final double SEASON = 0.1;

    static void declare(Catalogue to) {
        Parameter bootstrap = Parameter.of("bootstrapInterval", ParameterType.INTERVAL)
                .fallback("7d")
                .suggestions("7d", "30d");
        Parameter season = Parameter.of("seasonality", ParameterType.INTERVAL)
                .fallback("1d")
                .suggestions("1d", "7d");
        Parameter delta = Parameter.integer("delta").fallback(3);
        to.function("holtWintersForecast", CALCULATE, "What the past lets expect.")
                .takes(seriesList(), bootstrap, season)
                .does(call -> forecasts(call).stream().map(Forecast::expected).toList());
        to.function(
                        "holtWintersConfidenceBands",
                        CALCULATE,
                        "The lower and upper bounds of what the past lets expect, so many deviations away.")
                .takes(seriesList(), delta, bootstrap, season)
                .does(HoltWintersFunctions::bands);
        to.function("holtWintersConfidenceArea", CALCULATE, "The area between the bounds of what the past lets expect.")
                .takes(seriesList(), delta, bootstrap, season)
                .does(HoltWintersFunctions::area);
        to.function(
                        "holtWintersAberration",
                        CALCULATE,
                        "How far the series lies outside the bounds of what was expected.")
                .takes(seriesList(), delta, bootstrap, season)
                .does(HoltWintersFunctions::aberration);
    }

    /** A forecast and how far it used to be off, over the range; and the name of the series it is for. */
    @SuppressWarnings("ArrayRecordComponent") // for use in this file alone
    private record Forecast(Series source, Series expected, double[] deviation) {}

    private static List<Forecast> forecasts(Call call) {
        String bootstrap = call.text("bootstrapInterval", "7d");
        String season = call.text("seasonality", "1d");
        // With a minus it begins later than the range, and most of the forecast falls away, as with the original.
        long before = TimeLength.seconds(bootstrap);
        if (Math.abs(before) > Integer.MAX_VALUE) {
            throw call.problem("bootstrapInterval", "must be at most 68 years, and is '" + bootstrap + "'");
        }
        long seasonSeconds = TimeLength.seconds(season);
        List<Forecast> result = new ArrayList<>();
        for (Series series :
                call.seriesOver(call.context().from() - before, call.context().until())) {
            double[] deviation = call.newValues(series.size());
            double[] expected = analyse(call, series.values(), seasonLength(seasonSeconds, series), deviation);
            call.context().source().claim(2L * Double.BYTES * expected.length);
            int skipped = skipped(Math.floorDiv(before, series.step()), expected.length);
            Series forecast = series.with(
                            series.start() + before,
                            series.end(),
                            series.step(),
                            Arrays.copyOfRange(expected, skipped, expected.length))
                    .whole(false)
                    .consolidation("average")
                    .rename("holtWintersForecast(" + series.name() + ")")
                    .tag("holtWintersForecast", "1")
                    .tag("holtWintersDeviation", "1");
            result.add(new Forecast(series, forecast, Arrays.copyOfRange(deviation, skipped, deviation.length)));
        }
        return result;
    }

    /** How many points to leave out; a negative number says how many to keep of the end, as in a slice of Python's. */
    private static int skipped(long points, int length) {
        return (int) (points >= 0 ? Math.min(points, length) : Math.max(0, length + points));
    }

    /** How many points a season has, which are two at least. */
    private static int seasonLength(long seconds, Series series) {
        return (int) Math.max(2, Math.min(Integer.MAX_VALUE, seconds / series.step()));
    }

    /** What was expected at each point before it was known; deviations go into the array given. */
    private static double[] analyse(Call call, double[] values, int seasonLength, double[] deviations) {
        int n = values.length;
        double[] expected = call.newValues(n);
        double[] seasonal = call.newValues(n);
        double level = Double.NaN;
        double trend = 0;
        double next = Double.NaN;
        for (int i = 0; i < n; i++) {
            call.work().done(SMOOTHING_STEPS);
            double actual = values[i];
            if (Double.isNaN(actual)) {
                // The original does the best it can and moves on: what is unknown now counts as nothing later.
                level = Double.NaN;
                trend = 0;
                expected[i] = next;
                next = Double.NaN;
                continue;
            }
            double lastLevel = i == 0 || Double.isNaN(level) ? actual : level;
            double lastTrend = i == 0 ? 0 : trend;
            expected[i] = i == 0 ? actual : next;
            double lastSeason = season(seasonal, i - seasonLength, i);
            double lastDeviation = season(deviations, i - seasonLength, i);
            level = LEVEL * (actual - lastSeason) + (1 - LEVEL) * (lastLevel + lastTrend);
            trend = TREND * (level - lastLevel) + (1 - TREND) * lastTrend;
            seasonal[i] = SEASON * (actual - level) + (1 - SEASON) * lastSeason;
            deviations[i] = SEASON * Math.abs(actual - (Double.isNaN(expected[i]) ? 0 : expected[i]))
                    + (1 - SEASON) * lastDeviation;
            next = level + trend + season(seasonal, i + 1 - seasonLength, i + 1);
        }
        return expected;
    }

    /** What was one season ago; nothing if that is not known yet. */
    private static double season(double[] past, int place, int present) {
        return place >= 0 && place < present ? past[place] : 0;
    }

    private static List<Series> bands(Call call) {
        double delta = call.number("delta", 3);
        List<Series> result = new ArrayList<>();
        for (Forecast forecast : forecasts(call)) {
            String name = forecast.source().name();
            result.add(band(call, forecast, -delta).alias("holtWintersConfidenceLower(" + name + ")"));
            result.add(band(call, forecast, delta).alias("holtWintersConfidenceUpper(" + name + ")"));
        }
        return result;
    }

    private static Series band(Call call, Forecast forecast, double distance) {
        double[] expected = forecast.expected().values();
        double[] values = call.newValues(expected.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = expected[i] + distance * forecast.deviation()[i];
        }
        return forecast.expected()
                .with(values)
                .pathExpression(forecast.source().pathExpression())
                .tag("holtWintersConfidenceUpper", "1")
                .tag("holtWintersConfidenceLower", "1");
    }

    private static List<Series> area(Call call) {
        List<Series> bands = bands(call);
        if (bands.size() != 2) {
            throw call.problem("seriesList", "must be one series, and is " + bands.size() / 2);
        }
        for (Series band : bands) {
            String name = "holtWintersConfidenceArea(" + band.pathExpression() + ")";
            band.rename(name).tag("holtWintersConfidenceArea", "1");
        }
        return GraphFunctions.area(bands.get(0), bands.get(1));
    }

    private static List<Series> aberration(Call call) {
        Map<String, Series> bands = new HashMap<>();
        bands(call).forEach(band -> bands.put(band.name(), band));
        List<Series> result = new ArrayList<>();
        for (Series series : call.series()) {
            Series lower = bands.get("holtWintersConfidenceLower(" + series.name() + ")");
            Series upper = bands.get("holtWintersConfidenceUpper(" + series.name() + ")");
            double[] values = series.values();
            double[] off = call.newValues(values.length);
            for (int i = 0; i < off.length; i++) {
                if (values[i] > at(upper, i)) {
                    off[i] = values[i] - at(upper, i);
                } else if (values[i] < at(lower, i)) {
                    off[i] = values[i] - at(lower, i);
                }
            }
            result.add(series.with(off)
                    .whole(true)
                    .consolidation("average")
                    .rename("holtWintersAberration(" + series.name() + ")")
                    .tag("holtWintersAberration", "1"));
        }
        return result;
    }

    private static double at(Series band, int i) {
        return band != null && i < band.size() ? band.values()[i] : Double.NaN;
    }
}
