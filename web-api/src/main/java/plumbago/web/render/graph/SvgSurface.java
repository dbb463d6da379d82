package plumbago.web.render.graph;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import plumbago.web.render.format.Bytes;

/** Draws SVG, by hand. */
final class SvgSurface implements Surface {
    /** A sans serif letter's usual width in terms of the size of the type. */
    private static final double LETTER = 0.58;

    private final StringBuilder out = new StringBuilder(1 << 14);

    SvgSurface(int width, int height) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" font-family=\"DejaVu Sans, sans-serif\">\n");
    }

    private SvgSurface number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        if (rounded == Math.rint(rounded)) {
            out.append((long) rounded);
        } else {
            out.append(rounded);
        }
        return this;
    }

    private void color(String attribute, int color, double opacity) {
        out.append(String.format(Locale.ROOT, " %s=\"#%06x\"", attribute, color));
        if (opacity < 1) {
            out.append(String.format(Locale.ROOT, " %s-opacity=\"%.2f\"", attribute, opacity));
        }
    }

    @Override
    public void rectangle(double x, double y, double width, double height, int color, double opacity) {
        out.append("<rect x=\"");
        number(x).out.append("\" y=\"");
        number(y).out.append("\" width=\"");
        number(width).out.append("\" height=\"");
        number(height).out.append('"');
        color("fill", color, opacity);
        out.append("/>\n");
    }

    @Override
    public void line(double[] xs, double[] ys, int n, int color, double width, double opacity) {
        points("polyline", xs, ys, n);
        out.append(" fill=\"none\" stroke-width=\"");
        number(width).out.append('"');
        color("stroke", color, opacity);
        out.append("/>\n");
    }

    @Override
    public void area(double[] xs, double[] ys, int n, int color, double opacity) {
        points("polygon", xs, ys, n);
        color("fill", color, opacity);
        out.append("/>\n");
    }

    private void points(String element, double[] xs, double[] ys, int n) {
        out.append('<').append(element).append(" points=\"");
        for (int i = 0; i < n; i++) {
            number(xs[i]).out.append(',');
            number(ys[i]).out.append(i + 1 < n ? " " : "");
        }
        out.append('"');
    }

    @Override
    public void text(double x, double y, String text, int color, double size, Anchor anchor, boolean upright) {
        out.append("<text x=\"");
        number(x).out.append("\" y=\"");
        number(y).out.append("\" font-size=\"");
        number(size)
                .out
                .append("\" text-anchor=\"")
                .append(anchor.name().toLowerCase(Locale.ROOT))
                .append('"');
        if (upright) {
            out.append(" transform=\"rotate(-90 ");
            number(x).out.append(' ');
            number(y).out.append(")\"");
        }
        color("fill", color, 1);
        out.append('>');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> out.append(c < ' ' ? ' ' : c);
            }
        }
        out.append("</text>\n");
    }

    @Override
    public double textWidth(String text, double size) {
        return text.length() * size * LETTER;
    }

    @Override
    public Bytes finish() {
        byte[] bytes = out.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8);
        return new Bytes(bytes.length).put(bytes);
    }
}
