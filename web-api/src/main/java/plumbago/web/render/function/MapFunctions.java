package plumbago.web.render.function;

import static plumbago.web.render.function.Group.COMBINE;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumbago.web.render.series.Series;

/** {@code mapSeries} and {@code reduceSeries}: a function of several series applied to many sets of them. */
final class MapFunctions {
    private MapFunctions() {}

    static void declare(Catalogue to) {
        to.function("mapSeries", COMBINE, "Cuts a list into lists of series that share the nodes given.")
                .takes(seriesList(), Parameter.nodes("mapNodes").needed())
                .does(call -> new SeriesLists(List.copyOf(Nodes.group(call, call.series(), call.values("mapNodes"))
                        .values())));
        to.alias("map", "mapSeries");
        to.function(
                        "reduceSeries",
                        COMBINE,
                        "Hands the series of each list to a function, in the order in which their nodes are listed.")
                .takes(
                        Parameter.of("seriesLists", ParameterType.SERIES_LISTS).needed(),
                        Parameter.text("reduceFunction").needed(),
                        Parameter.of("reduceNode", ParameterType.NODE).needed(),
                        Parameter.text("reduceMatchers").needed().repeated())
                .does(MapFunctions::reduce);
        to.alias("reduce", "reduceSeries");
    }

    private static List<Series> reduce(Call call) {
        String function = call.text("reduceFunction");
        int node = call.integer("reduceNode");
        List<String> matchers = call.texts("reduceMatchers");
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < matchers.size(); i++) {
            places.putIfAbsent(matchers.get(i), i);
        }
        Map<String, Series[]> sets = new LinkedHashMap<>();
        for (List<Series> list : call.seriesLists("seriesLists")) {
            for (Series series : list) {
                String[] nodes = series.name().split("\\.", -1);
                int place = node < 0 ? node + nodes.length : node;
                if (place < 0 || place >= nodes.length) {
                    throw call.problem("reduceNode", "is " + node + ", and '" + series.name() + "' has no such node");
                }
                Integer matcher = places.get(nodes[place]);
                call.work().done(series.name().length());
                if (matcher != null) {
                    String key = String.join(".", Arrays.asList(nodes).subList(0, place)) + ".reduce." + function;
                    sets.computeIfAbsent(key, none -> {
                        call.context().source().claim(8L * matchers.size());
                        return new Series[matchers.size()];
                    })[matcher] = series;
                }
            }
        }
        List<Series> result = new ArrayList<>();
        sets.forEach((key, series) -> {
            List<List<Series>> lists = new ArrayList<>();
            for (int i = 0; i < series.length; i++) {
                if (series[i] == null) {
                    throw call.problem("reduceMatchers", "names '" + matchers.get(i) + "', which " + key + " lacks");
                }
                lists.add(List.of(series[i]));
            }
            List<Series> reduced = call.apply(function, lists);
            if (!reduced.isEmpty()) {
                result.add(reduced.get(0).alias(key));
            }
        });
        return result;
    }
}
