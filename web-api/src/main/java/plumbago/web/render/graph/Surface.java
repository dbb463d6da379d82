package plumbago.web.render.graph;

/** Something to draw on. Measures are pixels from the upper left corner; colours are {@code 0xRRGGBB}. */
interface Surface {
    /** Where a text stands in relation to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void rectangle(double x, double y, double width, double height, int color, double opacity);

    /** A line through the first {@code n} points. */
    void line(double[] xs, double[] ys, int n, int color, double width, double opacity);

    /** An area within the first {@code n} points, few of them. */
    void polygon(double[] xs, double[] ys, int n, int color, double opacity);

    /** The area between a line through the first {@code n} points, from left to right, and a level line. */
    void area(double[] xs, double[] ys, int n, double level, int color, double opacity);

    void text(double x, double y, String text, int color, double size, Anchor anchor, boolean upright);

    /** How wide a text will be, more or less. */
    double textWidth(String text, double size);

    /** Writes the rest of the picture to where it is to go. */
    void finish();
}
