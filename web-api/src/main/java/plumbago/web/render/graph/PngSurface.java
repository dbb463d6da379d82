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
import plumbago.web.render.format.Bytes;

/** Draws PNG with Java2D, which needs no screen but the fonts of the system. */
final class PngSurface implements Surface {
    private final BufferedImage image;
    private final Graphics2D pen;

    PngSurface(int width, int height) {
        System.setProperty("java.awt.headless", "true");
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
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
        pen.draw(path(xs, ys, n));
    }

    @Override
    public void area(double[] xs, double[] ys, int n, int color, double opacity) {
        color(color, opacity);
        Path2D path = path(xs, ys, n);
        path.closePath();
        pen.fill(path);
    }

    private static Path2D path(double[] xs, double[] ys, int n) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, n);
        for (int i = 0; i < n; i++) {
            if (i == 0) {
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
    public Bytes finish() {
        pen.dispose();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        return PngEncoder.encode(pixels, image.getWidth(), image.getHeight());
    }
}
