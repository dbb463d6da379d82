package plumbago.web.render.graph;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;

/** Draws PNG with Java2D, which needs no screen but the fonts of the system. */
final class PngSurface implements Surface {
    /** Long lines are drawn in pieces of so many points, with a look whether to go on before each. */
    private static final int AT_ONCE = 256;

    private static final int PIECE_STEPS = 1 << 17;

    private final BufferedImage image;
    private final Graphics2D pen;

    private final Work work;
    private final Bytes out;

    /** @param out where the picture goes when it is finished */
    PngSurface(int width, int height, Work work, Bytes out) {
        this.work = work;
        this.out = out;
        System.setProperty("java.awt.headless", "true");
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }

    /** What a picture takes at most: its pixels, and the answer if nothing in it can be packed. */
    static long bytes(int width, int height) {
        return (long) width * height * (Integer.BYTES + PngEncoder.BYTES_PER_PIXEL) + (64 << 10);
    }

    private void color(int color, double opacity) {
        pen.setColor(new Color(color));
        pen.setComposite(
                AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) Math.max(0, Math.min(1, opacity))));
    }

    @Override
    public void rectangle(double x, double y, double width, double height, int color, double opacity) {
        color(color, opacity);
        pen.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void line(double[] xs, double[] ys, int n, int color, double width, double opacity) {
        color(color, opacity);
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        for (int from = 0; from == 0 || from < n - 1; from += AT_ONCE) {
            work.done(PIECE_STEPS);
            pen.draw(path(xs, ys, from, Math.min(n, from + AT_ONCE + 1)));
        }
    }

    @Override
    public void polygon(double[] xs, double[] ys, int n, int color, double opacity) {
        color(color, opacity);
        Path2D path = path(xs, ys, 0, n);
        path.closePath();
        pen.fill(path);
    }

    @Override
    public void area(double[] xs, double[] ys, int n, double level, int color, double opacity) {
        color(color, opacity);
        for (int from = 0; from < n - 1; from += AT_ONCE) {
            work.done(PIECE_STEPS);
            int last = Math.min(n - 1, from + AT_ONCE);
            // Pieces meet between two pixels, so that nothing shows where.
            double left = from == 0 ? xs[from] : Math.rint(xs[from]);
            double right = last == n - 1 ? xs[last] : Math.rint(xs[last]);
            Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, last - from + 4);
            path.moveTo(left, level);
            path.lineTo(left, ys[from]);
            for (int i = from + 1; i < last; i++) {
                path.lineTo(xs[i], ys[i]);
            }
            path.lineTo(right, ys[last]);
            path.lineTo(right, level);
            path.closePath();
            pen.fill(path);
        }
    }

    private static Path2D path(double[] xs, double[] ys, int from, int to) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, to - from);
        for (int i = from; i < to; i++) {
            if (i == from) {
                path.moveTo(xs[i], ys[i]);
            } else {
                path.lineTo(xs[i], ys[i]);
            }
        }
        return path;
    }

    private static Font font(double size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size);
    }

    @Override
    public void text(double x, double y, String text, int color, double size, Anchor anchor, boolean upright) {
        color(color, 1);
        pen.setFont(font(size));
        double width = textWidth(text, size);
        double shift = anchor == Anchor.START ? 0 : anchor == Anchor.MIDDLE ? width / 2 : width;
        AffineTransform before = pen.getTransform();
        pen.translate(x, y);
        if (upright) {
            pen.rotate(-Math.PI / 2);
        }
        pen.drawString(text, (float) -shift, 0);
        pen.setTransform(before);
    }

    @Override
    public double textWidth(String text, double size) {
        return font(size).getStringBounds(text, pen.getFontRenderContext()).getWidth();
    }

    @Override
    public void finish() {
        pen.dispose();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        PngEncoder.encode(pixels, image.getWidth(), image.getHeight(), work, out);
    }
}
