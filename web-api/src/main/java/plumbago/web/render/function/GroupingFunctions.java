package plumbago.web.render.function;

import static plumbago.web.render.function.Group.COMBINE;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesName;

/** Lists of series cut into groups by nodes or tags, and each group made one series. */
final class GroupingFunctions {
    private GroupingFunctions() {}

    /** The functions that are listed as callbacks. */
    private static final List<String> CALLBACKS = List.of(
            "asPercent",
            "averageSeries",
            "averageSeriesWithWildcards",
            "countSeries",
            "diffSeries",
            "diffSeriesLists",
            "maxSeries",
            "minSeries",
            "multiplySeries",
            "multiplySeriesLists",
            "multiplySeriesWithWildcards",
            "pct",
            "powSeries",
            "rangeOfSeries",
            "stddevSeries",
            "sumSeries",
            "sumSeriesLists",
            "sumSeriesWithWildcards");

    /** What one tag costs in a group's name. */
    private static final int TAG_STEPS = 64;

    static void declare(Catalogue to) {
        to.function("groupByNode", COMBINE, "Groups series by one node of their names and combines each group.")
                .takes(
                        seriesList(),
                        Parameter.of("nodeNum", ParameterType.NODE_OR_TAG).needed(),
                        callback().fallback("average"))
                .does(call -> byNodes(call, List.of(call.value("nodeNum")), call.text("callback", "average")));
        to.function("groupByNodes", COMBINE, "Groups series by several nodes of their names and combines each group.")
                .takes(seriesList(), callback().needed(), Parameter.nodes("nodes"))
                .does(call -> byNodes(call, call.values("nodes"), call.text("callback")));
        to.function("groupByTags", COMBINE, "Groups series by the values of tags and combines each group.")
                .takes(
                        seriesList(),
                        callback().needed(),
                        Parameter.of("tags", ParameterType.TAG).needed().repeated())
                .does(GroupingFunctions::byTags);
        to.function(
                        "applyByNode",
                        COMBINE,
                        "Takes the beginnings of names up to a node, puts each in the place of % in a target, and"
                                + " evaluates that.")
                .takes(
                        seriesList(),
                        Parameter.of("nodeNum", ParameterType.NODE).needed(),
                        Parameter.text("templateFunction").needed(),
                        Parameter.text("newName"))
                .does(GroupingFunctions::applyByNode);
        to.function("group", COMBINE, "Makes one list out of several.")
                .takes(Parameter.of("seriesLists", ParameterType.SERIES_LIST).repeated())
                .does(Call::series);
    }

    private static Parameter callback() {
        Set<String> names = new TreeSet<>(CALLBACKS);
        Aggregation.names().forEach(names::add);
        return Parameter.of("callback", ParameterType.AGG_OR_SERIES_FUNC).options(List.copyOf(names));
    }

    private static List<Series> byNodes(Call call, List<Object> nodes, String callback) {
        Optional<List<Series>> inPassing = AggregateFunctions.aggregationOf(call, callback)
                .flatMap(name -> Combining.groupsInPassing(call, series -> Nodes.key(call, series, nodes), name));
        if (inPassing.isPresent()) {
            return inPassing.get();
        }
        List<Series> result = new ArrayList<>();
        Nodes.group(call, call.series(), nodes)
                .forEach((key, series) ->
                        combine(call, callback, series).ifPresent(combined -> result.add(combined.alias(key))));
        return result;
    }

    /** A function of that name has its first result taken; else it is an aggregation. */
    private static Optional<Series> combine(Call call, String callback, List<Series> series) {
        if (!call.isFunction(callback)) {
            return Optional.of(Combining.aggregate(call, series, callback).get(0));
        }
        return call.apply(callback, List.of(series)).stream().findFirst();
    }

    private static List<Series> byTags(Call call) {
        List<String> wanted = call.texts("tags");
        List<Series> all = call.series();
        String callback = call.text("callback");
        Set<String> names = new LinkedHashSet<>();
        all.forEach(series -> names.add(series.tags().getOrDefault("name", "")));
        boolean byName = wanted.contains("name");
        String commonName = names.size() == 1 ? names.iterator().next() : callback;
        Map<String, List<Series>> groups = new LinkedHashMap<>();
        for (Series series : all) {
            call.work().done(TAG_STEPS * (1L + wanted.size()));
            // A tag that is asked for twice stands twice in the name.
            String tags = wanted.stream()
                    .filter(tag -> !tag.equals("name"))
                    .map(tag -> ";" + tag + "=" + series.tags().getOrDefault(tag, ""))
                    .sorted()
                    .collect(Collectors.joining());
            String name = byName ? series.tags().getOrDefault("name", "") : commonName;
            groups.computeIfAbsent(name + tags, key -> new ArrayList<>()).add(series);
        }
        List<Series> result = new ArrayList<>();
        groups.forEach((key, series) -> combine(call, callback, series)
                .ifPresent(combined -> result.add(combined.rename(key).tags(SeriesName.tags(key)))));
        return result;
    }

    private static List<Series> applyByNode(Call call) {
        int node = call.integer("nodeNum");
        Set<String> prefixes = new TreeSet<>();
        Series last = null;
        for (Series series : call.series()) {
            call.work().done(series.name().length());
            last = series;
            String[] nodes = series.name().split("\\.", -1);
            if (node >= nodes.length) {
                throw call.problem("nodeNum", "is " + node + ", and '" + series.name() + "' has no such node");
            }
            // As Python cuts: -1 leaves nothing, -2 all but the last node.
            prefixes.add(String.join(".", AliasFunctions.slice(List.of(nodes), 0, node + 1)));
        }
        List<Series> result = new ArrayList<>();
        for (String prefix : prefixes) {
            String target = filled(call, "templateFunction", prefix);
            for (Series series : call.seriesOf(target)) {
                if (!call.text("newName", "").isEmpty()) {
                    series.alias(filled(call, "newName", prefix));
                }
                // All are laid out like the series looked at last: the original has it so.
                result.add(series.with(last.start(), last.end(), series.step(), series.values())
                        .pathExpression(prefix));
            }
        }
        return result;
    }

    /** A text with a prefix in the places of its percent signs. */
    private static String filled(Call call, String parameter, String prefix) {
        String text = call.text(parameter);
        long places = text.chars().filter(c -> c == '%').count();
        call.checkLength(parameter, text.length() + places * prefix.length());
        return text.replace("%", prefix);
    }
}
