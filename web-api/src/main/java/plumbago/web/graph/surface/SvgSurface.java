package plumbago.web.graph.surface;

import java.util.function.LongConsumer;
import java.util.function.Supplier;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;

/**
 * Draws SVG 1.1: one file that needs no other, with real text, a group for each part of the picture, and elements that carry
 * their series' name. Nothing that a series is called can become markup. Used by one thread.
 */
public final class SvgSurface implements Surface {
    /** An element without its points and names. */
    private static final int ELEMENT_BYTES = 320;

    private static final int POINT_BYTES = 24;

    /** A character in a text or an attribute may become a reference, or a UTF-8 sequence. */
    private static final int CHARACTER_BYTES = 6;

    private final DrawingCosts costs;
    private final SvgContent content;

    /** Whether the group of the part is open. */
    private boolean begun;

    private Part part;

    /**
     * @param title what the picture is called; shown as a tooltip and read out
     * @param width in pixels
     * @param height in pixels
     * @param font names of fonts for all texts
     * @param claim called before memory is taken, in bytes
     * @param out where the picture goes, element by element
     */
    public SvgSurface(String title, int width, int height, String font, Work work, LongConsumer claim, Bytes out) {
        costs = new DrawingCosts(work, claim, ELEMENT_BYTES, POINT_BYTES);
        content = new SvgContent(out);
        costs.memory(ELEMENT_BYTES + (long) CHARACTER_BYTES * (title.length() + font.length()));
        content.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .attribute("width", width)
                .attribute("height", height)
                .attribute("viewBox", "0 0 " + width + " " + height)
                .raw(" role=\"img\" font-family=\"")
                .text(font + ", DejaVu Sans, sans-serif")
                .raw("\">\n<title>")
                .text(title)
                .raw("</title>\n<g class=\"graphite\">\n");
    }

    @Override
    public void begin(Part which) {
        part = which;
        begun = false;
    }

    /** Groups without content are left out. */
    private void element() {
        costs.element();
        if (part != null && !begun) {
            begun = true;
            content.raw("<g").attribute("class", part.group()).raw(">\n");
        }
    }

    @Override
    public void end() {
        if (begun) {
            content.raw("</g>\n");
        }
        part = null;
        begun = false;
    }

    @Override
    public void clip(double left, double top, double right, double bottom) {
        costs.element();
        costs.memory(ELEMENT_BYTES);
        // Pictures may stand in one page: with the box in its name, a clip that is taken for another's is the same.
        String id = ("area-" + hundredths(left) + "-" + hundredths(top) + "-" + hundredths(right) + "-"
                + hundredths(bottom));
        content.raw("<clipPath")
                .attribute("id", id)
                .raw("><rect")
                .box(left, top, right - left, bottom - top)
                .raw("/></clipPath>\n<g")
                .attribute("class", part.group())
                .attribute("clip-path", "url(#" + id + ")")
                .raw(">\n");
        begun = true;
    }

    private static long hundredths(double pixels) {
        return Math.round(pixels * 100);
    }

    @Override
    public void rectangle(Mark mark, double x, double y, double width, double height, Color fill) {
        element();
        open("rect", mark);
        content.box(x, y, width, height).paint("fill", fill);
        close("rect", mark);
    }

    @Override
    public void swatch(Mark mark, double x, double y, double size, Color fill, Color border) {
        element();
        open("rect", mark);
        content.box(x + 0.5, y + 0.5, size - 1, size - 1).paint("fill", fill).paint("stroke", border);
        close("rect", mark);
    }

    @Override
    public void stroke(Mark mark, Path path, Stroke stroke) {
        element();
        open("path", mark);
        points(path, "");
        content.attribute("fill", "none").paint("stroke", stroke.color()).attribute("stroke-width", stroke.width());
        if (stroke.dash() > 0) {
            content.attribute("stroke-dasharray", stroke.dash()).attribute("stroke-dashoffset", 1);
        }
        close("path", mark);
    }

