package plumbago.web.render.service;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import plumbago.base.measure.TimeLimit;
import plumbago.base.measure.Work;
import plumbago.web.render.expression.Expression;
import plumbago.web.render.expression.TargetMistake;
import plumbago.web.render.expression.TargetParser;
import plumbago.web.render.expression.TargetSyntaxException;
import plumbago.web.render.function.Context;
import plumbago.web.render.function.Evaluator;
import plumbago.web.render.function.InvalidArgumentException;
import plumbago.web.render.series.Series;

/**
 * One render in flight: what it has read so far, and what is left of its time. Whoever goes on working with the series,
 * by writing an answer say, reports it to {@link #work} and claims what it takes. Used by one thread.
 */
public final class Render {
    private static final int SHOWN_CHARACTERS = 300;

    private final Evaluator evaluator;
    private final ZoneId serverZone;
    private final StoredSeries source;
    private final TimeLimit time;

    Render(Evaluator evaluator, ZoneId serverZone, StoredSeries source, TimeLimit time) {
        this.evaluator = evaluator;
        this.serverZone = serverZone;
        this.source = source;
        this.time = time;
    }

    /**
     * The series of all targets, in the order of the targets. All are parsed before any is evaluated, so that a request
     * with a wrong one reads nothing. Series that cannot be read are left out, and {@link #warnings} lists them.
     *
     * @throws RefusedException if a target cannot be read or asks for what cannot be done, or if a limit is reached
     * @throws plumbago.base.measure.WorkEndedException if its time is over, or nobody waits for it any more
     */
    public List<Series> evaluate(RenderRequest asked) {
        Set<String> pathsByPosition = new HashSet<>();
        Map<String, Expression> expressions = new HashMap<>();
        Context context = new Context(
                asked.from(),
                asked.until(),
                asked.now(),
                asked.zone(),
                serverZone,
                asked.xFilesFactor(),
                asked.templateValues(),
                pathsByPosition,
                source);
        List<Series> series = new ArrayList<>();
        Map<String, Series> slices = asked.pie() ? PieSlices.of(asked) : Map.of();
        for (String target : asked.targets()) {
            if (slices.containsKey(target)) {
                continue;
            }
            try {
                Expression expression = TargetParser.parse(target);
                PathsByPosition.collect(expression, pathsByPosition);
                expressions.put(target, expression);
            } catch (TargetSyntaxException e) {
                int at = TargetParser.mistake(target).map(TargetMistake::at).orElse(0);
                throw refused(e, target).at(asked.targets().indexOf(target), OptionalInt.of(at));
            }
        }
        for (int i = 0; i < asked.targets().size(); i++) {
            String target = asked.targets().get(i);
            int first = series.size();
            series.addAll(
                    slices.containsKey(target)
                            ? List.of(slices.get(target))
                            : evaluate(expressions.get(target), target, i, context));
            for (Series one : series.subList(first, series.size())) {
                one.targetIndex(i);
            }
        }
        return series;
    }

    private List<Series> evaluate(Expression expression, String target, int index, Context context) {
        List<Series> made = List.of();
        source.listener().targetBegins(target);
        try {
            made = evaluator.evaluate(expression, context);
            return made;
        } catch (InvalidArgumentException e) {
            throw refused(e, target).at(index, e.place());
        } catch (TargetSyntaxException e) {
            throw refused(e, target).at(index, OptionalInt.empty());
        } finally {
            source.listener().targetEnds(made);
        }
    }

    private static RefusedException refused(RuntimeException reason, String target) {
        return RefusedException.invalid(reason.getMessage() + " (target: " + brief(target) + ")");
    }

    static String brief(String target) {
        return target.length() <= SHOWN_CHARACTERS ? target : target.substring(0, SHOWN_CHARACTERS) + "…";
    }

    /** Counts the steps of long loops; it ends the render when its time is over or nobody waits for it any more. */
    public Work work() {
        return source.work();
    }

    /**
     * Called before memory is taken, in bytes.
     *
     * @throws RefusedException if there is not so much
     */
    public void claim(long bytes) {
        source.claim(bytes);
    }

    /** What could not be read, a few words each, and not more than some of them. */
    public List<String> warnings() {
        return source.warnings();
    }

    /** How many series were read, also if the render was refused afterwards. Other threads may see it a little late. */
    public long fetchedSeries() {
        return source.fetchedSeries();
    }

    /** How many values were read, missing ones too. Other threads may see it a little late. */
    public long fetchedPoints() {
        return source.fetchedPoints();
    }

    /** Nanoseconds since the beginning. */
    public long spentNanos() {
        return time.spentNanos();
    }
}
