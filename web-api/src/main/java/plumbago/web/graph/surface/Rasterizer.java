package plumbago.web.graph.surface;

import java.util.Arrays;

/**
 * Finds how much of each pixel shapes cover, exactly: each edge adds, in the pixels that it passes, what it changes of the
 * area to its right, so that the sum from the left up to a pixel is how often the shape goes round it. Shapes of one sense
 * of rotation may overlap. Used by one thread.
 */
final class Rasterizer {
    /** Covered pixels of one row, from left to right. */
    interface Row {
        /** @param coverage of the pixels from {@code left} on, each from 0 to 1 */
        void covered(int y, int left, int right, float[] coverage);
    }

    private final int width;
    private final int height;
    private final int stride;

    /** What is left of it is zero between two shapes. */
    private final float[] changes;

    private final float[] coverage;

    /** The pixels that were touched in each row; none where the first is behind the last. */
    private final int[] firsts;

    private final int[] lasts;
    private int top;
    private int bottom;

    private double clipLeft;
    private double clipTop;
    private double clipRight;
    private double clipBottom;

    /** Pixels that lie within the box at least in part. */
    private int firstColumn;

    private int endColumn;
    private int firstRow;
    private int endRow;

    Rasterizer(int width, int height) {
        this.width = width;
        this.height = height;
        stride = width + 2;
        changes = new float[stride * height];
        coverage = new float[width];
        firsts = new int[height];
        lasts = new int[height];
        Arrays.fill(firsts, Integer.MAX_VALUE);
        Arrays.fill(lasts, -1);
        top = height;
        bottom = -1;
        noClip();
    }

    /** What it takes for so many pixels, in bytes. */
    static long bytes(int width, int height) {
        return (long) Float.BYTES * (width + 2L) * height + 16L * (width + height);
    }

    /** Cuts off what is drawn from now on beyond a box. */
    void clip(double left, double topEdge, double right, double bottomEdge) {
        clipLeft = Math.max(0, left);
        clipTop = Math.max(0, topEdge);
        clipRight = Math.min(width, right);
        clipBottom = Math.min(height, bottomEdge);
        firstColumn = (int) clipLeft;
        endColumn = Math.max(firstColumn, (int) Math.ceil(clipRight));
        firstRow = (int) clipTop;
        endRow = Math.max(firstRow, (int) Math.ceil(clipBottom));
    }

    void noClip() {
        clip(0, 0, width, height);
    }

    double clipLeft() {
        return clipLeft;
    }

    double clipRight() {
        return clipRight;
    }

    double clipTop() {
        return clipTop;
    }

    double clipBottom() {
        return clipBottom;
    }

    /** An edge from one point to another, with what is inside of the shape on the same side of all its edges. */
    void edge(double x0, double y0, double x1, double y1) {
        if (y0 < y1) {
            downward(x0, y0, x1, y1, 1);
        } else if (y0 > y1) {
            downward(x1, y1, x0, y0, -1);
        }
    }

