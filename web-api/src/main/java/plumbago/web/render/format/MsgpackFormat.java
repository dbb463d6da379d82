package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.base.text.MsgpackWriter;
import plumbago.web.render.series.Series;

/** What other members of a Graphite cluster read, as {@link PickleFormat}, but as MessagePack. */
final class MsgpackFormat implements AnswerFormat {
    private static final int VALUE_STEPS = 4;

    @Override
    public List<String> names() {
        return List.of("msgpack");
    }

    @Override
    public String contentType() {
        return "application/x-msgpack";
    }

    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return AnswerSize.binary(series);
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        MsgpackWriter out = new MsgpackWriter(to).list(all.size());
        for (Series series : all) {
            out.map(9).text("name").text(series.name());
            out.text("start").whole(series.start()).text("end").whole(series.end());
            out.text("step").whole(series.step()).text("values").list(series.size());
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
            out.text("pathExpression").text(series.pathExpression());
            out.text("valuesPerPoint").whole(1).text("consolidationFunc").text(series.consolidationName());
            out.text("xFilesFactor").real(series.xFilesFactor());
        }
    }
}
