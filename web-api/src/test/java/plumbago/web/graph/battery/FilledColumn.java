package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an area is recorded to fill of an upright line. */
record FilledColumn(List<Stretch> stretches) {
    private static final double TOLERANCE = SvgCheck.PLACE + 0.3;

    /** Thinner ones may be missing, in pixels. */
    private static final double THIN = 2.2;

    private static final double SHORTEST = 0.3;

    /** Where a filled stretch begins, at least and at most, and where it ends; in pixels from above. */
    record Stretch(double fromLeast, double fromMost, double toLeast, double toMost) {
        boolean thick() {
            return toLeast - fromMost > THIN;
        }

        boolean same(Outline.Span span) {
            return holds(span) && span.from() <= fromMost + TOLERANCE && span.to() >= toLeast - TOLERANCE;
        }

        boolean holds(Outline.Span span) {
            return span.from() >= fromLeast - TOLERANCE && span.to() <= toMost + TOLERANCE;
        }
    }

    static FilledColumn of(JsonNode recorded, DrawingArea area) {
        List<Stretch> stretches = new ArrayList<>();
        for (JsonNode ends : recorded) {
            double a = area.y(ends.get(0).asDouble());
            double b = area.y(ends.get(1).asDouble());
            double c = area.y(ends.get(2).asDouble());
            double d = area.y(ends.get(3).asDouble());
            stretches.add(new Stretch(Math.min(a, b), Math.max(a, b), Math.min(c, d), Math.max(c, d)));
        }
        return new FilledColumn(stretches);
    }

    /** What of the spans is within the box. */
    static List<Outline.Span> cut(List<Outline.Span> spans, Box box) {
        return spans.stream()
                .map(span -> new Outline.Span(Math.max(span.from(), box.y0()), Math.min(span.to(), box.y1())))
                .filter(span -> span.to() - span.from() > SHORTEST)
                .toList();
    }

    boolean agreesWith(List<Outline.Span> spans) {
        return stretches.stream()
                        .filter(Stretch::thick)
                        .allMatch(stretch -> spans.stream().anyMatch(stretch::same))
                && spans.stream()
                        .filter(span -> span.to() - span.from() > THIN)
                        .allMatch(span -> stretches.stream().anyMatch(stretch -> stretch.holds(span)));
    }
}
