package plumbago.web.graph.battery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds the pixels of a PNG against the SVG of the same picture. Away from edges, lines and texts each pixel has to have the
 * colour of what fills it; along the lines some pixel near has to have the line's.
 */
final class PixelAgreement {
    private static final Paint WHITE = Paint.of(0xffffff, 1);

    /** Every so many pixels one is looked at. */
    private static final int RASTER = 3;

    /** How far red, green and blue of a filled pixel may be off: less than what is to be seen. */
    private static final int FILLED = 4;

    /** One in so many may be off, where the corner of a line reaches far. */
    private static final int STRAYS = 500;

    /** How different a line has to be from what is below it to be looked for. */
    private static final int VISIBLE = 24;

    /** How much of a line's own width the pixel it covers most shows at the least. */
    private static final double COVERED = 0.45;

    /** At most so many pixels between two points of a line at which it is looked for. */
    private static final double STEP = 5;

    private static final double SOLID = 0.95;
    private static final double DASHED = 0.3;
    private static final int FEWEST = 5;

    private final PngPixels pixels;
    private final SvgPicture svg;
    private final Differences differences;
    private final List<SvgElement> elements = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Nearby texts;

    PixelAgreement(PngPixels pixels, SvgPicture svg, List<Polyline> feet, Differences differences) {
        this.pixels = pixels;
        this.svg = svg;
        this.differences = differences;
        double largest =
                svg.texts().stream().mapToDouble(SvgElement::fontSize).max().orElse(1);
        texts = new Nearby(feet, 1.2 * largest);
        Box whole = new Box(0, svg.width(), 0, svg.height());
        for (SvgElement element : svg.elements()) {
            boolean ofSeries =
                    element.groups().contains("lines") && svg.metadata().has("area");
            Box clip = ofSeries ? DrawingArea.of(svg.metadata().get("area"), 0).box() : whole;
            if (!element.tag().equals("text")) {
                elements.add(element);
                layers.add(new Layer(element, clip));
            }
        }
    }

    void run() {
        if (!differences.same(
                "size of the PNG", List.of(svg.width(), svg.height()), List.of((double) pixels.width(), (double)
                        pixels.height()))) {
            return;
        }
        corners();
        swatches();
        fills();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).strokeWidth() > 0) {
                stroke(i);
            }
        }
    }

    private void corners() {
        for (SvgElement background : svg.find("background")) {
            Paint want = background.fill().orElse(Paint.of(0, 0));
            for (int corner = 0; corner < 4; corner++) {
                Paint got = pixels.paint(corner % 2 * (pixels.width() - 1), corner / 2 * (pixels.height() - 1));
                if (Math.abs(got.opacity() - want.opacity()) > 0.02
                        || got.over(WHITE).distance(want.over(WHITE)) > FILLED) {
                    differences.say("corner " + corner + " of the PNG: expected " + want + ", got " + got);
                }
            }
        }
    }

    /** Looked at one by one, since they are too small to count among all pixels. */
    private void swatches() {
        for (SvgElement swatch : svg.find("swatch")) {
            Box box = swatch.outline().bounds().orElse(new Box(0, 0, 0, 0));
            int x = (int) ((box.x0() + box.x1()) / 2);
            int y = (int) ((box.y0() + box.y1()) / 2);
            if (x < pixels.width() && y < pixels.height()) {
                Paint want = color(x + 0.5, y + 0.5, -1);
                Paint got = pixels.paint(x, y).over(WHITE);
                if (got.distance(want) > FILLED) {
                    differences.say("the swatch at (" + x + ", " + y + ") of the PNG: expected " + want.hex() + ", got "
                            + got.hex());
                }
            }
        }
    }

    private void fills() {
        int compared = 0;
        int off = 0;
        String first = "";
        for (int x = 1; x < pixels.width(); x += RASTER) {
            for (int y = 1; y < pixels.height(); y += RASTER) {
                double atX = x + 0.5;
                double atY = y + 0.5;
                if (texts.passes(atX, atY)
                        || layers.stream().anyMatch(layer -> layer.edgeNear(atX, atY) || layer.strokeNear(atX, atY))) {
                    continue;
                }
                compared++;
                Paint want = color(atX, atY, -1);
                Paint got = pixels.paint(x, y).over(WHITE);
                if (got.distance(want) > FILLED && off++ == 0) {
                    first = String.format(Locale.ROOT, "(%d, %d): expected %s, got %s", x, y, want.hex(), got.hex());
                }
            }
        }
        if (off > compared / STRAYS) {
            differences.say(
                    off + " of " + compared + " pixels of the PNG are of another colour, the first at " + first);
        }
    }

    /** What is painted at a point, with all fills and at most one stroke. */
    private Paint color(double x, double y, int stroke) {
        Paint color = WHITE;
        for (int i = 0; i < layers.size(); i++) {
            color = layers.get(i).filled(x, y, color);
            if (i == stroke) {
                color = layers.get(i).stroked(color);
            }
        }
        return color;
    }

    private void stroke(int index) {
        int looked = 0;
        int seen = 0;
        String first = "";
        double cover = COVERED * Math.min(1, layers.get(index).strokeWidth());
        for (Polyline piece : layers.get(index).strokePieces()) {
            Polyline points = piece.inSteps(STEP);
            for (int i = 0; i < points.size(); i++) {
                double x = points.x(i);
                double y = points.y(i);
                Paint with = color(x, y, index);
                int apart = with.distance(color(x, y, -1));
                if (apart < VISIBLE || ambiguous(index, x, y)) {
                    continue;
                }
                looked++;
                if (near(x, y, with, apart * (1 - cover) + 2)) {
                    seen++;
                } else if (first.isEmpty()) {
                    first = String.format(Locale.ROOT, "(%.1f, %.1f), expected %s", x, y, with.hex());
                }
            }
        }
        SvgElement element = elements.get(index);
        double least = element.dashes().isEmpty() ? SOLID : DASHED;
        if (looked >= FEWEST && seen < least * looked) {
            differences.say("the PNG shows " + element.classes() + " " + element.attribute("data-series", "") + " at "
                    + seen + " of " + looked + " points, and not at " + first);
        }
    }

    /** Whether a text, the edge of a fill or a line over this one makes it impossible to say what is to be seen. */
    private boolean ambiguous(int stroke, double x, double y) {
        boolean crossed = texts.passes(x, y);
        for (int i = 0; i < layers.size() && !crossed; i++) {
            crossed = (i > stroke && layers.get(i).strokeNear(x, y))
                    || (i != stroke && layers.get(i).edgeNear(x, y));
        }
        return crossed;
    }

    private boolean near(double x, double y, Paint want, double reach) {
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                int px = (int) Math.floor(x) + dx;
                int py = (int) Math.floor(y) + dy;
                if (px >= 0
                        && py >= 0
                        && px < pixels.width()
                        && py < pixels.height()
                        && pixels.paint(px, py).over(WHITE).distance(want) <= reach) {
                    return true;
                }
            }
        }
        return false;
    }
}
