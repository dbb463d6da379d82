package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** Compares the lines of a grid: their places, colours and widths. */
final class GridCheck {
    private static final List<String> KINDS = List.of("y.major", "y.minor", "x.major", "x.minor", "border");
    private static final double STRAIGHT = 0.02;

    /** How far the end of a line may be from the area's edge, and a minor line from a major one that hides it. */
    private static final double CLOSE = 1;

    private final JsonNode want;
    private final SvgPicture svg;
    private final DrawingArea area;
    private final Differences differences;
    private final Map<String, List<Line>> found = new LinkedHashMap<>();

    /** A line at a place across its direction, in pixels. */
    private record Line(double at, SvgElement element) {}

    GridCheck(JsonNode want, SvgPicture svg, DrawingArea area, Differences differences) {
        this.want = want;
        this.svg = svg;
        this.area = area;
        this.differences = differences;
    }

    void run(boolean places) {
        for (SvgElement element : svg.within("grid")) {
            if (!element.tag().equals("text") && !gather(element)) {
                return;
            }
        }
        if (!places) {
            return;
        }
        if (want.isEmpty() && found.keySet().stream().anyMatch(kind -> !kind.equals("border"))) {
            differences.say("grid: none expected, got " + found.keySet());
            return;
        }
        for (String kind : KINDS) {
            List<Line> lines = found.getOrDefault(kind, List.of());
            if (want.has(kind)) {
                compare(kind, lines);
            } else if (!lines.isEmpty()) {
                differences.say("grid " + kind + ": none expected, got " + lines.size() + " lines");
            }
        }
    }

    /** Enters the lines of an element; false if it does not say of which kind they are. */
    private boolean gather(SvgElement element) {
        for (Polyline line : element.lines()) {
            if (line.size() < 2) {
                continue;
            }
            boolean level = Math.abs(line.y(0) - line.lastY()) < STRAIGHT;
            if (!level && Math.abs(line.x(0) - line.lastX()) > STRAIGHT) {
                differences.say("a grid line is neither level nor upright");
                continue;
            }
            Optional<String> kind = kind(element, level);
            if (kind.isEmpty()) {
                differences.say("a grid line is neither of class major nor of class minor");
                return false;
            }
            checkEnds(kind.get(), line, level);
            found.computeIfAbsent(kind.get(), none -> new ArrayList<>())
                    .add(new Line(level ? line.y(0) : line.x(0), element));
        }
        return true;
    }

    private static Optional<String> kind(SvgElement element, boolean level) {
        if (element.is("border")) {
            return Optional.of("border");
        }
        String axis = level ? "y." : "x.";
        return Optional.of(element.is("major") ? "major" : element.is("minor") ? "minor" : "")
                .filter(rank -> !rank.isEmpty())
                .map(rank -> axis + rank);
    }

    private void checkEnds(String kind, Polyline line, boolean level) {
        double from = level ? Math.min(line.x(0), line.lastX()) : Math.min(line.y(0), line.lastY());
        double to = level ? Math.max(line.x(0), line.lastX()) : Math.max(line.y(0), line.lastY());
        double wantedFrom = level ? area.xMin() : area.box().y0();
        double wantedTo = level ? area.xMax() : area.box().y1();
        if (Math.abs(from - wantedFrom) > CLOSE || Math.abs(to - wantedTo) > CLOSE) {
            differences.say("grid " + kind + ": expected a line from " + wantedFrom + " to " + wantedTo + ", got "
                    + from + " to " + to);
        }
    }

    private void compare(String kind, List<Line> lines) {
        JsonNode wanted = want.get(kind);
        List<Double> places = places(kind);
        List<Double> seen = new ArrayList<>(lines.stream().map(Line::at).toList());
        String major = kind.replace("minor", "major");
        if (!major.equals(kind) && want.has(major)) {
            List<Double> majors = places(major);
            DoublePredicate hidden = place -> majors.stream().anyMatch(at -> Math.abs(place - at) <= CLOSE);
            places.removeIf(hidden::test);
            seen.removeIf(hidden::test);
        }
        String what = "grid " + kind;
        if (!differences.same(what + ": number of lines", places.size(), seen.size())) {
            return;
        }
        Collections.sort(places);
        Collections.sort(seen);
        for (int i = 0; i < seen.size(); i++) {
            if (!differences.close(what, places.get(i), seen.get(i), SvgCheck.PLACE)) {
                break;
            }
        }
        for (Line line : lines) {
            differences.paint(what, wanted, line.element().stroke());
            double width = line.element().strokeWidth();
            if (!differences.close(what + " width", wanted.get("width").asDouble(), width, SvgCheck.LINE_WIDTH)) {
                break;
            }
        }
    }

    private List<Double> places(String kind) {
        List<Double> places = new ArrayList<>();
        for (JsonNode node : want.get(kind).get("at")) {
            double at = node.asDouble();
            places.add(
                    switch (kind.charAt(0)) {
                        case 'b' -> area.xMin() + at * (area.xMax() - area.xMin());
                        case 'y' -> area.y(at);
                        default -> area.x(at);
                    });
        }
        return places;
    }
}
