package plumbago.web.graph.battery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a fill covers: the rings of a shape, each closed from its last point to its first. */
record Outline(List<Polyline> rings) {
    /** Stretches this close are one, in pixels. */
    private static final double TOUCHING = 0.3;

    /** A stretch of an upright line. */
    record Span(double from, double to) {
        boolean holds(double y) {
            return from <= y && y <= to;
        }
    }

    private record Crossing(double y, int direction) {}

    Optional<Box> bounds() {
        double x0 = Double.POSITIVE_INFINITY;
        double x1 = Double.NEGATIVE_INFINITY;
        double y0 = x0;
        double y1 = x1;
        for (Polyline ring : rings) {
            for (int i = 0; i < ring.size(); i++) {
                x0 = Math.min(x0, ring.x(i));
                x1 = Math.max(x1, ring.x(i));
                y0 = Math.min(y0, ring.y(i));
                y1 = Math.max(y1, ring.y(i));
            }
        }
        return x0 <= x1 ? Optional.of(new Box(x0, x1, y0, y1)) : Optional.empty();
    }

    /** The sum of what each ring encloses, in square pixels. */
    double area() {
        double total = 0;
        for (Polyline ring : rings) {
            double twice = 0;
            for (int i = 0; i < ring.size(); i++) {
                int next = (i + 1) % ring.size();
                twice += ring.x(i) * ring.y(next) - ring.x(next) * ring.y(i);
            }
            total += Math.abs(twice / 2);
        }
        return total;
    }

    /** What is filled of the upright line at x, from above. */
    List<Span> covered(double x, boolean evenOdd) {
        List<Span> spans = new ArrayList<>();
        int winding = 0;
        double begin = 0;
        for (Crossing crossing : crossings(x)) {
            boolean before = inside(winding, evenOdd);
            winding += crossing.direction();
            boolean after = inside(winding, evenOdd);
            if (!before && after) {
                begin = crossing.y();
            } else if (before && !after) {
                add(spans, begin, crossing.y());
            }
        }
        return spans;
    }

    private static void add(List<Span> spans, double from, double to) {
        if (!spans.isEmpty() && from <= spans.get(spans.size() - 1).to() + TOUCHING) {
            Span last = spans.remove(spans.size() - 1);
            spans.add(new Span(last.from(), Math.max(last.to(), to)));
        } else {
            spans.add(new Span(from, to));
        }
    }

    private static boolean inside(int winding, boolean evenOdd) {
        return (evenOdd ? winding % 2 : winding) != 0;
    }

    private List<Crossing> crossings(double x) {
        List<Crossing> crossings = new ArrayList<>();
        for (Polyline ring : rings) {
            for (int i = 0; i < ring.size(); i++) {
                int next = (i + 1) % ring.size();
                double x0 = ring.x(i);
                double x1 = ring.x(next);
                if ((x0 <= x && x < x1) || (x1 <= x && x < x0)) {
                    double y = ring.y(i) + (ring.y(next) - ring.y(i)) * (x - x0) / (x1 - x0);
                    crossings.add(new Crossing(y, x0 < x1 ? 1 : -1));
                }
            }
        }
        crossings.sort(Comparator.comparingDouble(Crossing::y).thenComparingInt(Crossing::direction));
        return crossings;
    }
}