    @Override
    public void fill(Mark mark, Path path, Color color) {
        element();
        open("path", mark);
        points(path, "Z");
        content.paint("fill", color);
        close("path", mark);
    }

    @Override
    public void slice(Mark mark, double x, double y, double radius, double from, double to, Color color) {
        element();
        open("path", mark);
        double turn = to - from;
        content.raw(" d=\"");
        if (turn >= 1) {
            // An arc must not end where it begins.
            content.raw("M").point(x, y - radius);
            arc(radius, false, x, y + radius);
            arc(radius, false, x, y - radius);
        } else {
            content.raw("M").point(x, y).raw("L");
            content.point(x + radius * Math.sin(2 * Math.PI * from), y - radius * Math.cos(2 * Math.PI * from));
            arc(radius, turn > 0.5, x + radius * Math.sin(2 * Math.PI * to), y - radius * Math.cos(2 * Math.PI * to));
        }
        content.raw("Z\"").paint("fill", color);
        close("path", mark);
    }

    private void arc(double radius, boolean large, double x, double y) {
        content.raw("A")
                .point(radius, radius)
                .raw(large ? " 0 1 1 " : " 0 0 1 ")
                .point(x, y);
    }

    /** @param end what closes each piece, or nothing */
    private void points(Path path, String end) {
        costs.points(path);
        content.raw(" d=\"");
        for (int piece = 0; piece < path.pieces(); piece++) {
            int begin = path.begin(piece);
            for (int i = begin; i < path.end(piece); i++) {
                content.raw(i == begin ? "M" : i == begin + 1 ? "L" : " ").point(path.x(i), path.y(i));
            }
            content.raw(end);
        }
        content.raw("\"");
    }

    @Override
    public void text(Mark mark, double x, double y, String text, Anchor anchor, double degrees, TextStyle style) {
        element();
        costs.memory((long) CHARACTER_BYTES * text.length());
        content.raw("<text");
        if (!mark.role().isEmpty()) {
            content.attribute("class", mark.role());
        }
        content.attribute("x", x).attribute("y", y);
        content.attribute(
                "text-anchor",
                switch (anchor) {
                    case START -> "start";
                    case MIDDLE -> "middle";
                    case END -> "end";
                });
        if (degrees != 0) {
            content.raw(" transform=\"rotate(")
                    .number(degrees)
                    .raw(" ")
                    .point(x, y)
                    .raw(")\"");
        }
        content.attribute("font-size", style.size());
        if (style.typeface().bold()) {
            content.attribute("font-weight", "bold");
        }
        if (style.typeface().italic()) {
            content.attribute("font-style", "italic");
        }
        content.paint("fill", style.color());
        // Columns made of blanks, as cactiStyle's are, keep their width.
        content.raw(text.contains("  ") ? " xml:space=\"preserve\">" : ">")
                .text(text)
                .raw("</text>\n");
    }

    private void open(String element, Mark mark) {
        content.raw("<").raw(element).attribute("class", mark.role());
        if (!mark.series().isEmpty()) {
            // Once here and once as the title.
            costs.memory(2L * CHARACTER_BYTES * mark.series().length());
            content.raw(" data-series=\"").text(mark.series()).raw("\"");
        }
        if (mark.twoAxes()) {
            content.attribute("data-axis", mark.right() ? "right" : "left");
        }
    }

    private void close(String element, Mark mark) {
        if (mark.series().isEmpty()) {
            content.raw("/>\n");
            return;
        }
        content.raw("><title>")
                .text(mark.series())
                .raw("</title></")
                .raw(element)
                .raw(">\n");
    }

    @Override
    public void finish(Supplier<String> metadata) {
        String json = metadata.get();
        costs.memory(ELEMENT_BYTES + (long) CHARACTER_BYTES * json.length());
        content.raw("</g>\n<script type=\"application/json\">metadata = ")
                .raw(json)
                .raw("</script>\n</svg>\n");
    }
}
