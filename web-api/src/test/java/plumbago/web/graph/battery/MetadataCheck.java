package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares what the script of an SVG says of its picture. */
final class MetadataCheck {
    private static final double RELATIVE = 1e-6;

    private final JsonNode want;
    private final JsonNode got;
    private final Set<String> skipped;
    private final Differences differences;

    MetadataCheck(JsonNode want, JsonNode got, Set<String> skipped, Differences differences) {
        this.want = want;
        this.got = got;
        this.skipped = skipped;
        this.differences = differences;
    }

    void run() {
        for (String name : List.of("start", "end")) {
            same("x." + name, want.get("x").get(name), got.path("x").path(name));
        }
        same("lineWidth", want.get("lineWidth"), got.path("options").path("lineWidth"));
        if (!want.has("y")) {
            if (got.path("y").size() > 0) {
                differences.say("metadata has a y although there are two axes");
            }
        } else if (!skipped.contains("yLabels")) {
            y(want.get("y"), got.path("y"));
        }
        if (!skipped.contains("metadata.series")) {
            series(want.get("series"), got.path("series"));
        }
    }

    private void same(String what, JsonNode wanted, JsonNode found) {
        if (!(wanted.isNumber() ? found.isNumber() && wanted.asDouble() == found.asDouble() : wanted.equals(found))) {
            differences.say("metadata " + what + ": expected " + wanted + ", got " + found);
        }
    }

    private static boolean absent(JsonNode node) {
        return node.isNull() || node.isMissingNode();
    }

    private void y(JsonNode wanted, JsonNode found) {
        differences.same("metadata y labels", texts(wanted.get("labels")), texts(found.path("labels")));
        for (String name : List.of("top", "bottom", "step")) {
            JsonNode a = wanted.get(name);
            JsonNode b = found.path(name);
            double largest = Math.max(Math.abs(a.asDouble()), Math.abs(b.asDouble()));
            if (absent(a) != absent(b)
                    || (!absent(a) && !(Math.abs(a.asDouble() - b.asDouble()) <= RELATIVE * largest))) {
                differences.say("metadata y." + name + ": expected " + a + ", got " + b);
            }
        }
        values(wanted.get("labelValues"), found.path("labelValues"));
    }

    private void values(JsonNode wanted, JsonNode found) {
        double largest = Double.MIN_NORMAL;
        for (JsonNode value : wanted) {
            largest = Math.max(largest, Math.abs(value.asDouble()));
        }
        boolean same = wanted.size() == found.size();
        for (int i = 0; same && i < wanted.size(); i++) {
            double apart = Math.abs(wanted.get(i).asDouble() - found.get(i).asDouble());
            same = found.get(i).isNumber() && apart <= RELATIVE * largest;
        }
        if (!same) {
            differences.say("metadata y.labelValues: expected " + wanted + ", got " + found);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText().strip()));
        return texts;
    }

    private void series(JsonNode wanted, JsonNode found) {
        if (!differences.same("metadata series", names(wanted), names(found))) {
            return;
        }
        boolean points = !skipped.contains("drawn");
        for (int i = 0; i < wanted.size(); i++) {
            String what = wanted.get(i).get("name") + " ";
            for (String name : List.of("start", "end", "step", "valuesPerPoint")) {
                if (points || !name.equals("valuesPerPoint")) {
                    same(what + name, wanted.get(i).get(name), found.get(i).path(name));
                }
            }
            if (points) {
                int size = found.get(i).path("data").size();
                differences.same(
                        "metadata " + what + "number of points",
                        wanted.get(i).get("points").asInt(),
                        size);
            }
        }
    }

    private static List<String> names(JsonNode series) {
        List<String> names = new ArrayList<>();
        series.forEach(one -> names.add(one.path("name").asText()));
        return names;
    }
}
