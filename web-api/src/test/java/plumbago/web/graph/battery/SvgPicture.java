package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An SVG as read: its size, its elements that leave a mark in their order, and its metadata. */
final class SvgPicture {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private static final Set<String> INHERITED = Set.of(
            "fill",
            "stroke",
            "fill-opacity",
            "stroke-opacity",
            "stroke-width",
            "stroke-dasharray",
            "font-size",
            "font-weight",
            "font-style",
            "font-family",
            "text-anchor",
            "fill-rule",
            "visibility",
            "clip-rule");

    private static final Set<String> UNPAINTED = Set.of("defs", "title", "desc", "style", "clipPath");
    private static final Pattern TRANSFORM = Pattern.compile("(\\w+)\\s*\\(([^)]*)\\)");
    private static final Pattern OTHER_UNIT = Pattern.compile("\\d\\s*(pt|in|cm|mm|em|%)\\s*$");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final List<SvgElement> elements = new ArrayList<>();
    private final double width;
    private final double height;
    private JsonNode metadata = MissingNode.getInstance();
    private String title = "";

    /** What stands around an element. */
    private record Around(Map<String, String> properties, AffineTransform matrix, double opacity, Set<String> groups) {}

    private SvgPicture(Element root) throws IOException {
        if (!tag(root).equals("svg")) {
            throw new IOException("the root is not svg but " + tag(root));
        }
        width = Texts.number(root.getAttribute("width"), -1);
        height = Texts.number(root.getAttribute("height"), -1);
        if (OTHER_UNIT.matcher(root.getAttribute("width")).find()) {
            throw new IOException("the width is not in pixels: " + root.getAttribute("width"));
        }
        if (root.hasAttribute("viewBox")) {
            double[] box = Texts.numbers(root.getAttribute("viewBox"));
            if (box[0] != 0 || box[1] != 0 || Math.abs(box[2] - width) > 0.01 || Math.abs(box[3] - height) > 0.01) {
                throw new IOException("the viewBox does not fit the size: " + root.getAttribute("viewBox"));
            }
        }
        for (Element child : children(root)) {
            if (tag(child).equals("title")) {
                title = Texts.collapsed(child.getTextContent());
            }
        }
        walk(root, new Around(Map.of(), new AffineTransform(), 1, Set.of()));
    }

    /** Reads a picture; what is no SVG, or asks for things from elsewhere, is an error. */
    static SvgPicture read(byte[] body) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return new SvgPicture(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("no XML: " + e.getMessage(), e);
        }
    }

    static String tag(Element element) {
        return NAMESPACE.equals(element.getNamespaceURI()) ? element.getLocalName() : element.getNodeName() + " of XML";
    }

    /** In pixels. */
    double width() {
        return width;
    }

    /** In pixels. */
    double height() {
        return height;
    }

    /** What the picture is called; empty if nothing says it. */
    String title() {
        return title;
    }

    /** What the script of the picture says of it, or a missing node. */
    JsonNode metadata() {
        return metadata;
    }

    /** All that leave a mark, in their order. */
    List<SvgElement> elements() {
        return elements;
    }

    /** The elements of a class. */
    List<SvgElement> find(String name) {
        return elements.stream().filter(element -> element.is(name)).toList();
    }

    List<SvgElement> texts() {
        return elements.stream().filter(element -> element.tag().equals("text")).toList();
    }

    List<SvgElement> texts(String name) {
        return texts().stream().filter(element -> element.is(name)).toList();
    }

    /** The elements within the groups of a class. */
    List<SvgElement> within(String group) {
        return elements.stream()
                .filter(element -> element.groups().contains(group))
                .toList();
    }

    List<SvgElement> textsWithin(String group) {
        return texts().stream()
                .filter(element -> element.groups().contains(group))
                .toList();
    }

    private void walk(Element element, Around around) throws IOException {
        String tag = tag(element);
        if (UNPAINTED.contains(tag)) {
            return;
        }
        if (tag.equals("script") || tag.equals("metadata")) {
            readMetadata(element.getTextContent());
            return;
        }
        Map<String, String> attributes = attributes(element);
        if ("none".equals(attributes.get("display"))) {
            return;
        }
        Map<String, String> properties = new HashMap<>(around.properties());
        attributes.forEach((name, value) -> {
            if (INHERITED.contains(name) && !value.equals("inherit")) {
                properties.put(name, value);
            }
        });
        double opacity = around.opacity() * Texts.number(attributes.get("opacity"), 1);
        AffineTransform matrix = new AffineTransform(around.matrix());
        matrix.concatenate(transform(attributes.getOrDefault("transform", "")));
        Set<String> classes = words(attributes.getOrDefault("class", ""));
        if (Set.of("g", "svg", "a").contains(tag)) {
            Set<String> groups = new LinkedHashSet<>(around.groups());
            groups.addAll(classes);
            for (Element child : children(element)) {
                walk(child, new Around(properties, matrix, opacity, groups));
            }
        } else if (!"hidden".equals(properties.get("visibility"))) {
            elements.add(
                    new SvgElement(tag, classes, around.groups(), attributes, properties, matrix, opacity, element));
        }
    }

    private void readMetadata(String script) throws IOException {
        int begin = script.indexOf('{');
        if (begin >= 0 && metadata.isMissingNode()) {
            metadata = JSON.readTree(script.substring(begin, Math.max(begin, script.lastIndexOf('}') + 1)));
        }
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> attributes = new HashMap<>();
        NamedNodeMap all = element.getAttributes();
        for (int i = 0; i < all.getLength(); i++) {
            attributes.put(all.item(i).getNodeName(), all.item(i).getNodeValue());
        }
        String style = attributes.remove("style");
        for (String part : style == null ? new String[0] : style.split(";", -1)) {
            int colon = part.indexOf(':');
            if (colon >= 0) {
                attributes.put(
                        part.substring(0, colon).strip(),
                        part.substring(colon + 1).strip());
            }
        }
        return attributes;
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>(List.of(text.strip().split("\\s+", -1)));
        words.remove("");
        return words;
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                children.add(found);
            }
        }
        return children;
    }

    private static AffineTransform transform(String text) {
        AffineTransform all = new AffineTransform();
        Matcher matcher = TRANSFORM.matcher(text);
        while (matcher.find()) {
            double[] v = Texts.numbers(matcher.group(2));
            all.concatenate(
                    switch (matcher.group(1)) {
                        case "translate" -> AffineTransform.getTranslateInstance(v[0], v.length > 1 ? v[1] : 0);
                        case "scale" -> AffineTransform.getScaleInstance(v[0], v.length > 1 ? v[1] : v[0]);
                        case "rotate" ->
                            v.length == 3
                                    ? AffineTransform.getRotateInstance(Math.toRadians(v[0]), v[1], v[2])
                                    : AffineTransform.getRotateInstance(Math.toRadians(v[0]));
                        case "matrix" -> new AffineTransform(v);
                        default -> throw new IllegalArgumentException("a transform that is not read here: " + text);
                    });
        }
        return all;
    }

    /** Reports to who called, not to the standard error. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
