package plumbago.web.graph.battery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A picture that is right but for one thing.
 *
 * @param id the example that is spoiled
 */
record Spoiled(String id, String what, UnaryOperator<String> spoil) {
    @Override
    public String toString() {
        return id + ": " + what;
    }

    private static UnaryOperator<String> replace(String what, String by) {
        return picture -> picture.replaceFirst(what, by);
    }

    /** Lines of the file that match, dropped. */
    private static UnaryOperator<String> drop(String pattern) {
        return replace("(?m)^.*" + pattern + ".*\\n", "");
    }

    /** Two matches of a pattern, exchanged. */
    private static UnaryOperator<String> swap(String pattern) {
        return picture -> {
            List<MatchResult> found = new ArrayList<>();
            Matcher matcher = Pattern.compile(pattern).matcher(picture);
            while (matcher.find()) {
                found.add(matcher.toMatchResult());
            }
            MatchResult a = found.get(0);
            MatchResult b = found.get(1);
            return picture.substring(0, a.start())
                    + b.group()
                    + picture.substring(a.end(), b.start())
                    + a.group()
                    + picture.substring(b.end());
        };
    }

    static List<Spoiled> all() {
        List<Spoiled> all = new ArrayList<>();
        for (String id : List.of("infinite.08", "log.01", "pie.17", "secondYAxis.03")) {
            all.add(new Spoiled(id, "no title", drop("^<title>")));
            all.add(new Spoiled(id, "an empty title", replace("<title>[^<]*", "<title> ")));
            all.add(new Spoiled(id, "no background", drop("class=\"background\"")));
            all.add(new Spoiled(id, "background of another colour", replace("fill=\"#ffffff\"", "fill=\"#fffffc\"")));
            all.add(new Spoiled(
                    id, "half a background", replace("(background\" width=\"\\d+\" height=\")\\d+", "$1100")));
            all.add(new Spoiled(id, "wider", replace("<svg (.*?) width=\"(\\d+)\"", "<svg $1 width=\"1$2\"")));
            all.add(new Spoiled(
                    id, "a size in points", replace("<svg (.*?) width=\"(\\d+)\"", "<svg $1 width=\"$2pt\"")));
            all.add(new Spoiled(id, "another viewBox", replace("viewBox=\"0 0", "viewBox=\"0 1")));
            all.add(new Spoiled(id, "not of SVG", replace(" xmlns=\"http://www.w3.org/2000/svg\"", "")));
            all.add(new Spoiled(id, "not well-formed", replace("</svg>", "")));
            all.add(new Spoiled(
                    id, "colour of a swatch", replace("(class=\"swatch\".*?) fill=\"#..", "$1 fill=\"#10")));
            all.add(new Spoiled(id, "edge of a swatch", replace("stroke=\"#6f6f6f\"", "stroke=\"#ff0000\"")));
            all.add(new Spoiled(id, "a swatch dropped", replace("<rect class=\"swatch\"[^>]*/>", "")));
            all.add(new Spoiled(id, "order of the swatches", swap("fill=\"#(?!ffffff)[^\"]*\" stroke=\"#6f6f6f\"")));
            all.add(new Spoiled(id, "a swatch below its text", replace("(swatch\" x=\"[\\d.]+\" y=\")\\d", "$10")));
            all.add(new Spoiled(
                    id, "colour of a text", replace("(<text [^>]*) fill=\"#000000\"", "$1 fill=\"#000080\"")));
            all.add(new Spoiled(id, "invisible texts", replace("class=\"legend\"", "class=\"legend\" opacity=\"0\"")));
            all.add(new Spoiled(id, "smaller font", replace("font-size=\"10\"", "font-size=\"9\"")));
            all.add(new Spoiled(id, "bold font", replace("font-size=\"10\"", "font-size=\"10\" font-weight=\"bold\"")));
            all.add(new Spoiled(
                    id, "italic font", replace("font-size=\"10\"", "font-size=\"10\" font-style=\"italic\"")));
            all.add(new Spoiled(
                    id, "anchor of a text", replace("text-anchor=\"(start|end|middle)\"", "text-anchor=\"$1 \"")));
            all.add(new Spoiled(
                    id,
                    "all moved",
                    replace("<g class=\"graphite\">", "<g class=\"graphite\" transform=\"scale(1.02)\">")));
            all.add(new Spoiled(
                    id,
                    "says that there is no data",
                    replace("</svg>", "<text class=\"no-data\">No Data</text></svg>")));
        }
        for (String id : List.of("infinite.08", "log.01", "secondYAxis.03")) {
            all.addAll(spoiledLines(id));
        }
        all.addAll(spoiledOnes());
        return all;
    }

