package plumbago.web.render.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumbago.web.render.expression.Expression;
import plumbago.web.render.expression.TargetParser;
import plumbago.web.render.expression.TargetSyntaxException;
import plumbago.web.render.series.Series;

/** Picks nodes out of series' names, and tags by name. */
final class Nodes {
    private static final int NODE_STEPS = 16;

    private Nodes() {}

    /**
     * The nodes and tags asked for, joined by dots. A number counts nodes, negative ones from the end; what is no
     * node's number is looked up among the tags, and empty if missing.
     */
    static String key(Call call, Series series, List<Object> wanted) {
        call.work().done(series.name().length() + (long) NODE_STEPS * wanted.size());
        String[] nodes = of(series).split("\\.", -1);
        List<String> parts = new ArrayList<>(wanted.size());
        for (Object one : wanted) {
            parts.add(part(series, nodes, one));
        }
        return String.join(".", parts);
    }

    private static String part(Series series, String[] nodes, Object wanted) {
        if (wanted instanceof Number number) {
            long index = number.longValue();
            long place = index < 0 ? index + nodes.length : index;
            if (place >= 0 && place < nodes.length) {
                return nodes[(int) place];
            }
        }
        return series.tags().getOrDefault(wanted.toString(), "");
    }

    /** The metric name in a series' name: the first path in it if it is a call, and nothing of tags. */
    static String of(Series series) {
        String name = series.name();
        String path = name.endsWith(")") ? firstPath(name) : name;
        int semicolon = path.indexOf(';');
        return semicolon < 0 ? path : path.substring(0, semicolon);
    }

    /** The first path expression in a target, or the text itself if it has none. */
    static String firstPath(String target) {
        try {
            Expression expression = TargetParser.parse(target);
            while (true) {
                if (expression instanceof Expression.Path path) {
                    return path.text();
                }
                if (expression instanceof Expression.Piped piped) {
                    expression = piped.base();
                    continue;
                }
                if (!(expression instanceof Expression.Call call)
                        || call.arguments().isEmpty()) {
                    return target;
                }
                expression = call.arguments().get(0);
            }
        } catch (TargetSyntaxException e) {
            return target;
        }
    }

    /** Series that share a key together, in order of appearance. */
    static Map<String, List<Series>> group(Call call, List<Series> series, List<Object> wanted) {
        Map<String, List<Series>> groups = new LinkedHashMap<>();
        for (Series one : series) {
            groups.computeIfAbsent(key(call, one, wanted), key -> new ArrayList<>())
                    .add(one);
        }
        return groups;
    }
}
