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
    /** Memory is claimed in such pieces. */
    private static final int PIECE = 64 << 10;

    /** An element without its points and names. */
    private static final int ELEMENT_BYTES = 320;

    private static final int POINT_BYTES = 24;

    /** A character in a text or an attribute may become a reference, or a UTF-8 sequence. */
    private static final int CHARACTER_BYTES = 6;

    private static final int ELEMENT_STEPS = 1 << 10;
    private static final int POINT_STEPS = 1 << 6;

    private final Work work;
    private final LongConsumer claim;
    private final Bytes out;
    /** Bytes that are claimed and not used yet. */
    private long left;

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
        this.work = work;
        this.claim = claim;
        this.out = out;
        claim(ELEMENT_BYTES + (long) CHARACTER_BYTES * (title.length() + font.length()));
        out.ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .number(width)
                .ascii("\" height=\"")
                .number(height)
                .ascii("\" viewBox=\"0 0 ")
                .number(width)
                .ascii(" ")
                .number(height)
                .ascii("\" role=\"img\" font-family=\"");
        escaped(font + ", DejaVu Sans, sans-serif");
        out.ascii("\">\n<title>");
        escaped(title);
        out.ascii("</title>\n<g class=\"graphite\">\n");
    }

    /** Sees to it that there is memory for so many bytes more; an array that grows is twice as long. */
    private void claim(long bytes) {
        left -= bytes;
        if (left < 0) {
            long more = Math.max(PIECE, bytes);
            claim.accept(2 * more);
            left += more;
        }
    }

    @Override
    public void begin(Part which) {
        part = which;
        begun = false;
    }

    /** Groups without content are left out. */
    private void element() {
        work.done(ELEMENT_STEPS);
        claim(ELEMENT_BYTES);
        if (part != null && !begun) {
            begun = true;
            out.ascii("<g class=\"").ascii(part.group()).ascii("\">\n");
        }
    }

    @Override
    public void end() {
        if (begun) {
            out.ascii("</g>\n");
        }
        part = null;
        begun = false;
    }

    @Override
    public void clip(double left, double top, double right, double bottom) {
        work.done(ELEMENT_STEPS);
        claim(2 * ELEMENT_BYTES);
        // Pictures may stand in one page: with the box in its name, a clip that is taken for another's is the same.
        String id = ("area-" + hundredths(left) + "-" + hundredths(top) + "-" + hundredths(right) + "-"
                + hundredths(bottom));
        out.ascii("<clipPath id=\"").ascii(id).ascii("\"><rect");
        box(left, top, right - left, bottom - top);
        out.ascii("/></clipPath>\n<g class=\"")
                .ascii(part.group())
                .ascii("\" clip-path=\"url(#")
                .ascii(id)
                .ascii(")\">\n");
        begun = true;
    }

    private static long hundredths(double pixels) {
        return Math.round(pixels * 100);
    }

    @Override
    public void rectangle(Mark mark, double x, double y, double width, double height, Color fill) {
        element();
        open("rect", mark);
        box(x, y, width, height);
        paint("fill", fill);
        close("rect", mark);
    }

    @Override
    public void swatch(Mark mark, double x, double y, double size, Color fill, Color border) {
        element();
        open("rect", mark);
        box(x + 0.5, y + 0.5, size - 1, size - 1);
        paint("fill", fill);
        paint("stroke", border);
        close("rect", mark);
    }

    @Override
    public void stroke(Mark mark, Path path, Stroke stroke) {
        element();
        open("path", mark);
        points(path, false);
        out.ascii(" fill=\"none\"");
        paint("stroke", stroke.color());
        attribute("stroke-width", stroke.width());
        if (stroke.dash() > 0) {
            attribute("stroke-dasharray", stroke.dash());
            attribute("stroke-dashoffset", 1);
        }
        close("path", mark);
    }

    @Override
    public void fill(Mark mark, Path path, Color color) {
        element();
        open("path", mark);
        points(path, true);
        paint("fill", color);
        close("path", mark);
    }

    @Override
    public void slice(Mark mark, double x, double y, double radius, double from, double to, Color color) {
        element();
        open("path", mark);
        double turn = to - from;
        out.ascii(" d=\"");
        if (turn >= 1) {
            // An arc must not end where it begins.
            point("M", x, y - radius);
            arc(radius, false, x, y + radius);
            arc(radius, false, x, y - radius);
        } else {
            point("M", x, y);
            point("L", x + radius * Math.sin(2 * Math.PI * from), y - radius * Math.cos(2 * Math.PI * from));
            arc(radius, turn > 0.5, x + radius * Math.sin(2 * Math.PI * to), y - radius * Math.cos(2 * Math.PI * to));
        }
        out.ascii("Z\"");
        paint("fill", color);
        close("path", mark);
    }

    private void arc(double radius, boolean large, double x, double y) {
        point("A", radius, radius);
        out.ascii(large ? " 0 1 1 " : " 0 0 1 ");
        number(x);
        out.put(' ');
        number(y);
    }

    private void point(String command, double x, double y) {
        out.ascii(command);
        number(x);
        out.put(' ');
        number(y);
    }

    private void points(Path path, boolean closed) {
        claim((long) POINT_BYTES * path.size());
        work.done((long) POINT_STEPS * path.size());
        out.ascii(" d=\"");
        for (int piece = 0; piece < path.pieces(); piece++) {
            for (int i = path.begin(piece); i < path.end(piece); i++) {
                out.put(i == path.begin(piece) ? 'M' : i == path.begin(piece) + 1 ? 'L' : ' ');
                number(path.x(i));
                out.put(' ');
                number(path.y(i));
            }
            if (closed) {
                out.put('Z');
            }
        }
        out.put('"');
    }

    @Override
    public void text(Mark mark, double x, double y, String text, Anchor anchor, double degrees, TextStyle style) {
        element();
        claim((long) CHARACTER_BYTES * text.length());
        out.ascii("<text");
        if (!mark.role().isEmpty()) {
            out.ascii(" class=\"").ascii(mark.role()).put('"');
        }
        attribute("x", x);
        attribute("y", y);
        out.ascii(" text-anchor=\"")
                .ascii(
                        switch (anchor) {
                            case START -> "start";
                            case MIDDLE -> "middle";
                            case END -> "end";
                        })
                .put('"');
        if (degrees != 0) {
            out.ascii(" transform=\"rotate(");
            number(degrees);
            out.put(' ');
            number(x);
            out.put(' ');
            number(y);
            out.ascii(")\"");
        }
        attribute("font-size", style.size());
        if (style.typeface().bold()) {
            out.ascii(" font-weight=\"bold\"");
        }
        if (style.typeface().italic()) {
            out.ascii(" font-style=\"italic\"");
        }
        paint("fill", style.color());
        // Columns made of blanks, as cactiStyle's are, keep their width.
        out.ascii(text.contains("  ") ? " xml:space=\"preserve\">" : ">");
        escaped(text);
        out.ascii("</text>\n");
    }

    private void open(String element, Mark mark) {
        out.put('<').ascii(element).ascii(" class=\"").ascii(mark.role()).put('"');
        if (!mark.series().isEmpty()) {
            claim(2L * CHARACTER_BYTES * mark.series().length());
            out.ascii(" data-series=\"");
            escaped(mark.series());
            out.put('"');
        }
        if (mark.twoAxes()) {
            out.ascii(mark.right() ? " data-axis=\"right\"" : " data-axis=\"left\"");
        }
    }

    private void close(String element, Mark mark) {
        if (mark.series().isEmpty()) {
            out.ascii("/>\n");
            return;
        }
        out.ascii("><title>");
        escaped(mark.series());
        out.ascii("</title></").ascii(element).ascii(">\n");
    }

    private void box(double x, double y, double width, double height) {
        attribute("x", x);
        attribute("y", y);
        attribute("width", width);
        attribute("height", height);
    }

    private void attribute(String name, double value) {
        out.put(' ').ascii(name).ascii("=\"");
        number(value);
        out.put('"');
    }

    private void paint(String attribute, Color color) {
        out.put(' ').ascii(attribute).ascii("=\"").ascii(color.hex()).put('"');
        if (color.opacity() < 1) {
            out.put(' ').ascii(attribute).ascii("-opacity=\"");
            number(Math.max(0, color.opacity()));
            out.put('"');
        }
    }

    /** Two decimals: a hundredth of a pixel. */
    private void number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths < 0) {
            out.put('-');
            hundredths = -hundredths;
        }
        out.number(hundredths / 100);
        int rest = (int) (hundredths % 100);
        if (rest > 0) {
            out.put('.').put('0' + rest / 10);
            if (rest % 10 > 0) {
                out.put('0' + rest % 10);
            }
        }
    }

    /** Text between tags or in quotes; what XML cannot hold becomes a replacement character. */
    private void escaped(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                case '"' -> plain.append("&quot;");
                case '\t', '\n', '\r' -> plain.append(' ');
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        plain.append(c).append(text.charAt(++i));
                    } else if (c < ' ' || Character.isSurrogate(c) || c >= 0xFFFE) {
                        plain.append('\uFFFD');
                    } else {
                        plain.append(c);
                    }
                }
            }
        }
        out.utf8(plain.toString());
    }

    @Override
    public void finish(Supplier<String> metadata) {
        String json = metadata.get();
        claim(ELEMENT_BYTES + (long) CHARACTER_BYTES * json.length());
        out.ascii("</g>\n<script type=\"application/json\">metadata = ")
                .utf8(json)
                .ascii("</script>\n</svg>\n");
    }
}
