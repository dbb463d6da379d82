package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares names, colours, swatches and rows of a legend. */
final class LegendCheck {
    /** Texts whose feet are this close stand in one row, in pixels. */
    private static final double ONE_ROW = 2;

    private final JsonNode exact;
    private final JsonNode near;
    private final Differences differences;
    private final List<SvgElement> texts;
    private final List<SvgElement> swatches;

    LegendCheck(JsonNode exact, JsonNode near, SvgPicture svg, Differences differences) {
        this.exact = exact;
        this.near = near;
        this.differences = differences;
        texts = svg.textsWithin("legend");
        swatches = svg.find("swatch");
    }

    void run(boolean rows) {
        JsonNode want = exact.path("legend");
        List<String> names = new ArrayList<>();
        want.forEach(entry -> names.add(Texts.collapsed(entry.get(0).asText())));
        if (!differences.same(
                        "legend", names, texts.stream().map(SvgElement::text).toList())
                || !differences.same("swatches", want.size(), swatches.size())
                || want.isEmpty()) {
            return;
        }
        for (int i = 0; i < texts.size(); i++) {
            entry(want.get(i), texts.get(i), swatches.get(i));
        }
        if (rows) {
            differences.same("legend rows", recordedRows(), rows(want));
            places(want);
        }
    }

    private static boolean right(JsonNode entry) {
        return entry.size() > 3;
    }

    private void entry(JsonNode want, SvgElement text, SvgElement swatch) {
        String what = "legend " + want.get(0);
        differences.paint(what, want.get(1).asText(), want.get(2).asDouble(), swatch.fill());
        JsonNode style = exact.get("legendStyle");
        differences.style(what, style, text);
        Optional<Paint> edge = swatch.stroke();
        if (edge.isPresent()) {
            String color = exact.get("swatchEdge").get("color").asText();
            differences.paint("edge of a swatch", color, 1, edge);
        }
        SvgElement.Place place = text.place();
        differences.same(what + " anchor", right(want) ? "end" : "start", place.anchor());
        Box box = swatch.outline()
                .bounds()
                .orElseThrow(() -> new IllegalArgumentException(what + ": its swatch has no extent"));
        double size = style.get("size").asDouble();
        double gap = right(want) ? box.x0() - place.x() : place.x() - box.x1();
        double widest = Math.max(size, 8) * (right(want) ? 2.5 : 1);
        if (gap < -2 || gap > widest) {
            differences.say(what + ": " + gap + " pixels between text and swatch");
        }
        if (place.y() < box.y0() - 1 || place.y() > box.y1() + 0.4 * size + 2) {
            differences.say(what + ": text and swatch are not in one row");
        }
    }

    private Map<String, List<Integer>> recordedRows() {
        Map<String, List<Integer>> rows = new TreeMap<>();
        exact.get("legendRows").properties().forEach(side -> {
            List<Integer> counts = rows.computeIfAbsent(side.getKey(), none -> new ArrayList<>());
            side.getValue().forEach(count -> counts.add(count.asInt()));
        });
        return rows;
    }

    private Map<String, List<Integer>> rows(JsonNode want) {
        Map<String, List<Integer>> rows = new TreeMap<>();
        Map<String, Double> heights = new TreeMap<>();
        for (int i = 0; i < texts.size(); i++) {
            String side = right(want.get(i)) ? "right" : "left";
            List<Integer> counts = rows.computeIfAbsent(side, none -> new ArrayList<>());
            double y = texts.get(i).place().y();
            if (!counts.isEmpty() && Math.abs(heights.get(side) - y) < ONE_ROW) {
                counts.add(counts.remove(counts.size() - 1) + 1);
            } else {
                counts.add(1);
                heights.put(side, y);
            }
        }
        return rows;
    }

    private void places(JsonNode want) {
        JsonNode recorded = near.get("legend");
        JsonNode tolerance = near.get("legendTol");
        for (int i = 0; i < Math.min(texts.size(), recorded.size()); i++) {
            String what = "legend " + want.get(i).get(0);
            SvgElement.Place place = texts.get(i).place();
            JsonNode wanted = recorded.get(i);
            differences.close(
                    what + " x",
                    wanted.get(0).asDouble(),
                    place.x(),
                    tolerance.get(0).asDouble());
            if (!differences.close(
                    what + " y",
                    wanted.get(1).asDouble(),
                    place.y(),
                    tolerance.get(1).asDouble())) {
                return;
            }
        }
    }
}
