package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Gathers in what a picture differs from the recorded one. */
final class Differences {
    private static final double OPACITY = 0.02;
    private static final double FONT_SIZE = 0.06;
    private static final int COLOR = 1;
    private static final int LONGEST = 160;

    private final List<String> found = new ArrayList<>();

    List<String> found() {
        return found;
    }

    void say(String difference) {
        found.add(difference);
    }

    boolean same(String what, Object want, Object got) {
        if (Objects.equals(want, got)) {
            return true;
        }
        say(what + ": expected " + brief(want) + ", got " + brief(got));
        return false;
    }

    boolean close(String what, double want, double got, double tolerance) {
        if (Math.abs(want - got) <= tolerance) {
            return true;
        }
        say(String.format(Locale.ROOT, "%s: expected %.6g within %.3g, got %.6g", what, want, tolerance, got));
        return false;
    }

    /** Compares a paint with the {@code color} and {@code alpha} of a recorded one. */
    void paint(String what, JsonNode want, Optional<Paint> got) {
        paint(what, want.get("color").asText(), want.path("alpha").asDouble(1), got);
    }

    void paint(String what, String color, double opacity, Optional<Paint> got) {
        if (got.isEmpty()) {
            say(what + ": not painted");
        } else if (got.get().distance(Paint.parse(color).orElseThrow()) > COLOR) {
            say(what + ": expected the colour " + color + ", got " + got.get().hex());
        } else if (Math.abs(opacity - got.get().opacity()) > OPACITY) {
            say(what + ": expected the opacity " + opacity + ", got "
                    + got.get().opacity());
        }
    }

    /** Compares colour and font of a text with the recorded ones. */
    void style(String what, JsonNode want, SvgElement text) {
        paint(what, want, text.fill());
        close(what + " font size", want.get("size").asDouble(), text.fontSize(), FONT_SIZE);
        same(what + " bold", want.path("bold").asBoolean(), text.bold());
        same(what + " italic", want.path("italic").asBoolean(), text.italic());
        if (want.has("family")
                && !text.fontFamily().contains(want.get("family").asText().toLowerCase(Locale.ROOT))) {
            say(what + ": expected the font " + want.get("family").asText() + ", got " + text.fontFamily());
        }
    }

    /** The difference of two angles in degrees, from -180 to 180. */
    static double turn(double angle, double other) {
        return Math.IEEEremainder(angle - other, 360);
    }

    private static String brief(Object value) {
        String text = String.valueOf(value);
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
