package plumbago.web.render.function;

import static plumbago.web.render.function.Group.ALIAS;
import static plumbago.web.render.function.Parameter.seriesList;
import static plumbago.web.render.function.Parameter.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import plumbago.base.python.PythonReplacement;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;

/** Other names for series. What aggregates are called after stays as it is. */
final class AliasFunctions {
    private AliasFunctions() {}

    static void declare(Catalogue to) {
        to.function("alias", ALIAS, "Calls the series by a name of your choice.")
                .takes(seriesList(), text("newName").needed())
                .does(call -> each(call, series -> series.alias(call.text("newName"))));
        to.function("aliasByNode", ALIAS, "Calls each series by some nodes of its name, or by values of its tags.")
                .takes(seriesList(), Parameter.nodes("nodes").needed())
                .does(call -> each(call, series -> series.alias(Nodes.key(call, series, call.values("nodes")))));
        to.function("aliasByTags", ALIAS, "Calls each series by values of its tags, or by some nodes of its name.")
                .takes(seriesList(), Parameter.nodes("tags").needed())
                .does(call -> each(call, series -> series.alias(Nodes.key(call, series, call.values("tags")))));
        to.function("aliasByMetric", ALIAS, "Calls each series by the last node of its name.")
                .takes(seriesList())
                .does(call -> each(call, series -> series.alias(lastNode(series))));
        to.function("aliasSub", ALIAS, "Replaces what a regular expression finds in each name.")
                .takes(seriesList(), text("search").needed(), text("replace").needed())
                .does(call -> {
                    if (call.series().isEmpty()) {
                        return List.of();
                    }
                    PythonReplacement replacement =
                            UserPattern.of(call, "search").replacement(call, "replace");
                    return each(call, series -> series.alias(UserPattern.replaced(call, replacement, series)));
                });
        to.function(
                        "aliasQuery",
                        ALIAS,
                        "Makes a target out of each name by search and replace, and puts the last value of what it"
                                + " gives into a name of your choice.")
                .takes(
                        seriesList(),
                        text("search").needed(),
                        text("replace").needed(),
                        text("newName").needed())
                .does(AliasFunctions::query);
        to.function("upper", ALIAS, "Writes names, or the characters at the places given, in capitals.")
                .takes(seriesList(), Parameter.integer("pos").repeated())
                .does(call -> inLetters(call, true));
        to.function("lower", ALIAS, "Writes names, or the characters at the places given, in small letters.")
                .takes(seriesList(), Parameter.integer("pos").repeated())
                .does(call -> inLetters(call, false));
        to.function("substr", Group.SPECIAL, "Calls each series by the nodes of its name from one place to another.")
                .takes(
                        seriesList(),
                        Parameter.of("start", ParameterType.NODE).fallback(0),
                        Parameter.of("stop", ParameterType.NODE).fallback(0))
                .does(call -> each(
                        call,
                        series -> series.alias(slice(series.name(), call.integer("start"), call.integer("stop")))));
    }

    /** Does something to each series of the first parameter. */
    static List<Series> each(Call call, java.util.function.UnaryOperator<Series> change) {
        List<Series> series = call.series();
        series.replaceAll(one -> {
            call.work().done(1L + one.size());
            int before = one.name().length();
            Series changed = change.apply(one);
            call.named(before, changed);
            return changed;
        });
        return series;
    }

    /** What is behind the last dot of the innermost call, up to a comma. */
    private static String lastNode(Series series) {
        String call = innermost(series.name());
        String last = call.substring(call.lastIndexOf('.') + 1);
        int comma = last.indexOf(',');
        return comma < 0 ? last : last.substring(0, comma);
    }

    /** What stands between the last opening and the first closing parenthesis; nothing if these are the wrong way. */
    private static String innermost(String name) {
        int left = name.lastIndexOf('(') + 1;
        int right = name.indexOf(')');
        return right < 0 ? name.substring(left) : left <= right ? name.substring(left, right) : "";
    }

    private static List<Series> query(Call call) {
        if (call.series().isEmpty()) {
            return List.of();
        }
        PythonReplacement replacement = UserPattern.of(call, "search").replacement(call, "replace");
        return each(call, series -> {
            String target = UserPattern.replaced(call, replacement, series);
            List<Series> found = call.seriesOf(target);
            double last = found.isEmpty()
                    ? Double.NaN
                    : Aggregation.LAST.of(found.get(0).values());
            if (Double.isNaN(last)) {
                throw call.problem("replace", "leads to '" + target + "', which has no value");
            }
            return series.alias(PercentFormat.apply(call.text("newName"), last));
        });
    }

    private static List<Series> inLetters(Call call, boolean capitals) {
        List<Integer> places = call.integers("pos");
        return each(call, series -> {
            call.work().done(series.name().length() + places.size());
            return series.alias(letters(series.name(), places, capitals));
        });
    }

    private static String letters(String name, List<Integer> places, boolean capitals) {
        if (places.isEmpty()) {
            return capitals ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
        }
        char[] letters = name.toCharArray();
        for (int place : places) {
            int at = place < 0 ? place + letters.length : place;
            if (at >= 0 && at < letters.length) {
                letters[at] = capitals ? Character.toUpperCase(letters[at]) : Character.toLowerCase(letters[at]);
            }
        }
        return new String(letters);
    }

    private static String slice(String name, int start, int stop) {
        List<String> nodes = Arrays.asList(innermost(name).split("\\.", -1));
        String joined = String.join(".", slice(nodes, start, stop == 0 ? nodes.size() : stop));
        int comma = joined.indexOf(',');
        return comma < 0 ? joined : joined.substring(0, comma);
    }

    /** Part of a list, places from the end being negative, as Python cuts. */
    static <T> List<T> slice(List<T> list, int from, int to) {
        int n = list.size();
        int start = Math.max(0, Math.min(n, from < 0 ? from + n : from));
        int end = Math.max(start, Math.min(n, to < 0 ? to + n : to));
        return new ArrayList<>(list.subList(start, end));
    }
}
