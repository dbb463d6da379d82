package plumbago.web.render.explain;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import plumbago.carbon.storage.SeriesOrigin;
import plumbago.carbon.storage.SeriesReader;
import plumbago.web.render.function.EvaluationListener;
import plumbago.web.render.series.Series;

/** Notes what the evaluation of a request's targets does. Used by one thread, for one request. */
public final class Explanation implements EvaluationListener {
    /** Functions may call others for each series: what goes beyond is in the figures of the call that it is in. */
    private static final int MOST_STEPS = 2000;

    /** Characters of all calls and reads: each level of a call has those below in its text, and functions make texts. */
    private static final long MOST_TEXT = 4 << 20;

    /** Each takes a look at a file. */
    private static final int MOST_ORIGINS = 2000;

    private final SeriesReader reader;
    private final LongSupplier nanos;
    private final List<ExplainedStep> targets = new ArrayList<>();
    private final Deque<ExplainedStep> open = new ArrayDeque<>();
    private int steps;
    private long text;
    private int origins;

    /**
     * @param reader is asked where series come from
     * @param nanos a clock that only goes on, in nanoseconds
     */
    public Explanation(SeriesReader reader, LongSupplier nanos) {
        this.reader = reader;
        this.nanos = nanos;
    }

    /** The targets, in the order that they were evaluated in. */
    public List<ExplainedStep> targets() {
        return targets;
    }

    /** Whether there were more calls and reads than are noted. */
    public boolean isCut() {
        return steps > MOST_STEPS || text > MOST_TEXT;
    }

    @Override
    public void targetBegins(String target) {
        ExplainedStep step = new ExplainedStep(ExplainedStep.Kind.TARGET, "", target, nanos.getAsLong(), 0, 0);
        targets.add(step);
        open.push(step);
    }

    @Override
    public void targetEnds(List<Series> made) {
        end(PointCount.of(made));
    }

    @Override
    public void callBegins(String function, String written) {
        begin(ExplainedStep.Kind.CALL, function, written, 0, 0);
    }

    @Override
    public void callEnds(List<Series> made) {
        end(PointCount.of(made));
    }

    @Override
    public void readBegins(String pathExpression, long from, long until) {
        begin(ExplainedStep.Kind.READ, "", pathExpression, from, until);
    }

    @Override
    public void seriesRead(String storedAs, Series series) {
        ExplainedStep read = open.element();
        read.made(read.made().and(series));
        read.use(ArchiveUse.of(series, origin(storedAs)));
    }

    @Override
    public void readEnds(boolean counts) {
        ExplainedStep read = open.element();
        end(read.made());
        if (!counts && !open.isEmpty()) {
            open.element().forget(read);
        }
    }

    private SeriesOrigin origin(String storedAs) {
        if (++origins > MOST_ORIGINS) {
            return SeriesOrigin.UNKNOWN;
        }
        try {
            return reader.origin(storedAs);
        } catch (IOException e) {
            // It was read a moment ago, and what is wrong with it now the next render will say.
            return SeriesOrigin.UNKNOWN;
        }
    }

    private void begin(ExplainedStep.Kind kind, String name, String written, long from, long until) {
        ExplainedStep step = new ExplainedStep(kind, name, written, nanos.getAsLong(), from, until);
        steps++;
        text += written.length();
        if (!isCut() && !open.isEmpty()) {
            open.element().within(step);
        }
        open.push(step);
    }

    private void end(PointCount made) {
        ExplainedStep step = open.pop();
        step.made(made);
        step.ended(nanos.getAsLong());
    }
}
