package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.graph.Graph;
import plumbago.web.graph.GraphOptions;
import plumbago.web.graph.PictureTitle;
import plumbago.web.graph.surface.PdfSurface;
import plumbago.web.render.series.Series;

/** A picture as a page: a pixel is three quarters of a point, as in browsers. */
final class PdfFormat implements AnswerFormat {
    @Override
    public List<String> names() {
        return List.of("pdf");
    }

    @Override
    public String contentType() {
        return "application/x-pdf";
    }

    /** What is drawn is claimed as it is drawn. */
    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return 0;
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        GraphOptions graph = options.graph().get();
        String title = PictureTitle.of(all, graph);
        Graph.draw(all, graph, work, claim, new PdfSurface(title, graph.width(), graph.height(), work, claim, to));
    }
}
