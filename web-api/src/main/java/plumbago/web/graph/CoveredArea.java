package plumbago.web.graph;

import java.util.Arrays;
import plumbago.web.graph.surface.Path;

/**
 * How far from zero earlier areas reach on one side of it, at each place from left to right: a later area shows only what
 * lies beyond. A line through points, level at zero to the left and to the right of them; two points in one place are a jump.
 * Heights are pixels away from zero.
 */
final class CoveredArea {
    /** Points closer to each other, in pixels, do not make a difference. */
    private static final double CLOSE = 0.01;

    private double[] xs = new double[64];
    private double[] hs = new double[64];
    private int size;

    private double[] newXs = new double[64];
    private double[] newHs = new double[64];
    private int newSize;

    /** The part that is being written, and its lower ends in the order in which they come. */
    private Path uncovered;

    private double[] lowerXs = new double[64];
    private double[] lowerHs = new double[64];
    private int lower;

    private double zero;
    private int sign;

    /**
     * Covers all between zero and a curve, as far as it lies on this side.
     *
     * @param curve its pieces go from left to right, in pixels of the picture
     * @param zeroY where zero is, in pixels from the top
     * @param upward whether this is the side above zero
     * @param to gets what was not covered before, as areas
     */
    void cover(Path curve, double zeroY, boolean upward, Path to) {
        uncovered = to;
        zero = zeroY;
        sign = upward ? 1 : -1;
        for (int piece = 0; piece < curve.pieces(); piece++) {
            int from = curve.begin(piece);
            int end = curve.end(piece);
            if (end - from > 1 && curve.x(end - 1) > curve.x(from)) {
                cover(curve, from, end);
            }
        }
    }

    private void cover(Path curve, int from, int end) {
        double begin = curve.x(from);
        double last = curve.x(end - 1);
        newSize = 0;
        int e = 0;
        for (; e < size && xs[e] < begin; e++) {
            add(xs[e], hs[e]);
        }
        // The segment of what is covered that a place lies in ends at point e.
        add(begin, heightBefore(begin, e));
        while (e < size && xs[e] <= begin) {
            e++;
        }
        int c = from;
        double x = begin;
        while (x < last) {
            while (c + 2 < end && curve.x(c + 1) <= x) {
                c++;
            }
            while (e < size && xs[e] <= x) {
                e++;
            }
            double next = Math.min(last, curve.x(c + 1));
            if (e < size) {
                next = Math.min(next, xs[e]);
            }
            if (next <= x) {
                // Values from left to right only; a curve that goes back has a fault elsewhere.
                break;
            }
            span(x, along(curve, c, x), covered(e, x), next, along(curve, c, next), covered(e, next));
            x = next;
        }
        closePart();
        while (e < size && xs[e] < last) {
            e++;
        }
        int after = e;
        while (after < size && xs[after] <= last) {
            after++;
        }
        add(last, after > 0 && after < size ? (xs[after - 1] <= last ? covered(after, last) : 0) : 0);
        for (; after < size; after++) {
            add(xs[after], hs[after]);
        }
        swap();
    }

    private double heightBefore(double x, int e) {
        return e == 0 || e == size ? 0 : xs[e] == x ? hs[e] : covered(e, x);
    }

    /** The height in the segment that ends at a point. */
    private double covered(int e, double x) {
        if (e == 0 || e >= size) {
            return 0;
        }
        double from = xs[e - 1];
        double to = xs[e];
        return to <= from ? hs[e] : hs[e - 1] + (hs[e] - hs[e - 1]) * (x - from) / (to - from);
    }

    /** How far the curve is from zero, on this side, in the segment that begins at a point. */
    private double along(Path curve, int c, double x) {
        double from = curve.x(c);
        double to = curve.x(c + 1);
        double y = to <= from ? curve.y(c + 1) : curve.y(c) + (curve.y(c + 1) - curve.y(c)) * (x - from) / (to - from);
        return sign * (zero - y);
    }

    /** A stretch over which both the curve and what is covered are straight. */
    private void span(double x0, double c0, double h0, double x1, double c1, double h1) {
        double d0 = c0 - h0;
        double d1 = c1 - h1;
        if (d0 > 0 != d1 > 0 && d0 != 0 && d1 != 0) {
            double share = d0 / (d0 - d1);
            double x = x0 + (x1 - x0) * share;
            double h = h0 + (h1 - h0) * share;
            side(x0, c0, h0, x, h, h, d0 > 0);
            side(x, h, h, x1, c1, h1, d1 > 0);
        } else {
            side(x0, c0, h0, x1, c1, h1, d0 > 0 || d1 > 0);
        }
    }

    private void side(double x0, double c0, double h0, double x1, double c1, double h1, boolean beyond) {
        if (!beyond) {
            closePart();
            add(x0, h0);
            add(x1, h1);
            return;
        }
        add(x0, c0);
        add(x1, c1);
        if (lower == 0) {
            uncovered.moveTo(x0, zero - sign * c0);
        } else {
            uncovered.lineTo(x0, zero - sign * c0);
        }
        uncovered.lineTo(x1, zero - sign * c1);
        below(x0, h0);
        below(x1, h1);
    }

    private void below(double x, double h) {
        if (lower == lowerXs.length) {
            lowerXs = Arrays.copyOf(lowerXs, 2 * lower);
            lowerHs = Arrays.copyOf(lowerHs, 2 * lower);
        }
        lowerXs[lower] = x;
        lowerHs[lower++] = h;
    }

    private void closePart() {
        for (int i = lower - 1; i >= 0; i--) {
            // Level lower ends need no points between them.
            boolean needless = i > 0 && i < lower - 1 && lowerHs[i] == lowerHs[i - 1] && lowerHs[i] == lowerHs[i + 1];
            if (!needless) {
                uncovered.lineTo(lowerXs[i], zero - sign * lowerHs[i]);
            }
        }
        lower = 0;
    }

    private void add(double x, double h) {
        double height = Math.max(0, h);
        if (newSize > 0) {
            double lastX = newXs[newSize - 1];
            double lastH = newHs[newSize - 1];
            if (x - lastX < CLOSE && Math.abs(height - lastH) < CLOSE) {
                return;
            }
            // Of three points in one place the middle one says nothing.
            if (newSize > 1 && newXs[newSize - 2] == x && lastX == x) {
                newHs[newSize - 1] = height;
                return;
            }
        }
        if (newSize == newXs.length) {
            newXs = Arrays.copyOf(newXs, 2 * newSize);
            newHs = Arrays.copyOf(newHs, 2 * newSize);
        }
        newXs[newSize] = x;
        newHs[newSize++] = height;
    }

    private void swap() {
        double[] keptXs = xs;
        double[] keptHs = hs;
        xs = newXs;
        hs = newHs;
        size = newSize;
        newXs = keptXs;
        newHs = keptHs;
    }

    /** What it holds in memory, in bytes. */
    long bytes() {
        return 2L * Double.BYTES * (xs.length + newXs.length + lowerXs.length);
    }
}
