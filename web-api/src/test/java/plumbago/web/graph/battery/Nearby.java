package plumbago.web.graph.battery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lines in square cells, to find quickly whether one passes near a point. */
final class Nearby {
    private record Segment(double x, double y, double dx, double dy) {}

    private final Map<Long, List<Segment>> cells = new HashMap<>();
    private final double cell;
    private final double reach;

    Nearby(List<Polyline> lines, double reach) {
        this.reach = reach;
        cell = Math.max(4, 2 * reach);
        for (Polyline line : lines) {
            for (int i = 1; i < line.size(); i++) {
                enter(new Segment(line.x(i - 1), line.y(i - 1), line.x(i) - line.x(i - 1), line.y(i) - line.y(i - 1)));
            }
        }
    }

    /** The first point of the lines, stepping by pixels, that is farther than reach from all the others. */
    static Optional<double[]> stray(List<Polyline> lines, List<Polyline> others, double reach) {
        Nearby nearby = new Nearby(others, reach);
        for (Polyline line : lines) {
            for (int i = 1; i < line.size(); i++) {
                double dx = line.x(i) - line.x(i - 1);
                double dy = line.y(i) - line.y(i - 1);
                int steps = Math.max(1, (int) Math.hypot(dx, dy));
                for (int k = 0; k <= steps; k++) {
                    double x = line.x(i - 1) + dx * k / steps;
                    double y = line.y(i - 1) + dy * k / steps;
                    if (!nearby.passes(x, y)) {
                        return Optional.of(new double[] {x, y});
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a line passes within reach. */
    boolean passes(double x, double y) {
        for (Segment segment : cells.getOrDefault(key(index(x), index(y)), List.of())) {
            double square = segment.dx * segment.dx + segment.dy * segment.dy;
            double along = ((x - segment.x) * segment.dx + (y - segment.y) * segment.dy) / square;
            double t = square == 0 ? 0 : Math.max(0, Math.min(1, along));
            double ex = segment.x + t * segment.dx - x;
            double ey = segment.y + t * segment.dy - y;
            if (ex * ex + ey * ey <= reach * reach) {
                return true;
            }
        }
        return false;
    }

    private void enter(Segment segment) {
        int steps = (int) (Math.hypot(segment.dx, segment.dy) / cell * 2) + 1;
        Set<Long> touched = new HashSet<>();
        for (int i = 0; i <= steps; i++) {
            long x = index(segment.x + segment.dx * i / steps);
            long y = index(segment.y + segment.dy * i / steps);
            for (long nearX = x - 1; nearX <= x + 1; nearX++) {
                for (long nearY = y - 1; nearY <= y + 1; nearY++) {
                    if (touched.add(key(nearX, nearY))) {
                        cells.computeIfAbsent(key(nearX, nearY), none -> new ArrayList<>())
                                .add(segment);
                    }
                }
            }
        }
    }

    private long index(double at) {
        return (long) Math.floor(at / cell);
    }

    private static long key(long x, long y) {
        return (x << 32) | (y & 0xffff_ffffL);
    }
}
