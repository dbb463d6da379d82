package plumbago.web.graph.surface;

/**
 * Turns lines into shapes: a rectangle for each straight part, and a corner at each bend, all of the same sense of rotation,
 * so that where they overlap nothing is painted twice. Used by one thread.
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

    private final Rasterizer to;
    private final double half;

    /** From the last point to the left of the direction that the line came from; 0 at the beginning of a line. */
    private double lastNormalX;

    private double lastNormalY;
    private boolean bend;

    /** @param width of lines in pixels of the raster */
    Stroker(Rasterizer to, double width) {
        this.to = to;
        this.half = width / 2;
    }

    /**
     * Draws the pieces of a path.
     *
     * @param scale pixels of the raster for one of the path
     * @param dash in pixels of the raster, 0 for none
     */
    void stroke(Path path, double scale, double dash) {
        for (int piece = 0; piece < path.pieces(); piece++) {
            bend = false;
            if (dash >= SHORTEST_DASH) {
                dashed(path, piece, scale, dash);
            } else {
                for (int i = path.begin(piece) + 1; i < path.end(piece); i++) {
                    part(path.x(i - 1) * scale, path.y(i - 1) * scale, path.x(i) * scale, path.y(i) * scale);
                }
            }
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
                bend = false;
                continue;
            }
            bend &= from == 0;
            dashes.skip(from);
            while (from < end) {
                double next = Math.min(end, from + dashes.left);
                if (dashes.on) {
                    part(
                            x + dx * from / length,
                            y + dy * from / length,
                            x + dx * next / length,
                            y + dy * next / length);
                }
                bend &= dashes.left > next - from;
                dashes.skip(next - from);
                from = next;
            }
            bend &= end == length;
            dashes.skip(length - end);
        }
    }

    /** Which share of the way to a point lies before the box; 1 if it never comes there. */
    private double entry(double x, double y, double dx, double dy) {
        double margin = half * MITRE_LIMIT + 1;
        double across = share(x, dx, to.clipLeft() - margin, to.clipRight() + margin);
        double down = share(y, dy, to.clipTop() - margin, to.clipBottom() + margin);
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
        return Math.max(x0, x1) < to.clipLeft() - margin
                || Math.min(x0, x1) > to.clipRight() + margin
                || Math.max(y0, y1) < to.clipTop() - margin
                || Math.min(y0, y1) > to.clipBottom() + margin;
    }

    /** A straight part, and the corner between it and the one before. */
    private void part(double x0, double y0, double x1, double y1) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.sqrt(dx * dx + dy * dy);
        if (!(length >= SHORTEST && length <= LONGEST)) {
            bend = false;
            return;
        }
        double nx = -dy / length * half;
        double ny = dx / length * half;
        if (!isOutside(x0, y0, x1, y1)) {
            if (bend) {
                corner(x0, y0, nx, ny);
            }
            to.edge(x0 + nx, y0 + ny, x1 + nx, y1 + ny);
            to.edge(x1 + nx, y1 + ny, x1 - nx, y1 - ny);
            to.edge(x1 - nx, y1 - ny, x0 - nx, y0 - ny);
            to.edge(x0 - nx, y0 - ny, x0 + nx, y0 + ny);
        }
        lastNormalX = nx;
        lastNormalY = ny;
        bend = true;
    }

    /** Fills the outer side of a bend: the triangle to its two ends, and on to where the outer edges meet. */
    private void corner(double x, double y, double nx, double ny) {
        double turn = lastNormalX * ny - lastNormalY * nx;
        if (Math.abs(turn) < 1e-9 * half * half) {
            return;
        }
        // The outer side is on the right of a line that bends to the left, and the other way round.
        double side = turn > 0 ? -1 : 1;
        double ax = x + side * lastNormalX;
        double ay = y + side * lastNormalY;
        double bx = x + side * nx;
        double by = y + side * ny;
        double middleX = lastNormalX + nx;
        double middleY = lastNormalY + ny;
        double middle = (middleX * middleX + middleY * middleY) / 4;
        double reach = half * half / Math.max(middle, Double.MIN_NORMAL);
        boolean pointed = half <= MITRE_LIMIT * Math.sqrt(middle);
        double tipX = x + side * middleX / 2 * reach;
        double tipY = y + side * middleY / 2 * reach;
        if (side > 0) {
            shape(x, y, ax, ay, tipX, tipY, bx, by, pointed);
        } else {
            shape(x, y, bx, by, tipX, tipY, ax, ay, pointed);
        }
    }

    private void shape(
            double x, double y, double ax, double ay, double tipX, double tipY, double bx, double by, boolean pointed) {
        to.edge(x, y, ax, ay);
        if (pointed) {
            to.edge(ax, ay, tipX, tipY);
            to.edge(tipX, tipY, bx, by);
        } else {
            to.edge(ax, ay, bx, by);
        }
        to.edge(bx, by, x, y);
    }
}
