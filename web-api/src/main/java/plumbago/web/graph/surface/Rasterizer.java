package plumbago.web.graph.surface;

import java.util.Arrays;
import plumbago.base.measure.Work;

/**
 * Finds how much of each pixel shapes cover, exactly: each edge adds, in the pixels that it passes, what it changes of the
 * area to its right, so that the sum from the left up to a pixel is how often the shape goes round it. Shapes of one sense
 * of rotation may overlap. Most of what is drawn is thin, so only blocks of pixels that edges passed are looked at. Used by
 * one thread.
 */
final class Rasterizer {
    private static final int BLOCK_BITS = 3;

    /** Pixels that are looked at together: enough that their loops are unrolled, and few for a thin line. */
    private static final int BLOCK = 1 << BLOCK_BITS;

    /** A pixel all of which is covered; the sum of what edges change may be so many times less than this as fits. */
    private static final int WHOLE = 1 << 16;

    private static final int WHOLE_BITS = 16;

    /** Columns between two rows are counted in these parts of a pixel, so that the longest edge ends where it should. */
    private static final int PIXEL_BITS = 32;

    private static final double PIXEL = 1L << PIXEL_BITS;

    /** What an edge costs in each row and column that it passes, in steps of {@link Work}. */
    private static final int PASSED_STEPS = 4;

    /** Nobody has so much memory, in bytes. */
    private static final long TOO_MUCH = 1L << 60;

    private static final int WEIGHT = 1 << 14;

    /** From a weighted sum to shares of {@link #ALL}; sums that ought to be zero and are not quite are none. */
    private static final int SHARE_SHIFT = 22;

    private static final int HALF_SHARE = 1 << (SHARE_SHIFT - 1);

    /** The share of a pixel all of which is covered. */
    static final int ALL = 256;

    /** Paints what is covered, a few pixels side by side at a time; some of them may not be covered. */
    interface Painter {
        /**
         * @param x of the first pixel
         * @param shares of {@link #ALL} that are covered, of this pixel and the next ones
         */
        void paint(int y, int x, int pixels, int[] shares);
    }

    private final int height;
    private final Work work;
    private final int stride;

    /** What is left of it is zero between two shapes. */
    private final int[] changes;

    private final int[] shares = new int[BLOCK];

    /** A bit for each block of a row that has changes, in so many words for each row. */
    private final long[] touched;

    private final int words;

    private final Clip clip;

    /** Rows that have changes; none while {@code top} is below {@code bottom}. */
    private int top;

    private int bottom;

    /** @param work counts what edges pass: a few of them may cross as many pixels as there are */
    Rasterizer(int width, int height, Work work) {
        this.height = height;
        this.work = work;
        clip = new Clip(width, height);
        stride = stride(width);
        words = words(width);
        changes = new int[stride * height];
        touched = new long[words * height];
        top = height;
        bottom = -1;
    }

    /** What it takes for so many pixels, in bytes: more than there can be where no array is so long. */
    static long bytes(int width, int height) {
        if ((long) stride(width) * height > Integer.MAX_VALUE - BLOCK) {
            return TOO_MUCH;
        }
        return ((long) Integer.BYTES * stride(width) + (long) Long.BYTES * words(width)) * height;
    }

    /** Pixels of a row with the two behind its end that may be changed, in whole blocks. */
    private static int stride(int width) {
        return (width + 2 + BLOCK - 1) & -BLOCK;
    }

    private static int words(int width) {
        return (stride(width) / BLOCK + Long.SIZE - 1) / Long.SIZE;
    }

    /** What cuts off all that is drawn. */
    Clip clip() {
        return clip;
    }

    /** An edge from one point to another, with what is inside of the shape on the same side of all its edges. */
    void edge(double x0, double y0, double x1, double y1) {
        if (y0 < y1) {
            clip.cut(x0, y0, x1, y1, 1, this);
        } else if (y0 > y1) {
            clip.cut(x1, y1, x0, y0, -1, this);
        }
    }

    /** What the clip leaves of an edge, from its upper end to its lower. */
    void withinClip(double x0, double y0, double x1, double y1, int sign) {
        int row = (int) y0;
        int lastRow = (int) y1;
        if (lastRow == y1) {
            lastRow--;
        }
        if (row > lastRow) {
            return;
        }
        work.done(PASSED_STEPS * (1 + lastRow - row + (long) Math.abs(x1 - x0)));
        if (row < top) {
            top = row;
        }
        if (lastRow > bottom) {
            bottom = lastRow;
        }
        double slope = (x1 - x0) / (y1 - y0);
        double cover = sign * (double) WHOLE;
        // Of each row's height, how much comes per pixel from left to right.
        double perPixel = cover / Math.abs(slope);
        double x = x0;
        double y = y0;
        if (row < lastRow) {
            x = x0 + slope * (row + 1 - y0);
            y = lastRow;
            crossing(row, Math.min(x0, x), Math.max(x0, x), (row + 1 - y0) * cover, perPixel);
            wholeRows(row + 1, lastRow, x, slope, sign, perPixel);
            x = x0 + slope * (lastRow - y0);
        }
        crossing(lastRow, Math.min(x, x1), Math.max(x, x1), (y1 - y) * cover, perPixel);
    }

