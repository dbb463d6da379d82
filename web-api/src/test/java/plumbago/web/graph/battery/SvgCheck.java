package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds an SVG against what is recorded of the original's. */
final class SvgCheck {
    /** Exact places agree within this, in pixels. */
    static final double PLACE = 0.8;

    /** Widths of lines agree within this, in pixels. */
    static final double LINE_WIDTH = 0.06;

    private static final double CENTRE = 1.5;
    private static final double ANGLE = 1;
    private static final double COVERS = 1;

    private final JsonNode exact;
    private final JsonNode near;
    private final Set<String> skipped = new TreeSet<>();
    private final SvgPicture svg;
    private final Differences differences;

    SvgCheck(JsonNode expected, SvgPicture svg, Differences differences) {
        exact = expected.get("exact");
        near = expected.get("near");
        expected.path("skip").forEach(part -> skipped.add(part.asText()));
        this.svg = svg;
        this.differences = differences;
    }

    void run() {
        size(differences, exact.get("size"), svg.width(), svg.height());
        if (svg.title().isEmpty()) {
            differences.say("the svg has no title");
        }
        background();
        List<SvgElement> noData = svg.texts("no-data");
        String kind = exact.get("kind").asText();
        if (kind.equals("nothing")) {
            nothing(noData);
            return;
        } else if (!noData.isEmpty()) {
            differences.say("says that there is no data");
            return;
        }
        headline("title");
        headline("vtitle");
        headline("vtitleRight");
        new LegendCheck(exact, near, svg, differences).run(!skipped.contains("legendRows"));
        if (kind.equals("pie")) {
            new PieCheck(exact, near, svg, differences).run();
        } else {
            new LinesCheck(exact, near, skipped, svg, differences).run();
        }
    }

    static boolean size(Differences differences, JsonNode want, double width, double height) {
        return differences.same(
                "size", List.of(want.get(0).asDouble(), want.get(1).asDouble()), List.of(width, height));
    }

    private void background() {
        List<SvgElement> found = svg.find("background");
        if (found.size() != 1) {
            differences.say(found.size() + " elements of class background");
            return;
        }
        Paint paint = found.get(0).fill().orElse(Paint.of(0, 0));
        differences.paint("background", exact.get("background"), Optional.of(paint));
        double width = exact.get("size").get(0).asDouble();
        double height = exact.get("size").get(1).asDouble();
        boolean covers = found.get(0)
                .outline()
                .bounds()
                .filter(box -> Math.abs(box.x0()) <= COVERS
                        && Math.abs(box.y0()) <= COVERS
                        && Math.abs(box.x1() - width) <= COVERS
                        && Math.abs(box.y1() - height) <= COVERS)
                .isPresent();
        if (!covers) {
            differences.say("the background does not cover the picture");
        }
    }

    private void nothing(List<SvgElement> found) {
        if (found.size() != 1) {
            differences.say(found.size() + " texts of class no-data");
            return;
        }
        JsonNode want = exact.get("noData");
        SvgElement text = found.get(0);
        differences.same("text", want.get("text").asText(), text.text());
        differences.style("no data", want, text);
        SvgElement.Place place = text.place();
        differences.same("no data anchor", "middle", place.anchor());
        differences.close("no data x", want.get("x").asDouble(), place.x(), CENTRE);
        double tolerance = 4 + want.get("size").asDouble();
        differences.close("no data y", near.get("noDataY").asDouble(), place.y(), tolerance);
        if (!svg.find("line").isEmpty()
                || !svg.find("area").isEmpty()
                || !svg.find("slice").isEmpty()) {
            differences.say("no data, and yet something is drawn");
        }
    }

    private void headline(String name) {
        List<SvgElement> found = svg.textsWithin(name);
        List<String> lines = new ArrayList<>();
        JsonNode want = exact.path(name);
        want.path("lines").forEach(line -> lines.add(Texts.collapsed(line.asText())));
        if (!differences.same(name, lines, found.stream().map(SvgElement::text).collect(Collectors.toList()))) {
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            differences.style(name, want, found.get(i));
            SvgElement.Place place = found.get(i).place();
            differences.same(name + " anchor", "middle", place.anchor());
            double x = near.get(name).get(i).get(0).asDouble();
            double y = near.get(name).get(i).get(1).asDouble();
            double tolerance = 4
                    + want.get("size").asDouble() * 0.35 * (i + 1)
                    + near.path("slack").asDouble();
            boolean level = name.equals("title");
            differences.close(name + " x", x, place.x(), level ? CENTRE : tolerance);
            differences.close(name + " y", y, place.y(), level ? tolerance : CENTRE);
            double turned = level ? 0 : want.get("rotate").asDouble();
            differences.close(name + " angle", 0, Differences.turn(place.angle(), turned), ANGLE);
        }
    }
}
