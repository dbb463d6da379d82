package plumbago.web.graph.surface;

import java.util.Arrays;

/**
 * The box beyond which nothing is drawn, in pixels of the raster; at most all of it. Its sides may lie within pixels. Used by
 * one thread.
 */
final class Clip {
    private final int width;
    private final int height;

    private double left;
    private double top;
    private double right;
    private double bottom;

    /** Pixels that lie within the box at least in part. */
    private int firstColumn;

    private int endColumn;
    private int firstRow;
    private int endRow;

    /** All of a raster. */
    Clip(int width, int height) {
        this.width = width;
        this.height = height;
        setToAll();
    }

    void set(double newLeft, double newTop, double newRight, double newBottom) {
        left = within(newLeft, 0, width);
        top = within(newTop, 0, height);
        right = within(newRight, left, width);
        bottom = within(newBottom, top, height);
        firstColumn = (int) left;
        endColumn = (int) Math.ceil(right);
        firstRow = (int) top;
        endRow = (int) Math.ceil(bottom);
    }

    private static double within(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    void setToAll() {
        set(0, 0, width, height);
    }

    double left() {
        return left;
    }

    double top() {
        return top;
    }

    double right() {
        return right;
    }

    double bottom() {
        return bottom;
    }

    /**
     * Cuts an edge to the rows and columns of the box, and hands on what is left: what lies above and below is left out, and
     * what lies beside counts as the side that it lies beyond, since it changes what is covered to its right.
     *
     * @param fromY above {@code toY}
     * @param sign 1 for an edge that goes downward, -1 for one that goes upward
     */
    void cut(double fromX, double fromY, double toX, double toY, int sign, Rasterizer to) {
        if (toY <= firstRow || fromY >= endRow || Double.isNaN(fromX + toX)) {
            return;
        }
        double slope = (toX - fromX) / (toY - fromY);
        double x0 = fromX;
        double y0 = fromY;
        double x1 = toX;
        double y1 = toY;
        if (y0 < firstRow) {
            x0 += slope * (firstRow - y0);
            y0 = firstRow;
        }
        if (y1 > endRow) {
            x1 -= slope * (y1 - endRow);
            y1 = endRow;
        }
        if (Math.min(x0, x1) >= firstColumn && Math.max(x0, x1) <= endColumn) {
            to.withinClip(x0, y0, x1, y1, sign);
        } else {
            cutToColumns(x0, y0, x1, y1, slope, sign, to);
        }
    }

    private void cutToColumns(double x0, double y0, double x1, double y1, double slope, int sign, Rasterizer to) {
        double atLeft = (firstColumn - x0) / slope + y0;
        double atRight = (endColumn - x0) / slope + y0;
        double x = x0;
        double y = y0;
        for (double crossing = Math.min(atLeft, atRight); y < y1; crossing = Math.max(atLeft, atRight)) {
            // Behind both crossings, and where the edge is upright, the rest is in one piece.
            double next = crossing > y && crossing < y1 ? crossing : Math.max(atLeft, atRight);
            double nextY = next > y && next < y1 ? next : y1;
            double nextX = nextY == y1 ? x1 : x0 + slope * (nextY - y0);
            to.withinClip(within(x, firstColumn, endColumn), y, within(nextX, firstColumn, endColumn), nextY, sign);
            x = nextX;
            y = nextY;
        }
    }

    /** How much of a row's height lies within the box, from 0 to 1. */
    double partOfRow(int y) {
        return Math.max(0, Math.min(y + 1, bottom) - Math.max(y, top));
    }

    /** Whether pixels of a row lie within the box from its left to its right, none of them at a side. */
    boolean holdsInFull(int firstPixel, int endPixel) {
        return firstPixel > firstColumn && endPixel < endColumn;
    }

    /**
     * Takes off shares of a row's pixels what lies beside the box.
     *
     * @param x of the first pixel
     * @return how many of them there are up to the end of the box; 0 if none lies within it
     */
    int cut(int[] shares, int x) {
        int last = endColumn - 1;
        if (x > last || x + shares.length <= firstColumn) {
            return 0;
        }
        if (x <= firstColumn) {
            Arrays.fill(shares, 0, firstColumn - x, 0);
            double part = Math.min(firstColumn + 1, right) - left;
            shares[firstColumn - x] = (int) (shares[firstColumn - x] * part + 0.5);
        }
        if (last < x + shares.length && last > firstColumn) {
            shares[last - x] = (int) (shares[last - x] * (right - last) + 0.5);
        }
        return Math.min(shares.length, endColumn - x);
    }
}
