package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares slices and labels of a pie. */
final class PieCheck {
    /** Slices of no more square pixels may be missing. */
    private static final double SMALLEST = 2;

    private static final double ANGLE = 1.5;

    private final JsonNode exact;
    private final JsonNode near;
    private final SvgPicture svg;
    private final Differences differences;

    /** Where the pie is and how large, in pixels. */
    private record Circle(double x, double y, double radius) {
        double square() {
            return radius * radius;
        }
    }

    PieCheck(JsonNode exact, JsonNode near, SvgPicture svg, Differences differences) {
        this.exact = exact;
        this.near = near;
        this.svg = svg;
        this.differences = differences;
    }

    void run() {
        JsonNode pie = near.get("pie");
        Circle recorded = new Circle(
                pie.get(0).asDouble(), pie.get(1).asDouble(), pie.get(2).asDouble());
        List<JsonNode> wanted = new ArrayList<>();
        double shown = 0;
        for (JsonNode slice : exact.get("slices")) {
            if (turn(slice) * Math.PI * recorded.square() > SMALLEST) {
                wanted.add(slice);
                shown += turn(slice);
            }
        }
        List<SvgElement> found = svg.find("slice").stream()
                .filter(slice -> slice.outline().area() > SMALLEST)
                .toList();
        if (!differences.same("slices", wanted.size(), found.size())) {
            return;
        }
        Circle circle = shown > 0.99 ? circle(found, recorded) : recorded;
        for (int i = 0; i < found.size(); i++) {
            slice(wanted.get(i), found.get(i), circle);
        }
        labels(circle);
    }

    private static double turn(JsonNode slice) {
        return slice.get("to").asDouble() - slice.get("from").asDouble();
    }

    /** The circle that all slices fill, held against the recorded one. */
    private Circle circle(List<SvgElement> slices, Circle recorded) {
        List<Polyline> all = new ArrayList<>();
        slices.forEach(slice -> all.addAll(slice.lines()));
        Optional<Box> bounds = new Outline(all).bounds();
        if (bounds.isEmpty()) {
            return recorded;
        }
        Box box = bounds.get();
        Circle circle = new Circle(
                (box.x0() + box.x1()) / 2, (box.y0() + box.y1()) / 2, (box.x1() - box.x0() + box.y1() - box.y0()) / 4);
        double tolerance = near.get("pieTol").asDouble();
        differences.close("pie x", recorded.x(), circle.x(), tolerance);
        differences.close("pie y", recorded.y(), circle.y(), tolerance);
        differences.close("pie radius", recorded.radius(), circle.radius(), tolerance);
        return circle;
    }

    private void slice(JsonNode want, SvgElement found, Circle circle) {
        String what = "slice " + want.get("color").asText();
        differences.paint(what, want, found.fill());
        Outline outline = found.outline();
        double area = turn(want) * Math.PI * circle.square();
        differences.close(what + " area", area, outline.area(), 0.02 * circle.square() + 2);
        double middle = (want.get("from").asDouble() + want.get("to").asDouble()) / 2 * 2 * Math.PI - Math.PI / 2;
        for (double part : new double[] {0.5, 0.9}) {
            double x = circle.x() + part * circle.radius() * Math.cos(middle);
            double y = circle.y() + part * circle.radius() * Math.sin(middle);
            if (outline.covered(x, false).stream().noneMatch(span -> span.holds(y))) {
                differences.say(what + ": its middle is not filled");
                return;
            }
        }
    }

    private void labels(Circle circle) {
        List<SvgElement> found = svg.texts("slice-label");
        JsonNode want = exact.get("sliceLabels");
        List<String> texts = new ArrayList<>();
        want.forEach(label -> texts.add(label.get(0).asText()));
        if (!differences.same(
                "slice labels", texts, found.stream().map(SvgElement::text).toList())) {
            return;
        }
        JsonNode style = exact.path("sliceLabelStyle");
        for (int i = 0; i < found.size(); i++) {
            String what = "slice label " + texts.get(i);
            differences.style(what, style, found.get(i));
            SvgElement.Place place = found.get(i).place();
            differences.same(what + " anchor", "middle", place.anchor());
            double x = circle.x() + want.get(i).get(1).asDouble() * circle.radius();
            double y = circle.y() + want.get(i).get(2).asDouble() * circle.radius();
            double off = Math.hypot(place.x() - x, place.y() - y);
            differences.close(
                    what + " off its place", 0, off, 0.6 * style.get("size").asDouble() + 2);
            double turned = Differences.turn(place.angle(), want.get(i).get(3).asDouble());
            differences.close(what + " angle", 0, turned, ANGLE);
        }
    }
}
