package plumbago.web.graph.font;

/**
 * A font that comes along with the program. Measures are those of DejaVu without hinting: a text is as wide as its letters
 * together, without kerning, as in graphite-web. Safe for any number of threads.
 */
@SuppressWarnings("DoNotCallSuggester") // not written yet
public final class Typeface {
    private Typeface() {}

    /**
     * The font for a name that a request gives: names of fonts of fixed width (such as Courier or Monospace), and of those
     * with serifs (such as Times), get their kind, and all others DejaVu Sans.
     */
    public static Typeface named(String family, boolean bold, boolean italic) {
        throw new UnsupportedOperationException();
    }

    /** The name that was asked for. */
    public String family() {
        throw new UnsupportedOperationException();
    }

    /** Whether its letters are bold. */
    public boolean bold() {
        throw new UnsupportedOperationException();
    }

    /** Whether its letters are slanted. */
    public boolean italic() {
        throw new UnsupportedOperationException();
    }

    /** What a text takes from left to right, in pixels, at a font size in pixels. */
    public double width(String text, double size) {
        throw new UnsupportedOperationException();
    }

    /** From the foot of the letters to the top of the highest, in pixels. */
    public double ascent(double size) {
        throw new UnsupportedOperationException();
    }

    /** From the foot of the letters to the end of the lowest, in pixels. */
    public double descent(double size) {
        throw new UnsupportedOperationException();
    }

    /** From one line to the next, in pixels. */
    public double height(double size) {
        throw new UnsupportedOperationException();
    }
}