    /** The rows that an edge crosses from top to bottom, most of them within one pixel if it is steep. */
    private void wholeRows(int firstRow, int endRow, double x, double slope, int sign, double perPixel) {
        long step = (long) (slope * PIXEL);
        long next = (long) (x * PIXEL);
        for (int row = firstRow; row < endRow; row++) {
            long from = next;
            next = Math.max(0, from + step);
            int pixel = (int) (from >> PIXEL_BITS);
            if (pixel == (int) (next >> PIXEL_BITS)) {
                int behind = sign * ((int) (((from >> 1) + (next >> 1)) >> (PIXEL_BITS - WHOLE_BITS)) & (WHOLE - 1));
                int at = row * stride + pixel;
                changes[at] += sign * WHOLE - behind;
                changes[at + 1] += behind;
                touchBlockOf(row, pixel);
                if ((pixel + 1) % BLOCK == 0) {
                    touchBlockOf(row, pixel + 1);
                }
            } else {
                double left = (double) Math.min(from, next) / PIXEL;
                double right = (double) Math.max(from, next) / PIXEL;
                crossing(row, left, right, sign * (double) WHOLE, perPixel);
            }
        }
    }

    private void touchBlockOf(int row, int x) {
        touched[row * words + (x >> (BLOCK_BITS + 6))] |= 1L << (x >> BLOCK_BITS);
    }

    /**
     * The part of an edge within one row.
     *
     * @param cover height of that part, below zero for an edge that goes upward
     */
    private void crossing(int row, double left, double right, double cover, double perPixel) {
        int first = (int) left;
        int last = (int) right;
        int all = (int) cover;
        int at = row * stride + first;
        touchBlocks(row, first >> BLOCK_BITS, (last + 1) >> BLOCK_BITS);
        if (first == last) {
            int behind = (int) (cover * ((left + right) / 2 - first));
            changes[at] += all - behind;
            changes[at + 1] += behind;
            return;
        }
        // In each pixel but the first and the last the edge covers as much more than in the one before.
        double firstPart = first + 1 - left;
        double lastPart = right - last;
        int reached = (int) (perPixel * firstPart * firstPart / 2);
        changes[at] += reached;
        for (int i = 0; i < last - first - 1; i++) {
            int area = (int) (perPixel * (firstPart + i + 0.5));
            changes[++at] += area - reached;
            reached = area;
        }
        int area = (int) (cover - perPixel * lastPart * lastPart / 2);
        changes[++at] += area - reached;
        changes[at + 1] += all - area;
    }

    private void touchBlocks(int row, int firstBlock, int lastBlock) {
        int firstWord = row * words + firstBlock / Long.SIZE;
        int lastWord = row * words + lastBlock / Long.SIZE;
        // Of a shift, the lowest six bits count.
        long begin = -1L << firstBlock;
        long end = -1L >>> ~lastBlock;
        if (firstWord == lastWord) {
            touched[firstWord] |= begin & end;
            return;
        }
        touched[firstWord] |= begin;
        Arrays.fill(touched, firstWord + 1, lastWord, -1L);
        touched[lastWord] |= end;
    }

    /**
     * Hands on what is covered, row by row, and begins anew.
     *
     * @param opacity what coverage is multiplied by, from 0 to 1
     */
    void sweep(double opacity, Painter to) {
        work.done((long) words * Math.max(0, bottom + 1 - top));
        for (int y = top; y <= bottom; y++) {
            double part = clip.partOfRow(y);
            sweep(y, (int) Math.round(WEIGHT * part * opacity), to);
        }
        top = height;
        bottom = -1;
    }

    /** @param weight of what is covered, {@link #WEIGHT} for all of it */
    private void sweep(int y, int weight, Painter to) {
        int sum = 0;
        int end = 0;
        for (int word = 0; word < words; word++) {
            long blocks = touched[y * words + word];
            touched[y * words + word] = 0;
            while (blocks != 0) {
                int left = (word * Long.SIZE + Long.numberOfTrailingZeros(blocks)) * BLOCK;
                blocks &= blocks - 1;
                int between = share(sum, weight);
                if (between > 0 && end < left) {
                    fill(y, end, left, between, to);
                }
                end = left + BLOCK;
                int at = y * stride + left;
                for (int i = 0; i < BLOCK; i++) {
                    sum += changes[at + i];
                    changes[at + i] = 0;
                    shares[i] = share(sum, weight);
                }
                handOn(y, left, to);
            }
        }
    }

    private void fill(int y, int begin, int end, int share, Painter to) {
        for (int x = begin; x < end; x += BLOCK) {
            // Clipped parts are changed in place.
            Arrays.fill(shares, share);
            handOn(y, x, to);
        }
    }

    /** Of so many times that a shape goes round a pixel, what that pixel gets. */
    private static int share(int sum, int weight) {
        return (Math.min(WHOLE, Math.abs(sum)) * weight + HALF_SHARE) >> SHARE_SHIFT;
    }

    private void handOn(int y, int x, Painter to) {
        if (clip.holdsInFull(x, x + BLOCK)) {
            to.paint(y, x, BLOCK, shares);
        } else {
            int pixels = clip.cut(shares, x);
            if (pixels > 0) {
                to.paint(y, x, pixels, shares);
            }
        }
    }
}
