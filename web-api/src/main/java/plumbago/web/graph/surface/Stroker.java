package plumbago.web.graph.surface;

import plumbago.base.measure.Work;

/**
 * Turns lines into shapes: the outline of a rectangle for each straight part and of a corner at each bend, all of the same
 * sense of rotation, so that where they overlap nothing is painted twice; without the edges that two of them share. Used by
 * one thread.
 */
final class Stroker {
    /** A corner's point may be so many half widths away; beyond that the corner is cut off. */
    private static final double MITRE_LIMIT = 10;

    /** Where in a dash a line begins, in pixels, as graphite-web has it. */
    private static final double DASH_PHASE = 1;

    /** A part of a line shorter than this, in pixels, has no direction. */
    private static final double SHORTEST = 1e-6;

    /** Nothing that is meant reaches so far, in pixels. */
    private static final double LONGEST = 1e12;

    /** A line may be cut into more dashes than pixels can show. */
    private static final double SHORTEST_DASH = 0.05;

    /** What a dash or gap costs, in steps of {@link Work}. */
    private static final int DASH_STEPS = 1 << 6;

    private final Rasterizer to;
    private final Clip clip;
    private final double half;
    private final Work work;

    /** Whether there are parts whose outline has no end yet. */
    private boolean open;

    /** Where the last part ends. */
    private double endX;

    private double endY;

    /** From there to the left of the direction that the line came from. */
    private double normalX;

    private double normalY;

    /** Where the edge on the left of the last part begins. */
    private double leftX;

    private double leftY;

    private double rightX;
    private double rightY;

    /**
     * @param width of lines in pixels of the raster
     * @param work counts dashes, of which a line may have any number
     */
    Stroker(Rasterizer to, double width, Work work) {
        this.to = to;
        this.clip = to.clip();
        this.half = width / 2;
        this.work = work;
    }

    /**
     * Draws the pieces of a path.
     *
     * @param scale pixels of the raster for one of the path
     * @param dash in pixels of the raster, 0 for none
     */
    void stroke(Path path, double scale, double dash) {
        for (int piece = 0; piece < path.pieces(); piece++) {
            if (dash >= SHORTEST_DASH) {
                dashed(path, piece, scale, dash);
            } else {
                for (int i = path.begin(piece) + 1; i < path.end(piece); i++) {
                    part(path.x(i - 1) * scale, path.y(i - 1) * scale, path.x(i) * scale, path.y(i) * scale);
                }
            }
            finish();
        }
    }

    private void dashed(Path path, int piece, double scale, double dash) {
        Dashes dashes = new Dashes(dash);
        dashes.skip(DASH_PHASE * scale);
        for (int i = path.begin(piece) + 1; i < path.end(piece); i++) {
            double x = path.x(i - 1) * scale;
            double y = path.y(i - 1) * scale;
            double dx = path.x(i) * scale - x;
            double dy = path.y(i) * scale - y;
            double length = Math.hypot(dx, dy);
            if (!(length >= SHORTEST && length <= LONGEST)) {
                continue;
            }
            // What lies outside is not cut up.
            double from = length * entry(x, y, dx, dy);
            double end = length * (1 - entry(x + dx, y + dy, -dx, -dy));
            if (from >= end) {
                dashes.skip(length);
                finish();
                continue;
            }
            if (from > 0) {
                finish();
            }
            dashes.skip(from);
            while (from < end) {
                work.done(DASH_STEPS);
                double next = Math.min(end, from + dashes.left);
                if (dashes.on) {
                    part(
                            x + dx * from / length,
                            y + dy * from / length,
                            x + dx * next / length,
                            y + dy * next / length);
                }
                if (dashes.left <= next - from) {
                    finish();
                }
                dashes.skip(next - from);
                from = next;
            }
            if (end < length) {
                finish();
            }
            dashes.skip(length - end);
        }
    }

    /** Which share of the way to a point lies before the box; 1 if it never comes there. */
    private double entry(double x, double y, double dx, double dy) {
        double margin = half * MITRE_LIMIT + 1;
        double across = share(x, dx, clip.left() - margin, clip.right() + margin);
        double down = share(y, dy, clip.top() - margin, clip.bottom() + margin);
        return Math.max(across, down);
    }

