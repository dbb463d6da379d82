package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.graph.Graph;
import plumbago.web.render.series.Series;

/** A picture of pixels, which whoever names no format gets. */
final class PngFormat implements AnswerFormat {
    @Override
    public List<String> names() {
        return List.of("png");
    }

    @Override
    public String contentType() {
        return "image/png";
    }

    /** The picture's size does not come from the series, and is claimed when it is drawn. */
    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return 0;
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        Graph.png(all, options.sketch().get(), work, claim, to);
    }
}
