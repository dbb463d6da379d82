package plumbago.web.hostile;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes up requests for pictures: most of each makes sense, and some of it does not. The same seed gives the same requests. */
final class HostilePictures {
    private static final List<String> FLAGS = List.of("true", "false", "1", "0", "yes");
    private static final List<String> COLORS = List.of("red", "#00ff00", "0000ff80", "darkgray", "ffffff00");
    private static final List<String> LIMITS = List.of("0", "-5", "0.5", "100", "max");
    private static final List<String> STEPS = List.of("1", "0.25", "1000");
    private static final List<String> WIDTHS = List.of("0.5", "1", "7.5");
    private static final List<String> TITLES = List.of("Load", "two\nlines", "2023", "true");

    /** Each parameter with values that mean something. */
    private static final Map<String, List<String>> PARAMETERS = new TreeMap<>();

    private static void put(List<String> values, String names) {
        for (String name : names.split(" ")) {
            PARAMETERS.put(name, values);
        }
    }

    static {
        put(FLAGS, "drawNullAsZero fontBold fontItalic graphOnly hideAxes hideGrid hideLegend hideNullFromLegend");
        put(FLAGS, "hideXAxis hideYAxis uniqueLegend");
        put(COLORS, "bgcolor fgcolor majorGridLineColor minorGridLineColor leftColor rightColor valueLabelsColor");
        put(LIMITS, "yMin yMax yLimit yMinLeft yMaxLeft yLimitLeft yMinRight yMaxRight yLimitRight min max");
        put(STEPS, "yStep yStepLeft yStepRight");
        put(WIDTHS, "lineWidth thickness leftWidth rightWidth leftDashed rightDashed");
        put(TITLES, "title vtitle vtitleRight");
        PARAMETERS.put("areaAlpha", List.of("0", "0.4", "1"));
        PARAMETERS.put("areaMode", List.of("none", "first", "all", "stacked"));
        PARAMETERS.put("colorList", List.of("red,blue", "#00ff00", "blue,00ff0080,darkgray"));
        PARAMETERS.put("connectedLimit", List.of("0", "3", "100"));
        PARAMETERS.put("fontName", List.of("Sans", "Monospace", "Nobody's Own"));
        PARAMETERS.put("fontSize", List.of("6", "10", "25", "12.5"));
        PARAMETERS.put("graphType", List.of("line", "pie", "pie"));
        PARAMETERS.put("lineMode", List.of("slope", "staircase", "connected", "Connected"));
        PARAMETERS.put("logBase", List.of("2", "10", "e", "1.5"));
        PARAMETERS.put("margin", List.of("0", "10", "40", "-3"));
        PARAMETERS.put("minXStep", List.of("0", "1", "5"));
        PARAMETERS.put("minorY", List.of("0", "1", "5"));
        PARAMETERS.put("outputFormat", List.of("png", "svg", "pdf"));
        PARAMETERS.put("pieLabels", List.of("horizontal", "rotated"));
        PARAMETERS.put("pieMode", List.of("average", "maximum", "minimum"));
        PARAMETERS.put("scale", List.of("1", "2", "1.5"));
        PARAMETERS.put("template", List.of("default", "plumbago", "solarized-dark", "summary"));
        PARAMETERS.put("tz", List.of("UTC", "Asia/Kolkata", "America/New_York"));
        PARAMETERS.put("valueLabels", List.of("none", "percent", "number", "numbers"));
        PARAMETERS.put("valueLabelsMin", List.of("0", "5", "50"));
        PARAMETERS.put("xFormat", List.of("%H:%M", "%Y-%m-%d %Z", "%%"));
        PARAMETERS.put("yAxisSide", List.of("left", "right"));
        PARAMETERS.put("yDivisors", List.of("4,5,6", "7", "1"));
        PARAMETERS.put("yUnitSystem", List.of("si", "binary", "sec", "msec", "none"));
    }

    private static final List<String> FORMATS = List.of("png", "svg", "pdf");
    private static final List<String> SIZES = List.of("1", "2", "17", "100", "330", "500", "1200");
    private static final List<String> RANGES = List.of("-1h", "-1d", "-30d", "-10s", "-1s");