    private static double share(double from, double way, double least, double most) {
        double left = from < least ? least - from : from > most ? most - from : 0;
        return left == 0 ? 0 : left / way >= 0 && left / way <= 1 ? left / way : 1;
    }

    /** Where in the pattern of dashes and gaps a line is. */
    private static final class Dashes {
        private final double length;
        private boolean on = true;
        /** Of this dash or gap, above 0. */
        private double left;

        Dashes(double length) {
            this.length = length;
            this.left = length;
        }

        void skip(double way) {
            double rest = way % (2 * length);
            // What rounding leaves of a dash would be too short to go on by.
            while (rest >= left - SHORTEST) {
                rest = Math.max(0, rest - left);
                on = !on;
                left = length;
            }
            left -= rest;
        }
    }

    private boolean isOutside(double x0, double y0, double x1, double y1) {
        double margin = half * MITRE_LIMIT;
        return Math.max(x0, x1) < clip.left() - margin
                || Math.min(x0, x1) > clip.right() + margin
                || Math.max(y0, y1) < clip.top() - margin
                || Math.min(y0, y1) > clip.bottom() + margin;
    }

    /** A straight part, and the corner between it and the one before. */
    private void part(double x0, double y0, double x1, double y1) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.sqrt(dx * dx + dy * dy);
        if (!(length >= SHORTEST && length <= LONGEST) || isOutside(x0, y0, x1, y1)) {
            finish();
            return;
        }
        double nx = -dy / length * half;
        double ny = dx / length * half;
        if (!open || !corner(nx, ny)) {
            finish();
            begin(x0, y0, nx, ny);
        }
        endX = x1;
        endY = y1;
        normalX = nx;
        normalY = ny;
    }

    private void begin(double x, double y, double nx, double ny) {
        leftX = x + nx;
        leftY = y + ny;
        rightX = x - nx;
        rightY = y - ny;
        to.edge(rightX, rightY, leftX, leftY);
        open = true;
    }

    private void finish() {
        if (!open) {
            return;
        }
        left(endX + normalX, endY + normalY);
        to.edge(leftX, leftY, endX - normalX, endY - normalY);
        right(endX - normalX, endY - normalY);
        open = false;
    }

    /** Goes on to a point on the left of the line. */
    private void left(double x, double y) {
        to.edge(leftX, leftY, x, y);
        leftX = x;
        leftY = y;
    }

    /** Goes on to a point on the right of the line, which the outline passes on its way back. */
    private void right(double x, double y) {
        to.edge(x, y, rightX, rightY);
        rightX = x;
        rightY = y;
    }

    /**
     * Goes round a bend: on the outer side on to where the edges meet, on the inner side by its middle.
     *
     * @return false if the line turns back or hardly bends
     */
    private boolean corner(double nx, double ny) {
        double turn = normalX * ny - normalY * nx;
        if (Math.abs(turn) < 1e-9 * half * half) {
            return false;
        }
        double middleX = (normalX + nx) / 2;
        double middleY = (normalY + ny) / 2;
        double middle = middleX * middleX + middleY * middleY;
        double reach = half * half / Math.max(middle, Double.MIN_NORMAL);
        boolean pointed = half <= MITRE_LIMIT * Math.sqrt(middle);
        // The outer side is on the right of a line that bends to the left, and the other way round.
        if (turn < 0) {
            if (pointed) {
                left(endX + middleX * reach, endY + middleY * reach);
            } else {
                left(endX + normalX, endY + normalY);
                left(endX + nx, endY + ny);
            }
            right(endX - normalX, endY - normalY);
            right(endX, endY);
            right(endX - nx, endY - ny);
        } else {
            if (pointed) {
                right(endX - middleX * reach, endY - middleY * reach);
            } else {
                right(endX - normalX, endY - normalY);
                right(endX - nx, endY - ny);
            }
            left(endX + normalX, endY + normalY);
            left(endX, endY);
            left(endX + nx, endY + ny);
        }
        return true;
    }
}