    private void downward(double fromX, double fromY, double toX, double toY, int sign) {
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
            part(x0, y0, x1, y1, sign);
        } else {
            withinWidth(x0, y0, x1, y1, slope, sign);
        }
    }

    /** What lies to the left of the box counts as its left edge, what lies to the right as its right edge. */
    private void withinWidth(double x0, double y0, double x1, double y1, double slope, int sign) {
        double atLeft = (firstColumn - x0) / slope + y0;
        double atRight = (endColumn - x0) / slope + y0;
        double x = x0;
        double y = y0;
        for (double crossing = Math.min(atLeft, atRight); y < y1; crossing = Math.max(atLeft, atRight)) {
            // Behind both crossings, and where the edge is upright, the rest is in one piece.
            double next = crossing > y && crossing < y1 ? crossing : Math.max(atLeft, atRight);
            double nextY = next > y && next < y1 ? next : y1;
            double nextX = nextY == y1 ? x1 : x0 + slope * (nextY - y0);
            part(within(x), y, within(nextX), nextY, sign);
            x = nextX;
            y = nextY;
        }
    }

    private double within(double x) {
        return Math.max(firstColumn, Math.min(endColumn, x));
    }

    /** A part that lies within the box, from its upper end to its lower. */
    private void part(double x0, double y0, double x1, double y1, int sign) {
        int row = (int) y0;
        int lastRow = (int) y1;
        if (lastRow == y1) {
            lastRow--;
        }
        if (row < top) {
            top = row;
        }
        if (lastRow > bottom) {
            bottom = lastRow;
        }
        double slope = (x1 - x0) / (y1 - y0);
        // Of each row's height, how much comes per pixel from left to right.
        double perPixel = sign / Math.abs(slope);
        double x = x0;
        double y = y0;
        for (; row < lastRow; row++) {
            double nextX = x + slope * (row + 1 - y);
            crossing(row, x, nextX, (row + 1 - y) * sign, perPixel);
            x = nextX;
            y = row + 1;
        }
        if (row == lastRow) {
            crossing(row, x, x1, (y1 - y) * sign, perPixel);
        }
    }

    /**
     * The part of an edge within one row.
     *
     * @param cover height of that part, below zero for an edge that goes upward
     */
    private void crossing(int row, double fromX, double toX, double cover, double perPixel) {
        double left = fromX;
        double right = toX;
        if (right < left) {
            left = toX;
            right = fromX;
        }
        int first = (int) left;
        int end = (int) right;
        if (end < right) {
            end++;
        }
        if (first < firsts[row]) {
            firsts[row] = first;
        }
        int touched = Math.max(first + 1, end);
        if (touched > lasts[row]) {
            lasts[row] = touched;
        }
        int at = row * stride + first;
        if (end <= first + 1) {
            double behind = cover * ((left + right) / 2 - first);
            changes[at] += (float) (cover - behind);
            changes[at + 1] += (float) behind;
            return;
        }
        // In each pixel but the first and the last the edge covers as much more than in the one before.
        double firstPart = first + 1 - left;
        double lastPart = right - (end - 1);
        double reached = perPixel * firstPart * firstPart / 2;
        changes[at] += (float) reached;
        for (int between = end - first - 2, i = 0; i < between; i++) {
            double area = perPixel * (firstPart + i + 0.5);
            changes[++at] += (float) (area - reached);
            reached = area;
        }
        double area = cover - perPixel * lastPart * lastPart / 2;
        changes[++at] += (float) (area - reached);
        changes[at + 1] += (float) (cover - area);
    }

    /** Hands on what is covered, row by row, and begins anew. */
    void sweep(Row to) {
        int lastColumn = endColumn - 1;
        for (int y = top; y <= bottom; y++) {
            int first = firsts[y];
            int last = lasts[y];
            firsts[y] = Integer.MAX_VALUE;
            lasts[y] = -1;
            if (last < first) {
                continue;
            }
            int at = y * stride;
            float sum = 0;
            int end = Math.min(last, width - 1);
            float share = (float) Math.max(0, Math.min(y + 1, clipBottom) - Math.max(y, clipTop));
            for (int x = first; x <= end; x++) {
                sum += changes[at + x];
                changes[at + x] = 0;
                float covered = sum < 0 ? -sum : sum;
                coverage[x] = (covered > 1 ? 1 : covered) * share;
            }
            Arrays.fill(changes, at + end + 1, at + last + 1, 0);
            if (first <= firstColumn && firstColumn <= end) {
                coverage[firstColumn] *= (float) (firstColumn + 1 - clipLeft);
            }
            if (first <= lastColumn && lastColumn <= end) {
                coverage[lastColumn] *= (float) (clipRight - lastColumn);
            }
            int from = Math.max(first, firstColumn);
            int to1 = Math.min(end, lastColumn);
            if (from <= to1) {
                to.covered(y, from, to1, coverage);
            }
        }
        top = height;
        bottom = -1;
    }
}
