package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.base.text.pickle.PickleWriter;
import plumbago.web.render.series.Series;

/**
 * What other members of a Graphite cluster read: a pickled list of a dictionary for each series, with {@code name},
 * {@code start}, {@code end}, {@code step}, {@code values} (None where there is none) and what else decides how they are
 * shown.
 */
final class PickleFormat implements AnswerFormat {
    private static final int VALUE_STEPS = 4;

    @Override
    public List<String> names() {
        return List.of("pickle");
    }

    @Override
    public List<String> flags() {
        return List.of("pickle");
    }

    @Override
    public String contentType() {
        return "application/pickle";
    }

    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return AnswerSize.binary(series);
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        PickleWriter out = new PickleWriter(to).beginList();
        for (Series series : all) {
            out.beginDict().text("name").text(series.name());
            out.text("start").whole(series.start()).text("end").whole(series.end());
            out.text("step").whole(series.step()).text("values").beginList();
            for (double value : series.values()) {
                work.done(VALUE_STEPS);
                if (Double.isNaN(value)) {
                    out.none();
                } else if (series.isCount(value)) {
                    out.whole((long) value);
                } else {
                    out.real(value);
                }
            }
            out.endList().text("pathExpression").text(series.pathExpression());
            out.text("valuesPerPoint").whole(1).text("consolidationFunc").text(series.consolidationName());
            out.text("xFilesFactor").real(series.xFilesFactor()).endDict();
        }
        out.endList().end();
    }
}
