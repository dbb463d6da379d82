package plumbago.web.graph.battery;

import java.util.List;

/** What an element of an SVG paints: its fill, and its stroke over it. */
final class Layer {
    /** How far from an edge a pixel may be that the edge runs through, or that a renderer lets it touch. */
    private static final double EDGE = 1.6;

    private final Paint fill;
    private final Paint stroke;
    private final double width;
    private final boolean evenOdd;
    private final Outline outline;
    private final Box clip;
    private final Nearby edges;
    private final Nearby strokes;
    private double columnX = Double.NaN;
    private List<Outline.Span> column = List.of();

    /** @param clip outside of it nothing is painted */
    Layer(SvgElement element, Box clip) {
        this.clip = clip;
        fill = element.fill().orElse(Paint.of(0, 0));
        stroke = element.stroke().orElse(Paint.of(0, 0));
        width = stroke.opacity() > 0 ? element.strokeWidth() : 0;
        evenOdd = element.evenOdd();
        outline = element.outline();
        List<Polyline> rings = outline.rings().stream()
                .filter(ring -> ring.size() > 1)
                .map(Polyline::copy)
                .toList();
        strokes = new Nearby(width > 0 ? rings : List.of(), 1.5 * width + EDGE);
        rings.forEach(ring -> ring.add(ring.x(0), ring.y(0)));
        edges = new Nearby(fill.opacity() > 0 ? rings : List.of(), EDGE);
    }

    /** What is below, with the fill over it where that covers the point. */
    Paint filled(double x, double y, Paint below) {
        return fill.opacity() > 0 && clip.holds(x, y) && covers(x, y) ? fill.over(below) : below;
    }

    private boolean covers(double x, double y) {
        if (x != columnX) {
            columnX = x;
            column = outline.covered(x, evenOdd);
        }
        return column.stream().anyMatch(span -> span.holds(y));
    }

    Paint stroked(Paint below) {
        return stroke.over(below);
    }

    /** The width of the stroke in pixels, 0 without one. */
    double strokeWidth() {
        return width;
    }

    /** Whether the edge of the fill is too near to say what colour a pixel has. */
    boolean edgeNear(double x, double y) {
        return edges.passes(x, y);
    }

    /** Whether the stroke is so near that it may touch a pixel, with its corners. */
    boolean strokeNear(double x, double y) {
        return strokes.passes(x, y);
    }

    /** The parts of the stroke that are away from where it is cut off. */
    List<Polyline> strokePieces() {
        return width > 0 ? Clipping.pieces(outline.rings(), clip.wider(-1)) : List.of();
    }
}
