package plumbago.web.render.format;

import java.util.List;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.base.text.MsgpackWriter;
import plumbago.base.text.pickle.AnswerPickleWriter;
import plumbago.web.render.series.Series;

/** What other members of a Graphite cluster read: all there is to know of each series, as pickle or MessagePack. */
public final class ClusterFormats {
    private static final int VALUE_STEPS = 4;

    private ClusterFormats() {}

    public static void pickle(List<Series> all, Work work, Bytes to) {
        AnswerPickleWriter out = new AnswerPickleWriter(to).beginList();
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

    public static void msgpack(List<Series> all, Work work, Bytes to) {
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
