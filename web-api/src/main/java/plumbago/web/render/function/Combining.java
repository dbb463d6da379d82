package plumbago.web.render.function;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;

/** What all functions share that make one series out of several. */
final class Combining {
    private Combining() {}

    /**
     * One series that holds the aggregate of each row, or none if there are no series.
     *
     * @param function the aggregation's name as it was written, with or without {@code Series}
     */
    static List<Series> aggregate(Call call, List<Series> series, String function, double xFilesFactor) {
        if (series.isEmpty()) {
            return List.of();
        }
        return List.of(aggregate(call, series, function, xFilesFactor, expressions(series)));
    }

    static List<Series> aggregate(Call call, List<Series> series, String function) {
        return aggregate(call, series, function, call.context().xFilesFactor());
    }

    private static Series aggregate(
            Call call, List<Series> series, String function, double xFilesFactor, String expressions) {
        String name = Aggregation.plainName(function);
        Aggregation aggregation = Aggregation.named(name)
                .orElseThrow(() ->
                        new InvalidArgumentException(call.function() + ": there is no aggregation '" + function + "'"));
        Normalized rows = new Normalized(series);
        Series result = rows.series(name + "Series(" + expressions + ")", rows.aggregate(aggregation, xFilesFactor));
        Map<String, String> tags = commonTags(series);
        tags.putIfAbsent("name", result.name());
        tags.put("aggregatedBy", name);
        boolean whole = aggregation == Aggregation.COUNT || (keepsWhole(aggregation, series.size()) && rows.whole());
        return result.tags(tags).xFilesFactor(xFilesFactor).whole(whole);
    }

    /** What an aggregate of these is called after: their distinct path expressions in order of appearance. */
    static String expressions(List<Series> series) {
        Set<String> distinct = new LinkedHashSet<>();
        for (Series one : series) {
            distinct.add(one.pathExpression());
        }
        return String.join(",", distinct);
    }

    /** The tags that all of them have with the same value. */
    static Map<String, String> commonTags(List<Series> series) {
        Map<String, String> common = new LinkedHashMap<>(series.get(0).tags());
        for (Series one : series) {
            common.entrySet().removeIf(tag -> !tag.getValue().equals(one.tags().get(tag.getKey())));
        }
        return common;
    }

    /** Whether an aggregate of so many counts is a count itself, and not what a division left. */
    static boolean keepsWhole(Aggregation aggregation, int n) {
        return switch (aggregation) {
            case AVERAGE, AVERAGE_ZERO, DEVIATION, PRODUCT -> false;
            case MEDIAN -> n % 2 == 1;
            default -> true;
        };
    }
}
