package plumbago.web.render.function;

import static plumbago.web.render.function.Group.SPECIAL;
import static plumbago.web.render.function.Parameter.seriesList;

import java.util.ArrayList;
import java.util.List;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;

/** Where series come from and how they are folded when fewer values are wanted. */
final class SpecialFunctions {
    private SpecialFunctions() {}

    /** The seconds that events are shown over; a day and more would be a long line of nothing. */
    private static final int MOST_SECONDS = 31 * 24 * 3600;

    static void declare(Catalogue to) {
        List<Object> manners = new ArrayList<>();
        Aggregation.consolidationNames().forEach(manners::add);
        to.function("consolidateBy", SPECIAL, "How values become one where a graph or an answer has room for fewer.")
                .takes(
                        seriesList(),
                        Parameter.text("consolidationFunc").needed().options(manners))
                .does(call -> consolidateBy(call, call.text("consolidationFunc")));
        to.function("cumulative", SPECIAL, "Adds values up where a graph or an answer has room for fewer.")
                .takes(seriesList())
                .does(call -> consolidateBy(call, "sum"));
        to.function(
                        "setXFilesFactor",
                        SPECIAL,
                        "The share of values that must be there for a value made of several to be.")
                .takes(seriesList(), Parameter.number("xFilesFactor").needed())
                .does(SpecialFunctions::setXFilesFactor);
        to.alias("xFilesFactor", "setXFilesFactor");
        to.function("fallbackSeries", SPECIAL, "The second list if the first is empty.")
                .takes(seriesList(), Parameter.seriesList("fallback"))
                .does(call -> {
                    List<Series> series = call.series();
                    return series.isEmpty() ? call.series("fallback") : series;
                });
        to.function("seriesByTag", SPECIAL, "Finds tagged series by expressions such as 'name=cpu' and 'host=~web.*'.")
                .takes(Parameter.text("tagExpressions").needed().repeated())
                .does(call -> call.context()
                        .source()
                        .fetchByTags(call.texts("tagExpressions"), call.written(), call.context()));
        to.function("events", SPECIAL, "How many events with these tags, or * for any, began in each second.")
                .takes(Parameter.text("tags").needed().repeated())
                .does(SpecialFunctions::events);
    }

    private static List<Series> consolidateBy(Call call, String manner) {
        if (Aggregation.consolidation(manner).isEmpty()) {
            throw call.problem(
                    "consolidationFunc",
                    "must be one of " + Aggregation.consolidationNames() + ", and is '" + manner + "'");
        }
        return AliasFunctions.each(
                call,
                series -> series.consolidation(manner)
                        .tag("consolidateBy", manner)
                        .rename("consolidateBy(" + series.name() + ",\"" + manner + "\")"));
    }

    private static List<Series> setXFilesFactor(Call call) {
        double share = call.number("xFilesFactor");
        // First the series, which are still made with the share that was in force.
        List<Series> series = call.series();
        call.context().xFilesFactor(share);
        series.forEach(one -> one.xFilesFactor(share).tag("xFilesFactor", Numbers.repr(share)));
        return series;
    }

    private static List<Series> events(Call call) {
        List<String> tags = call.texts("tags");
        Context context = call.context();
        long seconds = context.until() - context.from();
        if (seconds > MOST_SECONDS) {
            throw call.problem("tags", "are shown over at most " + MOST_SECONDS + " seconds, and not " + seconds);
        }
        context.source().claim(seconds * Double.BYTES);
        double[] counts = context.source().countEvents(tags, context.from(), (int) seconds, 1, context);
        String name = "events(\"" + String.join("\", \"", tags) + "\")";
        Series series = new Series(name, context.from(), context.until(), 1, counts);
        return List.of(series.consolidation("sum").whole(true).xFilesFactor(context.xFilesFactor()));
    }
}
