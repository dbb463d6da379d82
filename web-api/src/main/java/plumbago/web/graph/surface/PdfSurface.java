package plumbago.web.graph.surface;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.graph.font.Typeface;

/**
 * Draws a PDF of one page, with lines and areas that can be enlarged and real text in fonts that it brings along. A pixel is
 * three quarters of a point, as on the web. The same picture has the same bytes at any time. Used by one thread.
 */
public final class PdfSurface implements Surface {
    private static final double POINTS_PER_PIXEL = 0.75;

    /** The page and its dictionaries, and what PDFBox keeps for a document. */
    private static final int DOCUMENT_BYTES = 128 << 10;

    /** An element without its points and letters. */
    private static final int ELEMENT_BYTES = 192;

    private static final int POINT_BYTES = 32;

    /** Four digits for the glyph, and as many for each half of a letter that the font does not have. */
    private static final int CHARACTER_BYTES = 12;

    /** The widths of all its letters, and tables that are copied whole. */
    private static final int FONT_BYTES = 512 << 10;

    /** The outline of a letter, in several copies. */
    private static final int OUTLINE_BYTES = 1 << 10;

    private static final int STATE_BYTES = 1 << 10;

    private static final int CHARACTER_STEPS = 1 << 6;
    private static final int FONT_STEPS = 1 << 20;

    /** Opacities are told apart by so many levels; there are no more states than that. */
    private static final int OPAQUE = 1000;

    private final String title;
    private final int width;
    private final int height;
    private final Work work;
    private final DrawingCosts costs;
    private final Bytes out;
    private final PdfContent content = new PdfContent();
    private final Map<TrueTypeFont, PdfFont> fonts = new LinkedHashMap<>();
    /** By name. */
    private final Map<String, PDExtendedGraphicsState> states = new TreeMap<>();

    private int opacity = OPAQUE;
    private boolean clipped;
    private int opacityBeforeClip;

    /**
     * @param title what the picture is called, in the document's information
     * @param width in pixels
     * @param height in pixels
     * @param claim called before memory is taken, in bytes
     * @param out where the picture goes, at its end
     */
    public PdfSurface(String title, int width, int height, Work work, LongConsumer claim, Bytes out) {
        this.title = title;
        this.width = width;
        this.height = height;
        this.work = work;
        costs = new DrawingCosts(work, claim, ELEMENT_BYTES, POINT_BYTES);
        this.out = out;
        costs.memory(DOCUMENT_BYTES + (long) CHARACTER_BYTES * title.length());
        // From here on, pixels from the upper left corner.
        content.factor(POINTS_PER_PIXEL)
                .raw("0 0 ")
                .factor(-POINTS_PER_PIXEL)
                .raw("0 ")
                .length(height * POINTS_PER_PIXEL)
                .operator("cm");
    }

    @Override
    public void begin(Part part) {
        // A page has no parts.
    }

    @Override
    public void end() {
        if (clipped) {
            content.operator("Q");
            clipped = false;
            opacity = opacityBeforeClip;
        }
    }

    @Override
    public void clip(double left, double top, double right, double bottom) {
        costs.element();
        if (!clipped) {
            content.operator("q");
            clipped = true;
            opacityBeforeClip = opacity;
        }
        box(left, top, right - left, bottom - top).operator("W n");
    }

    @Override
    public void rectangle(Mark mark, double x, double y, double width, double height, Color fill) {
        costs.element();
        filling(fill);
        box(x, y, width, height).operator("f");
    }

    @Override
    public void swatch(Mark mark, double x, double y, double size, Color fill, Color border) {
        costs.element();
        filling(fill);
        box(x + 0.5, y + 0.5, size - 1, size - 1).operator("f");
        costs.element();
        stroking(border, 1);
        box(x + 0.5, y + 0.5, size - 1, size - 1).operator("S");
    }

    @Override
    public void stroke(Mark mark, Path path, Stroke stroke) {
        costs.element();
        stroking(stroke.color(), stroke.width());
        if (stroke.dash() > 0) {
            content.raw("[")
                    .length(stroke.dash())
                    .length(stroke.dash())
                    .raw("] 1 ")
                    .operator("d");
        }
        points(path, false);
        // Butt ends, and mitred joins up to ten times the width, are what a page begins with.
        content.operator("S");
        if (stroke.dash() > 0) {
            content.operator("[] 0 d");
        }
    }

    @Override
    public void fill(Mark mark, Path path, Color color) {
        costs.element();
        filling(color);
        points(path, true);
        content.operator("f");
    }

