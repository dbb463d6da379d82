package plumbago.web.graph.surface;

import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.graph.font.Contours;

/**
 * Draws pixels, without any help of the system: the same on every machine. Used by one thread.
 */
public final class PngSurface implements Surface {
    /** A circle's parts are so long, in pixels, that nobody sees them. */
    private static final double ARC_PART = 1.5;

    private static final int POINT_STEPS = 1 << 8;
    private static final int LETTER_STEPS = 1 << 11;
    private static final int SHAPE_STEPS = 1 << 10;

    private final int width;
    private final int height;
    private final double scale;
    private final Work work;
    private final LongConsumer claim;
    private final Bytes out;
    private final int[] pixels;
    private final Rasterizer raster;
    private final Letters letters = new Letters();

    /** Whether nothing of the picture can be seen through. */
    private boolean opaque;

    /** What the shape that is being swept is painted in. */
    private int color;

    /**
     * @param width of the picture as it is laid out, in pixels
     * @param height of the picture as it is laid out, in pixels
     * @param scale pixels of the file for one of the picture, along each side, at least 1
     * @param claim called before memory is taken, in bytes
     * @param out where the picture goes when it is finished
     */
    public PngSurface(int width, int height, double scale, Work work, LongConsumer claim, Bytes out) {
        this.width = (int) Math.ceil(width * scale);
        this.height = (int) Math.ceil(height * scale);
        this.scale = scale;
        this.work = work;
        this.claim = claim;
        this.out = out;
        long all = (long) this.width * this.height;
        claim.accept(all * Integer.BYTES + Rasterizer.bytes(this.width, this.height));
        pixels = new int[this.width * this.height];
        raster = new Rasterizer(this.width, this.height, work);
    }

    @Override
    public void begin(Part part) {
        raster.clip().setToAll();
    }

    @Override
    public void end() {
        raster.clip().setToAll();
    }

    @Override
    public void clip(double left, double top, double right, double bottom) {
        raster.clip().set(left * scale, top * scale, right * scale, bottom * scale);
    }

    private void paint(Color with) {
        work.done(SHAPE_STEPS);
        color = with.rgb();
        raster.sweep(with.opacity(), opaque ? this::onOpaque : this::onClear);
    }

    /** Lays the colour over what is there, in two runs of channels that do not touch each other. */
    private void onOpaque(int y, int x, int count, int[] shares) {
        int redAndBlue = color & 0xFF00FF;
        int green = color & 0xFF00;
        int at = y * width + x;
        for (int i = 0; i < count; i++) {
            int below = pixels[at + i];
            int share = shares[i];
            int rest = Rasterizer.ALL - share;
            pixels[at + i] = 0xFF000000
                    | ((((below & 0xFF00FF) * rest + redAndBlue * share + 0x800080) >>> 8) & 0xFF00FF)
                    | ((((below & 0xFF00) * rest + green * share + 0x8000) >>> 8) & 0xFF00);
        }
        work.done(count);
    }

    /** The same where what is there can be seen through. */
    private void onClear(int y, int x, int count, int[] shares) {
        int red = (color >> 16) & 255;
        int green = (color >> 8) & 255;
        int blue = color & 255;
        for (int i = 0, at = y * width + x; i < count; i++, at++) {
            if (shares[i] > 0) {
                pixels[at] = over(pixels[at], red, green, blue, shares[i]);
            }
        }
        work.done(4L * count);
    }

    /** Where what lies below can be seen through. */
    private static int over(int below, int red, int green, int blue, int share) {
        int belowShare = (below >>> 24) * (Rasterizer.ALL - share);
        int sum = belowShare + 255 * share;
        return Math.min(255, (sum + 128) >> 8) << 24
                | mixed((below >> 16) & 255, red, belowShare, share, sum) << 16
                | mixed((below >> 8) & 255, green, belowShare, share, sum) << 8
                | mixed(below & 255, blue, belowShare, share, sum);
    }

    private static int mixed(int below, int above, int belowShare, int share, int sum) {
        return Math.min(255, (below * belowShare + above * 255 * share + sum / 2) / sum);
    }

    @Override
    public void rectangle(Mark mark, double x, double y, double rectangleWidth, double rectangleHeight, Color fill) {
        if (x <= 0 && y <= 0 && (x + rectangleWidth) * scale >= width && (y + rectangleHeight) * scale >= height) {
            all(fill);
            return;
        }
        box(x, y, rectangleWidth, rectangleHeight);
        paint(fill);
    }

