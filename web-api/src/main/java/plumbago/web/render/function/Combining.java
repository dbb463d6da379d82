package plumbago.web.render.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
        Aggregation aggregation = aggregation(call, function);
        Normalized rows = new Normalized(call.context(), series);
        Series result = rows.series(name + "Series(" + expressions + ")", rows.aggregate(aggregation, xFilesFactor));
        return marked(result, name, aggregation, commonTags(series), series.size(), rows.whole())
                .xFilesFactor(xFilesFactor);
    }

    private static Aggregation aggregation(Call call, String function) {
        return Aggregation.named(function)
                .orElseThrow(() ->
                        new InvalidArgumentException(call.function() + ": there is no aggregation '" + function + "'"));
    }

    /** Gives an aggregate its tags, and says whether it is a count. */
    static Series marked(
            Series aggregate, String name, Aggregation aggregation, Map<String, String> tags, int n, boolean allWhole) {
        tags.putIfAbsent("name", aggregate.name());
        tags.put("aggregatedBy", name);
        boolean whole = aggregation == Aggregation.COUNT || (keepsWhole(aggregation, n) && allWhole);
        return aggregate.tags(tags).whole(whole);
    }

    /**
     * What {@link #aggregate} gives for all series of a call's first parameter. Where they can be had one after the
     * other no more than one is held.
     */
    static List<Series> aggregateAll(Call call, String function) {
        return inPassing(call, series -> "", function)
                .map(all -> all.values().stream()
                        .map(one -> one.result(call.context().xFilesFactor()))
                        .toList())
                .orElseGet(() -> aggregate(call, call.series(), function));
    }

    /**
     * One aggregate for each group of series of a call's first parameter, called like the group, in order of
     * appearance; nothing if the series cannot be had one after the other, or the aggregation needs all of them.
     */
    static Optional<List<Series>> groupsInPassing(Call call, Function<Series, String> group, String function) {
        return inPassing(call, group, function).map(groups -> {
            List<Series> result = new ArrayList<>(groups.size());
            groups.forEach((name, series) ->
                    result.add(series.result(call.context().xFilesFactor()).alias(name)));
            return result;
        });
    }

    private static Optional<Map<String, AlikeSeries>> inPassing(
            Call call, Function<Series, String> group, String function) {
        Aggregation aggregation = aggregation(call, function);
        if (!RunningAggregate.knows(aggregation)) {
            return Optional.empty();
        }
        String name = Aggregation.plainName(function);
        Map<String, AlikeSeries> groups = new LinkedHashMap<>();
        boolean all = call.eachStored(series -> {
            call.work().done(series.size());
            return groups.computeIfAbsent(group.apply(series), key -> new AlikeSeries(call.context(), name))
                    .add(series);
        });
        return all ? Optional.of(groups) : Optional.empty();
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
            keepCommon(common, one);
        }
        return common;
    }

    /** Takes away the tags that a series does not have, or with another value. */
    static void keepCommon(Map<String, String> tags, Series series) {
        tags.entrySet().removeIf(tag -> !tag.getValue().equals(series.tags().get(tag.getKey())));
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