    private void points(Path path, boolean closed) {
        costs.points(path);
        for (int piece = 0; piece < path.pieces(); piece++) {
            for (int i = path.begin(piece); i < path.end(piece); i++) {
                content.point(path.x(i), path.y(i)).operator(i == path.begin(piece) ? "m" : "l");
            }
            if (closed) {
                content.operator("h");
            }
        }
    }

    @Override
    public void slice(Mark mark, double x, double y, double radius, double from, double to, Color color) {
        costs.element();
        if (to <= from) {
            // An area without extent would be seen as a line.
            return;
        }
        filling(color);
        double begin = 2 * Math.PI * from;
        double turn = 2 * Math.PI * (to - from);
        double firstX = x + radius * Math.sin(begin);
        double firstY = y - radius * Math.cos(begin);
        if (to - from >= 1) {
            content.point(firstX, firstY).operator("m");
        } else {
            content.point(x, y).operator("m").point(firstX, firstY).operator("l");
        }
        // A curve for a quarter of a circle is nowhere farther from it than a thirtieth of a percent of the radius.
        int curves = Math.max(1, (int) Math.ceil(4 * (to - from) - 1e-9));
        for (int i = 0; i < curves; i++) {
            arc(x, y, radius, begin + i * turn / curves, begin + (i + 1) * turn / curves);
        }
        content.operator("h f");
    }

    /** A piece of a circle as a curve, from where the path has come to; angles clockwise from twelve o'clock. */
    private void arc(double x, double y, double radius, double begin, double end) {
        double pull = 4.0 / 3 * Math.tan((end - begin) / 4);
        content.point(
                        x + radius * (Math.sin(begin) + pull * Math.cos(begin)),
                        y - radius * (Math.cos(begin) - pull * Math.sin(begin)))
                .point(
                        x + radius * (Math.sin(end) - pull * Math.cos(end)),
                        y - radius * (Math.cos(end) + pull * Math.sin(end)))
                .point(x + radius * Math.sin(end), y - radius * Math.cos(end))
                .operator("c");
    }

    @Override
    public void text(Mark mark, double x, double y, String text, Anchor anchor, double degrees, TextStyle style) {
        costs.element();
        if (text.codePoints().allMatch(Typeface::isSilent)) {
            return;
        }
        costs.memory((long) CHARACTER_BYTES * text.length());
        work.done((long) CHARACTER_STEPS * text.length());
        PdfFont font = font(style.typeface().font());
        filling(style.color());
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double slant = style.typeface().italic() ? Typeface.SLANT : 0;
        double before = style.before(anchor, text);
        content.operator("BT").name(font.name()).length(style.size()).operator("Tf");
        content.factor(cos)
                .factor(sin)
                .factor(slant * cos + sin)
                .factor(slant * sin - cos)
                .point(x - before * cos, y - before * sin)
                .operator("Tm");
        font.show(text, content);
        content.operator("ET");
    }

    private PdfFont font(TrueTypeFont font) {
        PdfFont known = fonts.get(font);
        if (known == null) {
            costs.memory(FONT_BYTES);
            work.done(FONT_STEPS);
            known = new PdfFont("F" + fonts.size(), font);
            fonts.put(font, known);
        }
        return known;
    }

    private PdfContent box(double x, double y, double width, double height) {
        return content.point(x, y).point(width, height).operator("re");
    }

    private void filling(Color color) {
        opacity(color);
        content.rgb(color.rgb()).operator("rg");
    }

    private void stroking(Color color, double width) {
        opacity(color);
        content.rgb(color.rgb()).operator("RG").length(width).operator("w");
    }

    private void opacity(Color color) {
        int wanted = (int) Math.round(OPAQUE * color.opacity());
        if (wanted != opacity) {
            String name = "O" + wanted;
            if (!states.containsKey(name)) {
                costs.memory(STATE_BYTES);
                PDExtendedGraphicsState state = new PDExtendedGraphicsState();
                state.setStrokingAlphaConstant((float) wanted / OPAQUE);
                state.setNonStrokingAlphaConstant((float) wanted / OPAQUE);
                states.put(name, state);
            }
            content.name(name).operator("gs");
            opacity = wanted;
        }
    }

    @Override
    public void finish(Supplier<String> metadata) {
        end();
        // Once as it is compressed, once in the file.
        costs.memory(2L * content.bytes().length());
        for (PdfFont font : fonts.values()) {
            costs.memory((long) OUTLINE_BYTES * font.letters());
            work.done(FONT_STEPS);
        }
        PdfFile file = new PdfFile(title, (float) (width * POINTS_PER_PIXEL), (float) (height * POINTS_PER_PIXEL));
        file.write(content, fonts.values(), states, out);
    }
}
