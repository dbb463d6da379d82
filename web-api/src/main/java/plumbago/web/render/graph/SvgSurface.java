package plumbago.web.render.graph;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;
import plumbago.base.text.Bytes;

/** Draws SVG, by hand. */
final class SvgSurface implements Surface {
    /** A sans serif letter's usual width in terms of the size of the type. */
    private static final double LETTER = 0.58;

    /** Memory is claimed in such pieces. */
    private static final int PIECE = 64 << 10;

    /** A shape without its points, and a pair of numbers. */
    private static final int SHAPE_BYTES = 256;

    private static final int POINT_BYTES = 24;

    /** Of bytes; smaller pictures are rare. */
    private static final int FIRST_BYTES = 1 << 14;

    private final Bytes out;
    private final LongConsumer claim;
    /** Bytes that are claimed and not used yet. */
    private long left;

    /**
     * @param claim called before memory is taken
     * @param out where the picture goes, shape by shape
     */
    SvgSurface(int width, int height, LongConsumer claim, Bytes out) {
        this.claim = claim;
        this.out = out;
        out.ensure(FIRST_BYTES);
        claim(SHAPE_BYTES);
        out.ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .number(width)
                .ascii("\" height=\"")
                .number(height)
                .ascii("\" viewBox=\"0 0 ")
                .number(width)
                .ascii(" ")
                .number(height)
                .ascii("\" font-family=\"DejaVu Sans, sans-serif\">\n");
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

    private SvgSurface number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        if (rounded == Math.rint(rounded) || Double.isNaN(rounded)) {
            out.number((long) rounded);
        } else {
            out.number(rounded);
        }
        return this;
    }

    private void color(String attribute, int color, double opacity) {
        out.ascii(String.format(Locale.ROOT, " %s=\"#%06x\"", attribute, color));
        if (opacity < 1) {
            out.ascii(String.format(Locale.ROOT, " %s-opacity=\"%.2f\"", attribute, opacity));
        }
    }

    @Override
    public void rectangle(double x, double y, double width, double height, int color, double opacity) {
        claim(SHAPE_BYTES);
        out.ascii("<rect x=\"");
        number(x).out.ascii("\" y=\"");
        number(y).out.ascii("\" width=\"");
        number(width).out.ascii("\" height=\"");
        number(height).out.ascii("\"");
        color("fill", color, opacity);
        out.ascii("/>\n");
    }

    @Override
    public void line(double[] xs, double[] ys, int n, int color, double width, double opacity) {
        points("polyline", xs, ys, n);
        out.ascii(" fill=\"none\" stroke-width=\"");
        number(width).out.ascii("\"");
        color("stroke", color, opacity);
        out.ascii("/>\n");
    }

    @Override
    public void area(double[] xs, double[] ys, int n, double level, int color, double opacity) {
        double[] allX = Arrays.copyOf(xs, n + 2);
        double[] allY = Arrays.copyOf(ys, n + 2);
        allX[n] = xs[n - 1];
        allX[n + 1] = xs[0];
        allY[n] = level;
        allY[n + 1] = level;
        polygon(allX, allY, n + 2, color, opacity);
    }

    @Override
    public void polygon(double[] xs, double[] ys, int n, int color, double opacity) {
        points("polygon", xs, ys, n);
        color("fill", color, opacity);
        out.ascii("/>\n");
    }

    private void points(String element, double[] xs, double[] ys, int n) {
        claim(SHAPE_BYTES + (long) POINT_BYTES * n);
        out.ascii("<").ascii(element).ascii(" points=\"");
        for (int i = 0; i < n; i++) {
            number(xs[i]).out.ascii(",");
            number(ys[i]).out.ascii(i + 1 < n ? " " : "");
        }
        out.ascii("\"");
    }

    @Override
    public void text(double x, double y, String text, int color, double size, Anchor anchor, boolean upright) {
        claim(SHAPE_BYTES + (long) POINT_BYTES * text.length());
        out.ascii("<text x=\"");
        number(x).out.ascii("\" y=\"");
        number(y).out.ascii("\" font-size=\"");
        number(size)
                .out
                .ascii("\" text-anchor=\"")
                .ascii(anchor.name().toLowerCase(Locale.ROOT))
                .ascii("\"");
        if (upright) {
            out.ascii(" transform=\"rotate(-90 ");
            number(x).out.ascii(" ");
            number(y).out.ascii(")\"");
        }
        color("fill", color, 1);
        out.ascii(">");
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                default -> plain.append(c < ' ' ? ' ' : c);
            }
        }
        out.utf8(plain.toString()).ascii("</text>\n");
    }

    @Override
    public double textWidth(String text, double size) {
        return text.length() * size * LETTER;
    }

    @Override
    public void finish() {
        out.ascii("</svg>\n");
    }
}
