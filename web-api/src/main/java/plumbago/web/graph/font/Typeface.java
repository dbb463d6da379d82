package plumbago.web.graph.font;

import java.text.Bidi;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.fontbox.ttf.TrueTypeFont;

/**
 * A font that comes along with the program. Measures are those of DejaVu without hinting: a text is as wide as its letters
 * together, without kerning, as in graphite-web. Letters that the font does not have are boxes. Safe for any number of
 * threads.
 */
public final class Typeface {
    /** How far letters lean to the right for each pixel of their height, where they are italic. */
    public static final double SLANT = 0.2;

    private static final List<String> FIXED_WIDTH =
            List.of("mono", "courier", "console", "consolas", "fixed", "typewriter", "terminal", "menlo");
    private static final List<String> WITH_SERIFS =
            List.of("times", "georgia", "roman", "garamond", "palatino", "bookman", "cambria");

    private static final Map<File, FontProgram> PROGRAMS = new EnumMap<>(File.class);

    /** The files that come along. */
    private enum File {
        SANS("DejaVuSans.ttf"),
        SANS_BOLD("DejaVuSans-Bold.ttf"),
        MONO("DejaVuSansMono.ttf"),
        MONO_BOLD("DejaVuSansMono-Bold.ttf"),
        SERIF("DejaVuSerif.ttf"),
        SERIF_BOLD("DejaVuSerif-Bold.ttf");

        private final String resource;

        File(String resource) {
            this.resource = resource;
        }
    }

    private final String family;
    private final boolean bold;
    private final boolean italic;
    private final FontProgram program;

    private Typeface(String family, boolean bold, boolean italic, FontProgram program) {
        this.family = family;
        this.bold = bold;
        this.italic = italic;
        this.program = program;
    }

    /**
     * The font for a name that a request gives: names of fonts of fixed width (such as Courier or Monospace), and of those
     * with serifs (such as Times), get their kind, and all others DejaVu Sans.
     */
    public static Typeface named(String family, boolean bold, boolean italic) {
        String name = family.toLowerCase(Locale.ROOT);
        File file;
        if (FIXED_WIDTH.stream().anyMatch(name::contains)) {
            file = bold ? File.MONO_BOLD : File.MONO;
        } else if (WITH_SERIFS.stream().anyMatch(name::contains)
                || (name.contains("serif") && !name.contains("sans"))) {
            file = bold ? File.SERIF_BOLD : File.SERIF;
        } else {
            file = bold ? File.SANS_BOLD : File.SANS;
        }
        return new Typeface(family, bold, italic, program(file));
    }

    private static FontProgram program(File file) {
        synchronized (PROGRAMS) {
            return PROGRAMS.computeIfAbsent(file, which -> new FontProgram(which.resource));
        }
    }

    /** The name that was asked for. */
    public String family() {
        return family;
    }

    /** Whether its letters are bold. */
    public boolean bold() {
        return bold;
    }

    /** Whether its letters are slanted. */
    public boolean italic() {
        return italic;
    }

    /**
     * The font as FontBox has read it, for forms that hold fonts: the same object for all typefaces of one file. Whoever reads
     * glyphs of it, or takes a subset of it, holds its lock; nobody closes it.
     */
    public TrueTypeFont font() {
        return program.font();
    }

    /** What a text takes from left to right, in pixels, at a font size in pixels. */
    public double width(String text, double size) {
        double width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            width += isSilent(codePoint) ? 0 : program.advance(program.glyph(codePoint));
        }
        return width * size;
    }

    /** From the foot of the letters to the top of the highest, in pixels. */
    public double ascent(double size) {
        return program.ascent() * size;
    }

    /** From the foot of the letters to the end of the lowest, in pixels. */
    public double descent(double size) {
        return program.descent() * size;
    }

    /** From one line to the next, in pixels. */
    public double height(double size) {
        return (program.ascent() + program.descent()) * size;
    }

    /**
     * The outlines of a text, from left to right as it is read on paper.
     *
     * @param x where it begins, in pixels
     * @param y of the foot of its letters, in pixels
     * @param degrees by which it is turned about that point, clockwise
     */
    public void outlines(String text, double size, double x, double y, double degrees, Contours to) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double slant = italic ? SLANT : 0;
        String shown = inDisplayOrder(text);
        double at = 0;
        for (int i = 0; i < shown.length(); i += Character.charCount(shown.codePointAt(i))) {
            int codePoint = shown.codePointAt(i);
            if (isSilent(codePoint)) {
                continue;
            }
            int glyph = program.glyph(codePoint);
            float[] outline = program.outline(glyph);
            for (int contour = 0; contour < outline.length; contour += 1 + 2 * (int) outline[contour]) {
                int points = (int) outline[contour];
                for (int p = 0; p < points; p++) {
                    double up = outline[contour + 2 + 2 * p] * size;
                    double right = at + outline[contour + 1 + 2 * p] * size + slant * up;
                    to.point(x + right * cos + up * sin, y + right * sin - up * cos, p == 0);
                }
                to.end();
            }
            at += program.advance(glyph) * size;
        }
    }

    /** Whether a character has neither width nor outline in any font: what a terminal would not show either. */
    public static boolean isSilent(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT;
    }

    /**
     * A text with what is read from right to left turned round. Letters of scripts whose forms depend on their neighbours,
     * such as Arabic, keep the form that they have alone.
     */
    public static String inDisplayOrder(String text) {
        char[] characters = text.toCharArray();
        if (!Bidi.requiresBidi(characters, 0, characters.length)) {
            return text;
        }
        Bidi bidi = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        int runs = bidi.getRunCount();
        byte[] levels = new byte[runs];
        Object[] parts = new Object[runs];
        for (int run = 0; run < runs; run++) {
            levels[run] = (byte) bidi.getRunLevel(run);
            String part = text.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            parts[run] = levels[run] % 2 == 0
                    ? part
                    : new StringBuilder(part).reverse().toString();
        }
        Bidi.reorderVisually(levels, 0, parts, 0, runs);
        StringBuilder shown = new StringBuilder(text.length());
        for (Object part : parts) {
            shown.append(part);
        }
        return shown.toString();
    }
}
