package plumbago.web.render.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.web.render.explain.ArchiveUse;
import plumbago.web.render.explain.ExplainedStep;
import plumbago.web.render.explain.Explanation;
import plumbago.web.render.explain.PointCount;
import plumbago.web.render.expression.TargetParser;
import plumbago.web.render.series.Series;

/**
 * What {@code explain=1} asks for, of one request, as docs/page.md has it: {@code {"targets": [{"target": …, "of": […]}, …],
 * "series": […]}}, the latter as {@code format=columns} has it and only if that was asked for too.
 */
public final class ExplainFormat implements AnswerFormat {
    private static final String COLUMNS = "columns";
    private static final int STEP_BYTES = 512;

    private final Explanation explanation;
    private final AnswerFormat series;
    private final boolean hasSeries;
    private final long cacheSeconds;

    /**
     * @param explanation of the evaluation, which is over when this writes
     * @param asked the format that the request names
     * @param cacheSeconds how long the same answer without {@code explain} may be given again; 0 for never
     */
    public ExplainFormat(Explanation explanation, AnswerFormat asked, long cacheSeconds) {
        this.explanation = explanation;
        this.series = asked;
        this.hasSeries = asked.names().contains(COLUMNS);
        this.cacheSeconds = cacheSeconds;
    }

    @Override
    public List<String> names() {
        return List.of("explain");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public boolean knowsPretty() {
        return true;
    }

    @Override
    public long mostBytes(Series one, AnswerOptions options, Work work) {
        return hasSeries ? series.mostBytes(one, options, work) : 0;
    }

    @Override
    public long mostBytes(List<Series> all, AnswerOptions options, Work work) {
        long bytes = AnswerFormat.super.mostBytes(all, options, work);
        for (ExplainedStep target : explanation.targets()) {
            bytes += bytes(target, work);
        }
        return bytes;
    }

    private static long bytes(ExplainedStep step, Work work) {
        work.done(step.written().length());
        long bytes = STEP_BYTES * (1L + step.archives().size()) + AnswerSize.inJson(step.written());
        for (ArchiveUse use : step.archives()) {
            bytes += AnswerSize.inJson(use.example());
            bytes += use.layout().map(layout -> layout.retentions().size()).orElse(0) * (long) STEP_BYTES;
        }
        for (ExplainedStep within : step.within()) {
            bytes += bytes(within, work);
        }
        return bytes;
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        to.ascii("{\"from\": ").number(options.from()).ascii(", \"until\": ").number(options.until());
        to.ascii(", \"cacheSeconds\": ").number(cacheSeconds);
        to.ascii(explanation.isCut() ? ", \"complete\": false" : ", \"complete\": true")
                .ascii(", \"targets\": [");
        int first = 0;
        String comma = "";
        for (ExplainedStep target : explanation.targets()) {
            int end = Math.min(all.size(), first + target.made().series());
            to.ascii(comma);
            target(target, all.subList(first, end), options, work, to);
            first = end;
            comma = ", ";
        }
        to.put(']');
        if (hasSeries) {
            series.write(all, options, work, claim, to.ascii(", \"series\": "));
        }
        to.put('}');
    }

    private static void target(ExplainedStep target, List<Series> made, AnswerOptions options, Work work, Bytes to) {
        to.ascii("{\"target\": ").json(target.written());
        figures(target.made(), to);
        time(target, to);
        TargetParser.mistake(target.written())
                .ifPresent(mistake -> to.ascii(", \"mistake\": {\"at\": ")
                        .number(mistake.at())
                        .ascii(", \"error\": ")
                        .json(mistake.sentence())
                        .put('}'));
        consolidation(made, options, work, to);
        steps(target, to);
        to.put('}');
    }

    private static void steps(ExplainedStep step, Bytes to) {
        to.ascii(", \"of\": [");
        String comma = "";
        for (ExplainedStep within : step.within()) {
            to.ascii(comma);
            if (within.kind() == ExplainedStep.Kind.READ) {
                read(within, to);
            } else {
                to.ascii("{\"function\": ").json(within.name());
                to.ascii(", \"call\": ").json(within.written());
                figures(within.made(), to);
                time(within, to);
                steps(within, to);
                to.put('}');
            }
            comma = ", ";
        }
        to.put(']');
    }

    private static void read(ExplainedStep read, Bytes to) {
        to.ascii("{\"path\": ").json(read.written());
        to.ascii(", \"from\": ").number(read.from()).ascii(", \"until\": ").number(read.until());
        figures(read.made(), to);
        time(read, to);
        to.ascii(", \"reads\": [");
        String comma = "";
        for (ArchiveUse use : read.archives()) {
            to.ascii(comma);
            use(use, to);
            comma = ", ";
        }
        to.ascii("]}");
    }

    private static void use(ArchiveUse use, Bytes to) {
        to.ascii("{\"example\": ").json(use.example());
        figures(use.read(), to);
        to.ascii(", \"secondsPerPoint\": ").number(use.secondsPerPoint());
        to.ascii(", \"waitingPoints\": ").number(use.waitingPoints());
        if (use.newest() > 0) {
            to.ascii(", \"newest\": ").number(use.newest());
        }
        use.layout().ifPresent(layout -> layout(layout, to));
        to.put('}');
    }

    private static void layout(SeriesLayout layout, Bytes to) {
        to.ascii(", \"aggregationMethod\": ").json(layout.aggregationMethod().label());
        to.ascii(", \"xFilesFactor\": ").ascii(Float.toString(layout.xFilesFactor()));
        to.ascii(", \"archives\": [");
        String comma = "";
        for (Retention archive : layout.retentions()) {
            to.ascii(comma).ascii("{\"secondsPerPoint\": ").number(archive.secondsPerPoint());
            to.ascii(", \"points\": ").number(archive.points()).put('}');
            comma = ", ";
        }
        to.put(']');
    }

    /** How the answer's values come from those that were made, a line for each manner. */
    private static void consolidation(List<Series> made, AnswerOptions options, Work work, Bytes to) {
        Map<String, Integer> manners = new LinkedHashMap<>();
        List<ShownValues> shown = options.maxDataPoints() > 0
                ? ShownValues.atMost(made, options.maxDataPoints(), work)
                : made.stream().map(ShownValues::of).toList();
        for (ShownValues one : shown) {
            long step = Math.max(1, one.series().step());
            manners.merge(
                    "{\"function\": \"" + one.series().consolidationName() + "\", \"valuesPerPoint\": "
                            + one.step() / step + ", \"step\": " + one.step() + ", \"series\": ",
                    1,
                    Integer::sum);
        }
        to.ascii(", \"consolidation\": [");
        List<String> written = new ArrayList<>();
        manners.forEach((manner, series) -> written.add(manner + series + "}"));
        to.ascii(String.join(", ", written)).put(']');
    }

    private static void figures(PointCount count, Bytes to) {
        to.ascii(", \"series\": ").number(count.series());
        to.ascii(", \"points\": ").number(count.points());
        to.ascii(", \"nulls\": ").number(count.nulls());
    }

    private static void time(ExplainedStep step, Bytes to) {
        to.ascii(", \"ms\": ").json(Math.rint(step.nanos() / 1e3) / 1e3, false);
    }
}
