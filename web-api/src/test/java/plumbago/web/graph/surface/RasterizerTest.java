package plumbago.web.graph.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumbago.base.measure.Work;

/** Held against a polygon that is cut to each pixel by itself. */
class RasterizerTest {
    /** Around those that fill blocks and words. */
    private static final int[] WIDTHS = {1, 2, 5, 6, 7, 8, 9, 14, 63, 64, 65, 505, 509, 510, 511, 512, 513, 520};

    private static final double TOLERANCE = 2;

    private record Point(double x, double y) {}

    private record Box(double left, double top, double right, double bottom) {}

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTriangleCoversWhatLiesWithinIt(int seed) {
        Random random = new Random(seed);
        int width = WIDTHS[random.nextInt(WIDTHS.length)];
        int height = 1 + random.nextInt(width > 100 ? 6 : 40);
        Rasterizer rasterizer = new Rasterizer(width, height, Work.unwatched());
        for (int shape = 0; shape < 3; shape++) {
            Box clip = new Box(0, 0, width, height);
            if (random.nextBoolean()) {
                clip = box(random, width, height);
                rasterizer.clip().set(clip.left(), clip.top(), clip.right(), clip.bottom());
            } else {
                rasterizer.clip().setToAll();
            }
            double spread = random.nextInt(3) == 0 ? 3 : 1;
            List<Point> triangle = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                triangle.add(new Point(
                        coordinate(random, spread * width, width / 2.0),
                        coordinate(random, spread * height, height / 2.0)));
            }
            int[][] shares = drawn(rasterizer, triangle, width, height);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double within = overlap(x, clip.left(), clip.right()) * overlap(y, clip.top(), clip.bottom());
                    assertEquals(
                            Rasterizer.ALL * within * covered(triangle, x, y),
                            shares[y][x],
                            TOLERANCE,
                            triangle + " within " + clip + " at " + x + ", " + y + " of " + width);
                }
            }
        }
    }

    private static double coordinate(Random random, double spread, double middle) {
        double place = (random.nextDouble() - 0.5) * spread + middle;
        return random.nextInt(4) == 0 ? Math.rint(place) : place;
    }

    private static Box box(Random random, int width, int height) {
        DoubleUnaryOperator place = side -> {
            double at = (1.2 * random.nextDouble() - 0.1) * side;
            return random.nextInt(3) == 0 ? Math.rint(at) : at;
        };
        double[] x = {place.applyAsDouble(width), place.applyAsDouble(width)};
        double[] y = {place.applyAsDouble(height), place.applyAsDouble(height)};
        return new Box(Math.min(x[0], x[1]), Math.min(y[0], y[1]), Math.max(x[0], x[1]), Math.max(y[0], y[1]));
    }

    private static int[][] drawn(Rasterizer rasterizer, List<Point> polygon, int width, int height) {
        for (int i = 0; i < polygon.size(); i++) {
            Point from = polygon.get(i);
            Point to = polygon.get((i + 1) % polygon.size());
            rasterizer.edge(from.x(), from.y(), to.x(), to.y());
        }
        int[][] all = new int[height][width];
        boolean[][] painted = new boolean[height][width];
        rasterizer.sweep(1, (y, x, pixels, shares) -> {
            for (int i = 0; i < pixels; i++) {
                assertFalse(painted[y][x + i], "a pixel is painted once");
                painted[y][x + i] = true;
                all[y][x + i] = shares[i];
            }
        });
        return all;
    }

    private static double overlap(int pixel, double from, double to) {
        return Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from));
    }

    private static double covered(List<Point> polygon, int x, int y) {
        List<Point> left = cut(polygon, point -> point.x() - x);
        left = cut(left, point -> x + 1 - point.x());
        left = cut(left, point -> point.y() - y);
        return area(cut(left, point -> y + 1 - point.y()));
    }

    private interface Side {
        /** How far within a point lies, below zero for without. */
        double distance(Point point);
    }

    private static List<Point> cut(List<Point> polygon, Side side) {
        List<Point> left = new ArrayList<>();
        for (int i = 0; i < polygon.size(); i++) {
            Point from = polygon.get(i);
            Point to = polygon.get((i + 1) % polygon.size());
            double before = side.distance(from);
            double behind = side.distance(to);
            if (before >= 0) {
                left.add(from);
            }
            if (before >= 0 != behind >= 0) {
                double share = before / (before - behind);
                left.add(new Point(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
            }
        }
        return left;
    }

    private static double area(List<Point> polygon) {
        double twice = 0;
        for (int i = 0; i < polygon.size(); i++) {
            Point from = polygon.get(i);
            Point to = polygon.get((i + 1) % polygon.size());
            twice += (from.x() - polygon.get(0).x()) * (to.y() - polygon.get(0).y())
                    - (to.x() - polygon.get(0).x()) * (from.y() - polygon.get(0).y());
        }
        return Math.abs(twice) / 2;
    }
}
