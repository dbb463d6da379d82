package plumbago.web.graph.surface;

import plumbago.web.graph.font.Typeface;

/**
 * How letters are drawn.
 *
 * @param size of the font in pixels, above 0
 */
public record TextStyle(Typeface typeface, double size, Color color) {
    /** What a text takes from left to right, in pixels. */
    public double width(String text) {
        return typeface.width(text, size);
    }

    /** What of a text stands before its anchor, in pixels. */
    double before(Anchor anchor, String text) {
        return switch (anchor) {
            case START -> 0;
            case MIDDLE -> width(text) / 2;
            case END -> width(text);
        };
    }

    /** From the foot of the letters to the top of the highest, in pixels. */
    public double ascent() {
        return typeface.ascent(size);
    }

    /** From the foot of the letters to the end of the lowest, in pixels. */
    public double descent() {
        return typeface.descent(size);
    }

    /** From one line to the next, in pixels. */
    public double height() {
        return typeface.height(size);
    }
}
