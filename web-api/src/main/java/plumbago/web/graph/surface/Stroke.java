package plumbago.web.graph.surface;

/**
 * How a line is drawn: with butt ends and mitred joins.
 *
 * @param width in pixels, above 0
 * @param dash length of dashes and of the gaps between them, in pixels; 0 for a line without gaps
 */
public record Stroke(Color color, double width, double dash) {
    /** A line without gaps. */
    public static Stroke solid(Color color, double width) {
        return new Stroke(color, width, 0);
    }
}
