package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares a picture of lines: its area, its labels, and by others its metadata, grid and lines. */
final class LinesCheck {
    private static final List<String> EDGES = List.of("xmin", "xmax", "ymin", "ymax");

    /** How far a label may stand from the edge of the area, in pixels. */
    private static final double GAP = 10;

    private final JsonNode exact;
    private final JsonNode near;
    private final Set<String> skipped;
    private final SvgPicture svg;
    private final Differences differences;

    LinesCheck(JsonNode exact, JsonNode near, Set<String> skipped, SvgPicture svg, Differences differences) {
        this.exact = exact;
        this.near = near;
        this.skipped = skipped;
        this.svg = svg;
        this.differences = differences;
    }

    void run() {
        JsonNode metadata = svg.metadata();
        if (!metadata.has("area")) {
            differences.say("the svg has no metadata with an area");
            return;
        }
        DrawingArea area =
                DrawingArea.of(metadata.get("area"), exact.get("lineWidth").asDouble());
        for (int i = 0; i < EDGES.size(); i++) {
            differences.close(
                    "area " + EDGES.get(i),
                    near.get("area").get(i).asDouble(),
                    metadata.get("area").get(EDGES.get(i)).asDouble(),
                    near.get("areaTol").get(i).asDouble());
        }
        if (exact.has("metadata")) {
            new MetadataCheck(exact.get("metadata"), metadata, skipped, differences).run();
        }
        if (near.path("degenerate").asBoolean()) {
            return;
        }
        if (!skipped.contains("yLabels")) {
            yLabels("left", area);
            yLabels("right", area);
        }
        if (!skipped.contains("xLabels")) {
            xLabels(area);
        }
        new GridCheck(exact.get("grid"), svg, area, differences).run(!skipped.contains("grid"));
        if (!skipped.contains("drawn")) {
            new DrawnCheck(exact.get("drawn"), svg, area, differences).run();
        }
    }

    private boolean sameTexts(String what, JsonNode want, List<SvgElement> found) {
        List<String> texts = new ArrayList<>();
        want.forEach(label -> texts.add(Texts.collapsed(label.get(0).asText())));
        return differences.same(
                what, texts, found.stream().map(SvgElement::text).toList());
    }

    private void yLabels(String side, DrawingArea area) {
        boolean left = side.equals("left");
        List<SvgElement> found = svg.texts("y-label").stream()
                .filter(label -> label.is("right") != left)
                .toList();
        JsonNode want = exact.get("yLabels").path(side);
        if (!sameTexts("y labels " + side, want, found)) {
            return;
        }
        JsonNode style = exact.path("labelStyle");
        for (int i = 0; i < found.size(); i++) {
            String what = "y label " + want.get(i).get(0);
            differences.style(what, style, found.get(i));
            SvgElement.Place place = found.get(i).place();
            differences.same(what + " anchor", left ? "end" : "start", place.anchor());
            double size = style.get("size").asDouble();
            double line = Math.max(0, area.y(want.get(i).get(2).asDouble()));
            differences.close(what + " y", line + 0.34 * size, place.y(), SvgCheck.PLACE + 0.28 * size);
            double gap = left ? area.xMin() - place.x() : place.x() - area.xMax();
            if (gap < -1 || gap > GAP) {
                differences.say(what + ": " + gap + " pixels from the edge of the area");
            }
        }
    }

    private void xLabels(DrawingArea area) {
        List<SvgElement> found = svg.texts("x-label");
        JsonNode want = exact.get("xLabels");
        if (!sameTexts("x labels", want, found)) {
            return;
        }
        JsonNode style = exact.path("labelStyle");
        for (int i = 0; i < found.size(); i++) {
            String what = "x label " + want.get(i).get(0);
            differences.style(what, style, found.get(i));
            SvgElement.Place place = found.get(i).place();
            differences.same(what + " anchor", "middle", place.anchor());
            differences.close(what + " x", area.x(want.get(i).get(2).asDouble()), place.x(), SvgCheck.PLACE);
            double size = style.get("size").asDouble();
            double below = place.y() - area.yMax();
            if (below < 0.6 * size || below > 2.6 * size) {
                differences.say(what + ": its foot is " + below + " pixels below the area");
            }
        }
    }
}
