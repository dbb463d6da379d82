package plumbago.web.graph.surface;

import java.util.function.Supplier;

/**
 * Something that a graph is drawn on. Measures are pixels from the upper left corner of the picture as it was asked for;
 * what stands beyond the picture is cut off. Later things cover earlier ones. Used by one thread.
 */
public interface Surface {
    /** Begins a part of the picture; parts do not lie in each other. */
    void begin(Part part);

    /** Ends the part that was begun last. */
    void end();

    /** Cuts off what will be drawn in this part beyond a box. Ends with the part. */
    void clip(double left, double top, double right, double bottom);

    /** A filled rectangle with sides along the axes. */
    void rectangle(Mark mark, double x, double y, double width, double height, Color fill);

    /** The border of a rectangle, drawn inside of it and one pixel wide, with its inside filled. */
    void swatch(Mark mark, double x, double y, double size, Color fill, Color border);

    /** Lines along each piece of a path. */
    void stroke(Mark mark, Path path, Stroke stroke);

    /** The inside of each piece of a path, whose end is joined to its beginning; what lies in several is painted once. */
    void fill(Mark mark, Path path, Color color);

    /**
     * A slice of a pie.
     *
     * @param from where it begins, in turns clockwise from twelve o'clock
     * @param to where it ends, from {@code from} to {@code from + 1}
     */
    void slice(Mark mark, double x, double y, double radius, double from, double to, Color color);

    /**
     * A text in one line.
     *
     * @param x of its anchor
     * @param y of the foot of its letters
     * @param degrees by which it is turned about its anchor, clockwise
     */
    void text(Mark mark, double x, double y, String text, Anchor anchor, double degrees, TextStyle style);

    /**
     * Writes what is left to be written.
     *
     * @param metadata what programs may want to know of the picture, as JSON in ASCII; asked for where the form can hold it
     */
    void finish(Supplier<String> metadata);
}
