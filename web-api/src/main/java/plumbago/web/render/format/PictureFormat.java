package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.graph.Graph;
import plumbago.web.graph.GraphOptions;
import plumbago.web.graph.PictureTitle;
import plumbago.web.graph.surface.PdfSurface;
import plumbago.web.graph.surface.PngSurface;
import plumbago.web.graph.surface.Surface;
import plumbago.web.graph.surface.SvgSurface;
import plumbago.web.render.series.Series;

/** A picture of the series: the formats differ in what it is drawn on. */
final class PictureFormat implements AnswerFormat {
    /** Pixels, which whoever names no format gets. */
    static final PictureFormat PNG = new PictureFormat(
            "png",
            "image/png",
            (all, options, graph, work, claim, to) -> new PngSurface(
                    graph.width(), graph.height(), options.scale().getAsDouble(), work, claim, to));

    /** Crisp at any size. */
    static final PictureFormat SVG = new PictureFormat(
            "svg",
            "image/svg+xml",
            (all, options, graph, work, claim, to) -> new SvgSurface(
                    PictureTitle.of(all, graph),
                    graph.width(),
                    graph.height(),
                    graph.font().typeface().family(),
                    work,
                    claim,
                    to));

    /** A page. */
    static final PictureFormat PDF = new PictureFormat(
            "pdf",
            "application/x-pdf",
            (all, options, graph, work, claim, to) ->
                    new PdfSurface(PictureTitle.of(all, graph), graph.width(), graph.height(), work, claim, to));

    /** Makes what a picture is drawn on; it writes to the answer. */
    private interface Surfaces {
        Surface surface(
                List<Series> all, AnswerOptions options, GraphOptions graph, Work work, LongConsumer claim, Bytes to);
    }

    private final String name;
    private final String contentType;
    private final Surfaces surfaces;

    private PictureFormat(String name, String contentType, Surfaces surfaces) {
        this.name = name;
        this.contentType = contentType;
        this.surfaces = surfaces;
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public String contentType() {
        return contentType;
    }

    /** What is drawn is claimed as it is drawn. */
    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return 0;
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        GraphOptions graph = options.graph().get();
        Graph.draw(all, graph, work, claim, surfaces.surface(all, options, graph, work, claim, to));
    }
}