    private static List<Spoiled> spoiledLines(String id) {
        return List.of(
                new Spoiled(id, "a series dropped", replace("<path class=\"line\".*?</path>\\n", "")),
                new Spoiled(id, "order of the series", swap("<path class=\"(?:line|infinite)\".*?</path>")),
                new Spoiled(id, "colour of a line", replace("(<path class=\"line\".*? stroke=\"#)..", "$110")),
                new Spoiled(
                        id,
                        "opacity of a line",
                        replace("<path class=\"line\"", "<path stroke-opacity=\"0.9\" class=\"line\"")),
                new Spoiled(
                        id, "width of a line", replace("(<path class=\"line\".*? stroke-width=\")[\\d.]+", "$11.4")),
                new Spoiled(
                        id, "dashes", replace("<path class=\"line\"", "<path stroke-dasharray=\"3\" class=\"line\"")),
                new Spoiled(
                        id,
                        "a line two pixels lower",
                        replace("<path class=\"line\"", "<path transform=\"translate(0 2)\" class=\"line\"")),
                new Spoiled(
                        id,
                        "a line a pixel higher",
                        replace("<path class=\"line\"", "<path transform=\"translate(0 -1)\" class=\"line\"")),
                new Spoiled(id, "name of a series", replace("data-series=\"", "data-series=\"x")),
                new Spoiled(id, "a line of no class", replace("class=\"line\"", "class=\"curve\"")),
                new Spoiled(id, "a line that begins late", replace("(class=\"line\".*? d=\"M)\\S+", "$190")),
                new Spoiled(
                        id,
                        "a line too many",
                        replace("(<g class=\"lines\".*\\n)(<path class=\"line\".*?</path>\\n)", "$1$2$2")),
                new Spoiled(id, "a grid line dropped", drop("class=\"major x\"")),
                new Spoiled(
                        id,
                        "a grid line moved",
                        replace("class=\"major x\"", "class=\"major x\" transform=\"translate(1 0)\"")),
                new Spoiled(id, "colour of the grid", replace("(class=\"minor x\".*? stroke=\"#)..", "$10f")),
                new Spoiled(id, "width of the grid", replace("(class=\"major x\".*? stroke-width=\")[\\d.]+", "$10.5")),
                new Spoiled(id, "a grid line too short", replace("(class=\"major x\" d=\"M\\S+ )", "$1 150 L")),
                new Spoiled(id, "a grid line of no class", replace("class=\"minor x\"", "class=\"x\"")),
                new Spoiled(id, "no border", drop("class=\"border\"")),
                new Spoiled(id, "text of an x label", replace("(<text class=\"x-label\"[^>]*>)", "$1~")),
                new Spoiled(
                        id,
                        "an x label moved",
                        replace("<text class=\"x-label\"", "<text transform=\"translate(1 0)\" class=\"x-label\"")),
                new Spoiled(
                        id,
                        "an x label within the area",
                        replace("<text class=\"x-label\"", "<text transform=\"translate(0 -20)\" class=\"x-label\"")),
                new Spoiled(id, "an x label dropped", drop("class=\"x-label\"")),
                new Spoiled(id, "a y label dropped", drop("class=\"y-label")),
                new Spoiled(id, "a y label of the other side", replace("class=\"y-label", "class=\"right y-label")),
                new Spoiled(id, "text of a y label", replace("(<text class=\"y-label[^>]*>)", "$12")),
                new Spoiled(
                        id,
                        "a y label five pixels higher",
                        replace("<text class=\"y-label", "<text transform=\"translate(0 -5)\" class=\"y-label")),
                new Spoiled(id, "no metadata", replace("<script.*</script>", "")),
                new Spoiled(id, "metadata that are no JSON", replace("(<script.*)\\}", "$1")),
                new Spoiled(id, "a larger area", replace("\"ymin\": ", "\"ymin\": 9")),
                new Spoiled(id, "another start", replace("\"start\": 16", "\"start\": 17")),
                new Spoiled(id, "another step", replace("\"step\": (\\d+, \"values)", "\"step\": 1$1")),
                new Spoiled(id, "another number of values", replace("\"valuesPerPoint\": 1", "\"valuesPerPoint\": 2")),
                new Spoiled(id, "a point too many", replace("\"data\": \\[", "\"data\": [0, ")),
                new Spoiled(id, "another line width", replace("\"lineWidth\": 1", "\"lineWidth\": 2")));
    }

    private static List<Spoiled> spoiledOnes() {
        return List.of(
                new Spoiled("infinite.08", "an upright line dropped", drop("class=\"infinite\"")),
                new Spoiled("infinite.08", "an upright line moved", replace("(class=\"infinite\".*? d=\"M)\\d", "$15")),
                new Spoiled("secondYAxis.03", "a line of the other axis", replace("data-axis=\"right\"", "")),
                new Spoiled("log.01", "another y step", replace("\"step\": null", "\"step\": 10")),
                new Spoiled("log.01", "another top", replace("\"top\": 1", "\"top\": 2")),
                new Spoiled("log.01", "another value of a label", replace("(\"labelValues\": \\[)1", "$12")),
                new Spoiled("pie.17", "a slice dropped", drop("class=\"slice\"")),
                new Spoiled("pie.17", "order of the slices", swap("(?m)^<path class=\"slice\".*$")),
                new Spoiled("pie.17", "colour of a slice", replace("(slice\".*? fill=\"#)..", "$110")),
                new Spoiled("pie.17", "opacity of a slice", replace("fill-opacity=\"0.500\"", "fill-opacity=\"0.55\"")),
                new Spoiled(
                        "pie.17", "half a slice", replace("(slice\" d=\"M205 141.18)(.*?)(L219\\.7 17\\.42)", "$1$3")),
                new Spoiled("pie.17", "text of a label", replace(">%10", ">%11")),
                new Spoiled("pie.17", "a label moved", replace("x=\"224.25\"", "x=\"238\"")),
                new Spoiled(
                        "pie.17",
                        "a label turned",
                        replace("(x=\"224.25\" y=\"85.38\")", "$1 transform=\"rotate(5 224.25 85.38)\"")),
                new Spoiled("pie.17", "labels exchanged", swap("%\\d+\\.\\d+")));
    }
}
