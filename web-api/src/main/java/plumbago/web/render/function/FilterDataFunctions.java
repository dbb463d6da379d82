package plumbago.web.render.function;

import static plumbago.web.render.function.Parameter.number;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.List;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/** Takes values out of series. */
final class FilterDataFunctions {
    private FilterDataFunctions() {}

    static void declare(Catalogue to) {
        value(to, "removeAboveValue", "Takes out every value above a limit.", true);
        value(to, "removeBelowValue", "Takes out every value below a limit.", false);
        percentile(to, "removeAbovePercentile", "Takes out every value above the series' n-th percentile.", true);
        percentile(to, "removeBelowPercentile", "Takes out every value below the series' n-th percentile.", false);
    }

    private static void value(Catalogue to, String name, String description, boolean above) {
        to.function(name, Group.FILTER_DATA, description)
                .takes(seriesList(), number("n").needed())
                .does(call -> AliasFunctions.each(call, series -> remove(call, series, call.number("n"), above)));
    }

    private static void percentile(Catalogue to, String name, String description, boolean above) {
        to.function(name, Group.FILTER_DATA, description)
                .takes(seriesList(), number("n").needed())
                .does(call -> byPercentile(call, above));
    }

    private static List<Series> byPercentile(Call call, boolean above) {
        double n = call.number("n");
        if (!call.series().isEmpty()) {
            StatisticsFunctions.wantedPercentile(call);
        }
        return AliasFunctions.each(call, series -> {
            call.work().done((long) Values.SELECTION_STEPS * series.size());
            boolean ranked = Values.hasRank(series.values(), n);
            double limit = ranked ? Values.percentile(series.values(), n, false) : Double.NaN;
            if (!Double.isNaN(limit)) {
                series.tag("nPercentile", Numbers.repr(n));
            }
            return remove(call, series, limit, above);
        });
    }

    private static Series remove(Call call, Series series, double limit, boolean above) {
        double[] values = series.values();
        for (int i = 0; i < values.length; i++) {
            if (above ? values[i] > limit : values[i] < limit) {
                values[i] = Double.NaN;
            }
        }
        return series.rename(call.function() + "(" + series.name() + ", " + Numbers.general(call.number("n")) + ")");
    }
}
