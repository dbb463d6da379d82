package plumbago.web.graph.battery;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An element of an SVG that leaves a mark, with all that it inherits.
 *
 * @param tag its name, without the namespace of SVG
 * @param groups the classes of the groups it stands in
 * @param attributes its own, those within {@code style} among them
 * @param properties those that are passed down, its own among them
 * @param matrix from its numbers to pixels of the picture
 * @param opacity the product of all {@code opacity} around it
 */
record SvgElement(
        String tag,
        Set<String> classes,
        Set<String> groups,
        Map<String, String> attributes,
        Map<String, String> properties,
        AffineTransform matrix,
        double opacity,
        Element element) {
    private static final int CIRCLE_STEPS = 180;

    /** Where a text stands: its anchor point in pixels, and how it is turned, in degrees. */
    record Place(double x, double y, String anchor, double angle) {}

    boolean is(String name) {
        return classes.contains(name);
    }

    String attribute(String name, String otherwise) {
        return attributes.getOrDefault(name, otherwise);
    }

    String property(String name, String otherwise) {
        return properties.getOrDefault(name, otherwise);
    }

    Optional<Paint> fill() {
        return paint("fill", "black");
    }

    Optional<Paint> stroke() {
        return paint("stroke", "none");
    }

    private Optional<Paint> paint(String name, String otherwise) {
        double own = Texts.number(properties.get(name + "-opacity"), 1);
        return Paint.parse(property(name, otherwise)).map(paint -> paint.times(own * opacity));
    }

    boolean evenOdd() {
        return property("fill-rule", "nonzero").equals("evenodd");
    }

    private double scale() {
        return Math.sqrt(Math.abs(matrix.getDeterminant()));
    }

    double strokeWidth() {
        return Texts.number(properties.get("stroke-width"), 1) * scale();
    }

    /** The dashes, in pixels: none, one for dashes as long as the gaps, or all. */
    List<Double> dashes() {
        String written = property("stroke-dasharray", "none");
        List<Double> dashes = new ArrayList<>();
        if (!written.equals("none")) {
            for (double dash : Texts.numbers(written)) {
                dashes.add(dash * scale());
            }
        }
        return dashes.size() == 2 && dashes.get(0).equals(dashes.get(1)) ? dashes.subList(0, 1) : dashes;
    }

    double fontSize() {
        return Texts.number(properties.get("font-size"), 16) * scale();
    }

    boolean bold() {
        String weight = property("font-weight", "normal");
        return Set.of("bold", "bolder").contains(weight)
                || (weight.matches("\\d{1,9}") && Integer.parseInt(weight) >= 600);
    }

    boolean italic() {
        return Set.of("italic", "oblique").contains(property("font-style", "normal"));
    }

    String fontFamily() {
        return property("font-family", "").toLowerCase(Locale.ROOT);
    }

    /** What it says, in words with one space between them. */
    String text() {
        return Texts.collapsed(element.getTextContent());
    }

    /** Where it stands as a text; if it has no x itself, its first tspan says it. */
    Place place() {
        Optional<Element> span = attributes.containsKey("x") ? Optional.empty() : firstSpan();
        double x =
                Texts.number(attribute("x", span.map(e -> e.getAttribute("x")).orElse("")), 0);
        double y =
                Texts.number(attribute("y", span.map(e -> e.getAttribute("y")).orElse("")), 0);
        Point2D point = matrix.transform(new Point2D.Double(x, y), null);
        double angle = Math.toDegrees(Math.atan2(matrix.getShearY(), matrix.getScaleX()));
        return new Place(point.getX(), point.getY(), property("text-anchor", "start"), angle);
    }

    private Optional<Element> firstSpan() {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element span && SvgPicture.tag(span).equals("tspan")) {
                return Optional.of(span);
            }
        }
        return Optional.empty();
    }

    Outline outline() {
        return new Outline(lines());
    }

    /** Its subpaths, in pixels of the picture. */
    List<Polyline> lines() {
        return ownLines().stream().map(line -> line.transformed(matrix)).toList();
    }

    private List<Polyline> ownLines() {
        return switch (tag) {
            case "path" -> PathData.read(attribute("d", ""));
            case "line" -> List.of(Polyline.of(own("x1"), own("y1"), own("x2"), own("y2")));
            case "polyline" -> List.of(Polyline.of(Texts.numbers(attribute("points", ""))));
            case "polygon" -> List.of(polygon(Polyline.of(Texts.numbers(attribute("points", "")))));
            case "rect" -> List.of(rectangle(own("x"), own("y"), own("width"), own("height")));
            case "circle", "ellipse" -> List.of(ellipse());
            default -> List.of();
        };
    }

    private double own(String name) {
        return Texts.number(attributes.get(name), 0);
    }

    private static Polyline polygon(Polyline corners) {
        if (corners.size() > 0) {
            corners.add(corners.x(0), corners.y(0));
        }
        return corners;
    }

    private static Polyline rectangle(double x, double y, double width, double height) {
        return Polyline.of(x, y, x + width, y, x + width, y + height, x, y + height, x, y);
    }

    private Polyline ellipse() {
        double rx = own(attributes.containsKey("r") ? "r" : "rx");
        double ry = own(attributes.containsKey("r") ? "r" : "ry");
        Polyline ring = new Polyline();
        for (int i = 0; i <= CIRCLE_STEPS; i++) {
            double turn = 2 * Math.PI * i / CIRCLE_STEPS;
            ring.add(own("cx") + rx * Math.cos(turn), own("cy") + ry * Math.sin(turn));
        }
        return ring;
    }
}
