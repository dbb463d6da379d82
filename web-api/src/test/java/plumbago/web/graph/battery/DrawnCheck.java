package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares what is drawn of the series, in its order: lines and areas as shapes. */
final class DrawnCheck {
    private static final List<String> KINDS = List.of("area", "line", "infinite");

    /** What lets more through is not to be seen. */
    private static final double FAINTEST = 0.004;

    /** Areas smaller than this leave no mark, in square pixels. */
    private static final double SMALLEST = 0.3;

    private static final double BORDER = 0.01;
    private static final double DASH = 0.06;

    private final JsonNode want;
    private final SvgPicture svg;
    private final DrawingArea area;
    private final Differences differences;

    /** What of the recorded picture leaves a mark; the pieces of lines, none for an area. */
    private record Wanted(JsonNode drawn, List<Polyline> pieces) {}

    /** What of the picture leaves a mark; the pieces of lines, the rings of an area. */
    private record Found(SvgElement element, String kind, List<Polyline> lines) {}

    DrawnCheck(JsonNode want, SvgPicture svg, DrawingArea area, Differences differences) {
        this.want = want;
        this.svg = svg;
        this.area = area;
        this.differences = differences;
    }

    void run() {
        List<Wanted> wanted = wanted();
        List<Found> found = new ArrayList<>();
        for (SvgElement element : svg.within("lines")) {
            if (element.tag().equals("text")) {
                continue;
            }
            Optional<String> kind = KINDS.stream().filter(element::is).findFirst();
            if (kind.isEmpty()) {
                differences.say("an element among the lines is of no known class: " + element.classes());
                return;
            }
            List<Polyline> lines = kind.get().equals("area") ? rings(element) : pieces(element);
            if (!lines.isEmpty()) {
                found.add(new Found(element, kind.get(), lines));
            }
        }
        List<String> order = wanted.stream()
                .map(one -> one.drawn().get("kind").asText() + " of " + series(one.drawn()))
                .toList();
        List<String> foundOrder = found.stream()
                .map(one -> one.kind() + " of " + one.element().attributes().get("data-series"))
                .toList();
        if (differences.same("drawn", order, foundOrder)) {
            for (int i = 0; i < wanted.size(); i++) {
                compare(order.get(i), wanted.get(i), found.get(i));
            }
        }
    }

    private static String series(JsonNode drawn) {
        return drawn.get("series").asText();
    }

    private List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        for (JsonNode drawn : want) {
            List<Polyline> lines = new ArrayList<>();
            for (JsonNode recorded : drawn.path("path")) {
                Polyline line = new Polyline();
                recorded.forEach(point -> line.add(
                        area.lineX(point.get(0).asDouble()), area.y(point.get(1).asDouble())));
                lines.add(line);
            }
            List<Polyline> pieces = Clipping.pieces(lines, area.box().wider(BORDER));
            if (!pieces.isEmpty() || drawn.get("kind").asText().equals("area")) {
                wanted.add(new Wanted(drawn, pieces));
            }
        }
        return wanted;
    }

    private static boolean visible(Optional<Paint> paint) {
        return paint.isPresent() && paint.get().opacity() >= FAINTEST;
    }

    private List<Polyline> rings(SvgElement element) {
        if (!visible(element.fill())) {
            return List.of();
        }
        Outline outline = element.outline();
        boolean within = outline.bounds().filter(area.box()::meets).isPresent();
        return within && outline.area() >= SMALLEST ? outline.rings() : List.of();
    }

    private List<Polyline> pieces(SvgElement element) {
        return visible(element.stroke()) && element.strokeWidth() > 0
                ? Clipping.pieces(element.lines(), area.box().wider(BORDER))
                : List.of();
    }

    private void compare(String what, Wanted wanted, Found found) {
        JsonNode drawn = wanted.drawn();
        if (found.kind().equals("area")) {
            differences.paint(what, drawn, found.element().fill());
            compareColumns(what, drawn.get("columns"), found);
            return;
        }
        differences.paint(what, drawn, found.element().stroke());
        double width = drawn.get("width").asDouble();
        differences.close(what + " width", width, found.element().strokeWidth(), SvgCheck.LINE_WIDTH);
        compareDashes(what, drawn.path("dash"), found.element().dashes());
        if (drawn.has("axis")) {
            String axis = found.element().attribute("data-axis", "left");
            differences.same(what + " axis", drawn.get("axis").asText(), axis);
        }
        compareLines(what, wanted, found.lines());
    }

    private void compareDashes(String what, JsonNode wanted, List<Double> dashes) {
        boolean same = wanted.size() == dashes.size();
        for (int i = 0; same && i < dashes.size(); i++) {
            same = Math.abs(wanted.get(i).asDouble() - dashes.get(i)) <= DASH;
        }
        if (!same) {
            differences.say(what + ": expected the dashes " + wanted + ", got " + dashes);
        }
    }

    private void compareLines(String what, Wanted wanted, List<Polyline> lines) {
        boolean clamped = wanted.drawn().has("clamped");
        double step = wanted.drawn().path("clamped").asDouble() * area.drawingWidth();
        double reach = SvgCheck.PLACE + (clamped ? step : 0);
        if (!clamped && !differences.same(what + ": pieces", wanted.pieces().size(), lines.size())) {
            return;
        }
        Optional<double[]> missing = Nearby.stray(wanted.pieces(), lines, reach);
        if (missing.isPresent()) {
            differences.say(what + ": nothing at " + point(missing.get()));
            return;
        }
        Nearby.stray(lines, wanted.pieces(), reach)
                .ifPresent(point -> differences.say(what + ": too much at " + point(point)));
    }

    private static String point(double[] point) {
        return String.format(Locale.ROOT, "(%.1f, %.1f)", point[0], point[1]);
    }

    /** The shape of an area, by what it covers of some upright lines; one in forty may differ at an edge of steps. */
    private void compareColumns(String what, JsonNode columns, Found found) {
        Outline outline = new Outline(found.lines());
        int bad = 0;
        for (JsonNode column : columns) {
            FilledColumn recorded = FilledColumn.of(column.get(1), area);
            double x = area.lineX(column.get(0).asDouble());
            List<Outline.Span> spans =
                    FilledColumn.cut(outline.covered(x, found.element().evenOdd()), area.box());
            if (!recorded.agreesWith(spans)) {
                bad++;
            }
            if (bad > Math.max(1, columns.size() / 40)) {
                differences.say(what + ": at x = " + x + " expected " + recorded + ", got " + spans);
                return;
            }
        }
    }
}