    private static final List<String> NUMBERS = List.of(
            "NaN",
            "nan",
            "inf",
            "-inf",
            "Infinity",
            "1e309",
            "-1e309",
            "1e308",
            "-1e308",
            "4.9e-324",
            "1e-300",
            "1e9",
            "-1",
            "0",
            "-0",
            "0.0000001",
            "1000000000",
            "-1000000000",
            "2147483648",
            "999999999999999999999",
            "0x10",
            "1_000",
            "1,5",
            "٣",
            "１２");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "None",
            "true",
            "default",
            "x".repeat(10_000),
            "☃".repeat(3_000),
            "😀".repeat(50),
            "الخادم الأول",
            "\u202Eabc\u202D\u200F",
            "e\u0301\u0302\u0303".repeat(200),
            "a\nb\r\nc\n\n",
            "\n",
            "\n".repeat(500),
            "\u0000\u0001\u001B\uFFFE\uFFFF",
            "]]><script>alert(1)</script>",
            "--><!-- <b>&amp;&#0;\"'",
            "</text></svg>",
            "%",
            "%s%n%d%Y%Q%",
            "%41%zz",
            "a+b%2Bc",
            "../../etc/passwd",
            "#",
            "#12",
            "#gggggg",
            ",,,",
            "red,,blue",
            "\\",
            "(((((");

    /** Already encoded, and no UTF-8, or not even that. */
    private static final List<String> RAW = List.of("%ED%A0%80", "%FF%FE", "%C3", "%", "%zz", "%00");

    private static final List<String> SERIES = List.of(
            "n.load",
            "n.load",
            "n.load",
            "n.many.*",
            "n.constant",
            "n.gaps",
            "n.counts",
            "n.infinite",
            "n.huge",
            "n.tiny",
            "n.mixed",
            "n.nulls",
            "n.one",
            "n.none",
            "n.long",
            "n.nowhere",
            "n.*");

    private final SplittableRandom random;
    private final List<String> query = new ArrayList<>();

    HostilePictures(SplittableRandom random) {
        this.random = random;
    }

    /** A form, encoded. */
    String next() {
        query.clear();
        boolean sane = random.nextInt(3) > 0;
        give("width", sane || random.nextInt(3) > 0 ? one(SIZES) : one(NUMBERS));
        give("height", sane || random.nextInt(3) > 0 ? one(SIZES) : one(NUMBERS));
        give("format", one(FORMATS));
        String range = one(RANGES);
        give("from", range);
        give("until", random.nextInt(12) == 0 ? range : "now");
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            give("target", target(random.nextInt(3)));
        }
        List<String> names = List.copyOf(PARAMETERS.keySet());
        for (int i = random.nextInt(7); i > 0; i--) {
            String name = one(names);
            give(name, one(PARAMETERS.get(name)));
        }
        for (int i = random.nextInt(3) * random.nextInt(2); i > 0; i--) {
            if (random.nextInt(8) == 0) {
                query.add(one(names) + "=" + one(RAW));
            } else {
                give(one(names), random.nextBoolean() ? one(NUMBERS) : one(TEXTS));
            }
        }
        return String.join("&", query);
    }

    private String target(int depth) {
        if (depth == 0) {
            return random.nextInt(15) == 0 ? "slice:" + one(NUMBERS) : one(SERIES);
        }
        String inner = target(depth - 1);
        return switch (random.nextInt(19)) {
            case 0 -> "alias(" + inner + "," + quoted(one(TEXTS)) + ")";
            case 1 -> "color(" + inner + "," + quoted(random.nextInt(3) > 0 ? one(COLORS) : one(TEXTS)) + ")";
            case 2 -> "alpha(" + inner + "," + number(List.of("0", "0.5", "1")) + ")";
            case 3 -> "lineWidth(" + inner + "," + number(WIDTHS) + ")";
            case 4 -> "dashed(" + inner + "," + number(List.of("1", "5", "20")) + ")";
            case 5, 6 -> "secondYAxis(" + inner + ")";
            case 7 -> "drawAsInfinite(" + inner + ")";
            case 8 -> "stacked(" + inner + ")";
            case 9 -> "stacked(" + inner + "," + quoted(one(TEXTS)) + ")";
            case 10 -> "areaBetween(group(" + inner + "," + inner + "))";
            case 11 -> "threshold(" + number(LIMITS.subList(0, 4)) + "," + quoted(one(TEXTS)) + ",'red')";
            case 12 -> "verticalLine('now'," + quoted(one(TEXTS)) + "," + quoted(one(COLORS)) + ")";
            case 13 -> "constantLine(" + number(LIMITS.subList(0, 4)) + ")";
            case 14 -> "consolidateBy(" + inner + ",'" + one(List.of("max", "sum", "last", "nothing")) + "')";
            case 15 -> "cactiStyle(" + inner + ")";
            case 16 -> "legendValue(" + inner + ",'max','last','si')";
            case 17 -> "scale(" + inner + "," + number(List.of("1e300", "-1", "0")) + ")";
            default -> "aliasByNode(" + inner + ",1)";
        };
    }

    private String number(List<String> sensible) {
        return random.nextInt(3) > 0 ? one(sensible) : one(NUMBERS);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "") + "'";
    }

    private void give(String name, String value) {
        query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** A form as one may read it: what is long is cut. */
    static String brief(String form) {
        return List.of(form.split("&")).stream()
                .map(one -> one.length() > 150 ? one.substring(0, 150) + "… (" + one.length() + " letters)" : one)
                .collect(Collectors.joining("&"));
    }
}
