package plumbago.web.graph.font;

/** Gets the outlines of letters as straight lines. */
public interface Contours {
    /**
     * The next point of a contour, whose last is joined to its first.
     *
     * @param x in pixels
     * @param y in pixels, downward
     * @param begins whether it is the first point of a contour
     */
    void point(double x, double y, boolean begins);

    /** No more points of this contour. */
    void end();
}