    private void all(Color fill) {
        int alpha = (int) Math.round(255 * fill.opacity());
        work.done(pixels.length / 8);
        Arrays.fill(pixels, (alpha << 24) | fill.rgb());
        opaque = alpha == 255;
    }

    private void box(double x, double y, double boxWidth, double boxHeight) {
        double left = x * scale;
        double right = (x + boxWidth) * scale;
        double top = y * scale;
        double bottom = (y + boxHeight) * scale;
        raster.edge(left, top, left, bottom);
        raster.edge(right, bottom, right, top);
    }

    @Override
    public void swatch(Mark mark, double x, double y, double size, Color fill, Color border) {
        box(x, y, size, size);
        paint(fill);
        box(x, y, size, 1);
        box(x, y + size - 1, size, 1);
        box(x, y + 1, 1, size - 2);
        box(x + size - 1, y + 1, 1, size - 2);
        paint(border);
    }

    @Override
    public void stroke(Mark mark, Path path, Stroke stroke) {
        work.done((long) POINT_STEPS * path.size());
        new Stroker(raster, stroke.width() * scale, work).stroke(path, scale, stroke.dash() * scale);
        paint(stroke.color());
    }

    @Override
    public void fill(Mark mark, Path path, Color with) {
        work.done((long) POINT_STEPS * path.size());
        for (int piece = 0; piece < path.pieces(); piece++) {
            boolean turned = area(path, piece) < 0;
            int last = path.end(piece) - 1;
            for (int i = path.begin(piece); i <= last; i++) {
                int next = i == last ? path.begin(piece) : i + 1;
                int from = turned ? next : i;
                int to = turned ? i : next;
                raster.edge(path.x(from) * scale, path.y(from) * scale, path.x(to) * scale, path.y(to) * scale);
            }
        }
        paint(with);
    }

    /** Pieces that touch each other must have the same sense of rotation, or they take from each other. */
    private static double area(Path path, int piece) {
        double twice = 0;
        int last = path.end(piece) - 1;
        for (int i = path.begin(piece); i <= last; i++) {
            int next = i == last ? path.begin(piece) : i + 1;
            twice += path.x(i) * path.y(next) - path.x(next) * path.y(i);
        }
        return twice;
    }

    @Override
    public void slice(Mark mark, double x, double y, double radius, double from, double to, Color with) {
        double turn = to - from;
        int parts = (int) Math.max(8, Math.ceil(2 * Math.PI * radius * scale * turn / ARC_PART));
        work.done((long) POINT_STEPS * parts);
        double lastX = x;
        double lastY = y;
        for (int i = 0; i <= parts; i++) {
            double angle = 2 * Math.PI * (from + turn * i / parts);
            double nextX = x + radius * Math.sin(angle);
            double nextY = y - radius * Math.cos(angle);
            raster.edge(lastX * scale, lastY * scale, nextX * scale, nextY * scale);
            lastX = nextX;
            lastY = nextY;
        }
        raster.edge(lastX * scale, lastY * scale, x * scale, y * scale);
        paint(with);
    }

    @Override
    public void text(Mark mark, double x, double y, String text, Anchor anchor, double degrees, TextStyle style) {
        work.done((long) LETTER_STEPS * text.length());
        double before = style.before(anchor, text);
        double radians = Math.toRadians(degrees);
        double left = (x - before * Math.cos(radians)) * scale;
        double foot = (y - before * Math.sin(radians)) * scale;
        // Letters whose feet stand between two pixels are blurred.
        style.typeface()
                .outlines(text, style.size() * scale, left, degrees == 0 ? Math.rint(foot) : foot, degrees, letters);
        paint(style.color());
    }

    @Override
    public void finish(Supplier<String> metadata) {
        PngEncoder.encode(pixels, width, height, work, claim, out);
    }

    /** Hands outlines to the raster. */
    private final class Letters implements Contours {
        private double firstX;
        private double firstY;
        private double lastX;
        private double lastY;

        @Override
        public void point(double x, double y, boolean begins) {
            if (begins) {
                firstX = x;
                firstY = y;
            } else {
                raster.edge(lastX, lastY, x, y);
            }
            lastX = x;
            lastY = y;
        }

        @Override
        public void end() {
            raster.edge(lastX, lastY, firstX, firstY);
        }
    }
}
