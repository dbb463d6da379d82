package plumbago.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Holds one answer against the recorded one. */
final class Comparison {
    private static final double RELATIVE = 1e-9;
    private static final double ABSOLUTE = 1e-12;

    private final Set<String> ignored = new HashSet<>();
    private final Set<String> loose = new HashSet<>();
    private final boolean unordered;
    private final boolean shapeOnly;
    private final boolean numbersAsText;
    private final double tolerance;

    Comparison(JsonNode expectation, boolean shapeOnly) {
        expectation.path("ignore").forEach(key -> ignored.add(key.asText()));
        expectation.path("loose").forEach(key -> loose.add(key.asText()));
        unordered = expectation.path("unordered").asBoolean();
        tolerance = expectation.path("tolerance").asDouble(RELATIVE);
        String kind = expectation.path("kind").asText();
        numbersAsText = kind.equals("raw") || kind.equals("csv");
        this.shapeOnly = shapeOnly || expectation.path("shape_only").asBoolean();
    }

    /** The first difference, or null. */
    String difference(JsonNode want, JsonNode got, String at) {
        if (!kind(want).equals(kind(got))) {
            return at + ": expected " + brief(want) + ", got " + brief(got);
        }
        if (want.isObject()) {
            return objects(want, got, at);
        }
        if (want.isArray()) {
            return arrays(want, got, at);
        }
        if (shapeOnly) {
            return null;
        }
        boolean same = want.isNumber()
                ? close(want.asDouble(), got.asDouble())
                : want.isTextual() ? sameText(want.asText(), got.asText()) : want.equals(got);
        return same ? null : at + ": expected " + brief(want) + ", got " + brief(got);
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name();
    }

    private String objects(JsonNode want, JsonNode got, String at) {
        for (Iterator<String> keys = want.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (ignored.contains(key)) {
                continue;
            }
            if (!got.has(key)) {
                return at + ": key " + key + " is missing";
            }
            if (loose.contains(key)) {
                if (!kind(want.get(key)).equals(kind(got.get(key)))) {
                    return at + "." + key + ": got " + brief(got.get(key));
                }
                continue;
            }
            String difference = difference(want.get(key), got.get(key), at + "." + key);
            if (difference != null) {
                return difference;
            }
        }
        for (Iterator<String> keys = got.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!want.has(key) && !ignored.contains(key)) {
                return at + ": unexpected key " + key;
            }
        }
        return null;
    }

    private String arrays(JsonNode want, JsonNode got, String at) {
        if (want.size() != got.size()) {
            return at + ": expected " + want.size() + " elements, got " + got.size();
        }
        List<JsonNode> wanted = new ArrayList<>();
        List<JsonNode> gotten = new ArrayList<>();
        want.forEach(wanted::add);
        got.forEach(gotten::add);
        if (unordered) {
            Comparator<JsonNode> byText = Comparator.comparing(Comparison::sorted);
            wanted.sort(byText);
            gotten.sort(byText);
        }
        for (int i = 0; i < wanted.size(); i++) {
            String difference = difference(wanted.get(i), gotten.get(i), at + "[" + i + "]");
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static String sorted(JsonNode node) {
        List<String> parts = new ArrayList<>();
        node.properties().forEach(field -> parts.add(field.toString()));
        parts.sort(Comparator.naturalOrder());
        return parts.isEmpty() ? node.toString() : parts.toString();
    }

    private boolean close(double a, double b) {
        return a == b || Math.abs(a - b) <= Math.max(ABSOLUTE, tolerance * Math.max(Math.abs(a), Math.abs(b)));
    }

    /** Equal, or equal but for the last digits of long numbers in it. */
    private boolean sameText(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        if (numbersAsText) {
            try {
                return close(number(a), number(b));
            } catch (NumberFormatException e) {
                return false;
            }
        }
        String number = "-?\\d+\\.?\\d*(?:[eE][-+]?\\d+)?";
        return a.replaceAll(number, "#").equals(b.replaceAll(number, "#"))
                && a.replaceAll("\\d{13,}", "#").length()
                        == b.replaceAll("\\d{13,}", "#").length()
                && a.replaceAll("(\\d\\.\\d{11})\\d+", "$1").equals(b.replaceAll("(\\d\\.\\d{11})\\d+", "$1"));
    }

    private static double number(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String brief(JsonNode node) {
        String text = node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
