package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.graph.Graph;
import plumbago.web.graph.GraphOptions;
import plumbago.web.graph.surface.PngSurface;
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

    /** What is drawn is claimed as it is drawn. */
    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return 0;
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        GraphOptions graph = options.graph().get();
        Graph.draw(
                all,
                graph,
                work,
                claim,
                new PngSurface(graph.width(), graph.height(), options.scale().getAsDouble(), work, claim, to));
    }
}
