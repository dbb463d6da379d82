package plumbago.web.graph.battery;

import java.util.ArrayList;
import java.util.List;

/** Cuts lines at a rectangle. */
final class Clipping {
    /** Ends this close are the same point, in pixels. */
    private static final double SAME = 0.03;

    /** What is shorter leaves no mark, in pixels. */
    private static final double SHORTEST = 0.3;

    private Clipping() {}

    /** The unconnected pieces of the lines within the box. */
    static List<Polyline> pieces(List<Polyline> lines, Box box) {
        List<Polyline> joined = new ArrayList<>();
        for (Polyline line : lines) {
            for (Polyline piece : cut(line, box)) {
                Polyline last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
                if (last != null && endsAt(last, piece.x(0), piece.y(0))) {
                    last.follow(piece);
                } else {
                    joined.add(piece.copy());
                }
            }
        }
        joined.removeIf(piece -> piece.length() <= SHORTEST);
        return joined;
    }

    private static boolean endsAt(Polyline line, double x, double y) {
        return Math.abs(line.lastX() - x) < SAME && Math.abs(line.lastY() - y) < SAME;
    }

    private static List<Polyline> cut(Polyline line, Box box) {
        List<Polyline> pieces = new ArrayList<>();
        for (int i = 1; i < line.size(); i++) {
            double ax = line.x(i - 1);
            double ay = line.y(i - 1);
            double dx = line.x(i) - ax;
            double dy = line.y(i) - ay;
            double[] within = {0, 1};
            if (!(narrow(within, -dx, ax - box.x0())
                    && narrow(within, dx, box.x1() - ax)
                    && narrow(within, -dy, ay - box.y0())
                    && narrow(within, dy, box.y1() - ay))) {
                continue;
            }
            double fromX = ax + within[0] * dx;
            double fromY = ay + within[0] * dy;
            if (pieces.isEmpty() || !endsAt(pieces.get(pieces.size() - 1), fromX, fromY)) {
                pieces.add(Polyline.of(fromX, fromY));
            }
            pieces.get(pieces.size() - 1).add(ax + within[1] * dx, ay + within[1] * dy);
        }
        return pieces;
    }

    /** Keeps of a stretch what is on the inner side of one edge (Liang and Barsky's way); false if nothing is. */
    private static boolean narrow(double[] within, double step, double distance) {
        if (step == 0) {
            return distance >= 0;
        }
        double at = distance / step;
        if (step < 0) {
            within[0] = Math.max(within[0], at);
            return at <= within[1];
        }
        boolean meets = at >= within[0];
        within[1] = Math.min(within[1], at);
        return meets;
    }
}
