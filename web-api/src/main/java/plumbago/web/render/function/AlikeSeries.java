package plumbago.web.render.function;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;

/**
 * Becomes the aggregate of series that come one after the other and have the same range and step, as those of one path
 * expression nearly always do. What differs needs {@link Normalized}, which must have all of them at once.
 */
final class AlikeSeries {
    private final Context context;
    private final String name;
    private final Aggregation aggregation;
    private final Set<String> expressions = new LinkedHashSet<>();
    private RunningAggregate values;
    private Series first;
    private Map<String, String> commonTags;
    private boolean whole = true;

    /** @param name of an aggregation that {@link RunningAggregate#knows}, without the ending {@code Series} */
    AlikeSeries(Context context, String name) {
        this.context = context;
        this.name = name;
        this.aggregation = Aggregation.named(name).orElseThrow();
    }

    /** Takes in a series; returns false, and has done nothing, if it is not laid out as those before. */
    boolean add(Series series) {
        if (first == null) {
            values = new RunningAggregate(context, aggregation, series.size());
            // What is remembered of it must not hold its values.
            first = series.with(new double[0]);
            commonTags = new LinkedHashMap<>(series.tags());
        } else if (series.start() != first.start()
                || series.end() != first.end()
                || series.step() != first.step()
                || series.size() != values.rows()) {
            return false;
        }
        values.add(series.values());
        expressions.add(series.pathExpression());
        Combining.keepCommon(commonTags, series);
        whole &= series.whole();
        return true;
    }

    /** The aggregate of all that came, at least one. */
    Series result(double xFilesFactor) {
        Series result = new Series(
                name + "Series(" + String.join(",", expressions) + ")",
                first.start(),
                Normalized.end(first.start(), first.end(), first.step()),
                first.step(),
                values.result(xFilesFactor));
        return Combining.marked(result, name, aggregation, commonTags, values.series(), whole)
                .xFilesFactor(xFilesFactor);
    }
}
