package plumbago.web.graph.surface;

import java.util.Arrays;

/** Lines through points, in pixels from the upper left corner: pieces that do not touch each other. Used by one thread. */
public final class Path {
    private double[] xs = new double[64];
    private double[] ys = new double[64];
    private int size;
    private int[] begins = new int[4];
    private int pieces;

    /** Begins a piece at a point. */
    public void moveTo(double x, double y) {
        if (pieces == begins.length) {
            begins = Arrays.copyOf(begins, 2 * pieces);
        }
        begins[pieces++] = size;
        add(x, y);
    }

    /** Goes on to a point in a straight line. */
    public void lineTo(double x, double y) {
        add(x, y);
    }

    private void add(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    /** How many points there are in all pieces. */
    public int size() {
        return size;
    }

    /** From left to right of a point, in pixels. */
    public double x(int point) {
        return xs[point];
    }

    /** From the top to a point, in pixels. */
    public double y(int point) {
        return ys[point];
    }

    /** How many pieces there are. */
    public int pieces() {
        return pieces;
    }

    /** The first point of a piece. */
    public int begin(int piece) {
        return begins[piece];
    }

    /** The point after the last one of a piece. */
    public int end(int piece) {
        return piece + 1 < pieces ? begins[piece + 1] : size;
    }

    /** Takes all points out and keeps the space. */
    public void clear() {
        size = 0;
        pieces = 0;
    }
}
