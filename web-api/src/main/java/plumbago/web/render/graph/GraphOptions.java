package plumbago.web.render.graph;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import plumbago.web.http.Parameters;
import plumbago.web.http.RequestException;

/**
 * How a picture is to look, read from a render request's parameters.
 *
 * @param yMin NaN for as low as the data
 * @param yMax NaN for as high as the data
 */
public record GraphOptions(
        boolean pie,
        int width,
        int height,
        String title,
        String vtitle,
        int background,
        int foreground,
        List<Integer> colors,
        double yMin,
        double yMax,
        double lineWidth,
        boolean staircase,
        boolean hideLegend,
        boolean hideAxes,
        boolean hideGrid,
        boolean filled,
        ZoneId zone) {
    private static final int MOST_PIXELS = 4000;
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("black", 0x000000),
            Map.entry("white", 0xFFFFFF),
            Map.entry("blue", 0x6464FF),
            Map.entry("green", 0x00C800),
            Map.entry("red", 0xE00000),
            Map.entry("yellow", 0xFFFF00),
            Map.entry("orange", 0xFFA500),
            Map.entry("purple", 0xC864FF),
            Map.entry("brown", 0x966432),
            Map.entry("cyan", 0x00FFFF),
            Map.entry("aqua", 0x009696),
            Map.entry("gray", 0xAFAFAF),
            Map.entry("grey", 0xAFAFAF),
            Map.entry("magenta", 0xFF00FF),
            Map.entry("pink", 0xFF6464),
            Map.entry("gold", 0xC8C800),
            Map.entry("rose", 0xC896C8),
            Map.entry("darkblue", 0x0000FF),
            Map.entry("darkgreen", 0x009600),
            Map.entry("darkred", 0xC80032),
            Map.entry("darkgray", 0x6F6F6F),
            Map.entry("darkgrey", 0x6F6F6F));
    private static final String DEFAULT_COLORS = "blue,green,red,purple,brown,yellow,aqua,grey,magenta,pink,gold,rose";

    public static GraphOptions of(Parameters parameters, ZoneId zone) {
        List<Integer> colors = new ArrayList<>();
        for (String name : parameters.get("colorList", DEFAULT_COLORS).split(",")) {
            colors.add(color(name, "colorList"));
        }
        String areaMode = parameters.get("areaMode", "none").toLowerCase(Locale.ROOT);
        return new GraphOptions(
                parameters.get("graphType", "line").equals("pie"),
                size(parameters, "width", 330),
                size(parameters, "height", 250),
                parameters.get("title", ""),
                parameters.get("vtitle", ""),
                color(parameters.get("bgcolor", "black"), "bgcolor"),
                color(parameters.get("fgcolor", "white"), "fgcolor"),
                colors,
                number(parameters, "yMin"),
                number(parameters, "yMax"),
                number(parameters, "lineWidth"),
                parameters.get("lineMode", "slope").equalsIgnoreCase("staircase"),
                flag(parameters, "hideLegend"),
                flag(parameters, "hideAxes") || flag(parameters, "graphOnly"),
                flag(parameters, "hideGrid") || flag(parameters, "graphOnly"),
                areaMode.equals("all") || areaMode.equals("stacked") || areaMode.equals("first"),
                zone);
    }

    private static int size(Parameters parameters, String name, int fallback) {
        String text = parameters.get(name, "");
        int size = text.matches("\\d{1,5}") ? Integer.parseInt(text) : text.isEmpty() ? fallback : -1;
        if (size < 16 || size > MOST_PIXELS) {
            throw RequestException.bad(name + " must be from 16 to " + MOST_PIXELS + " pixels, and is '" + text + "'");
        }
        return size;
    }

    private static double number(Parameters parameters, String name) {
        String text = parameters.get(name, "");
        if (text.isEmpty() || text.equals("auto")) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw RequestException.bad(name + " must be a number, and is '" + text + "'");
        }
    }

    private static boolean flag(Parameters parameters, String name) {
        String text = parameters.get(name, "").toLowerCase(Locale.ROOT);
        return !text.isEmpty() && !text.equals("false") && !text.equals("0");
    }

    /** A colour by name, or as {@code rrggbb} with or without a number sign; what follows is transparency. */
    static int color(String text, String parameter) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Integer known = NAMES.get(plain);
        if (known != null) {
            return known;
        }
        String hex = plain.startsWith("#") ? plain.substring(1) : plain;
        if (!hex.matches("[0-9a-f]{6}([0-9a-f]{2})?")) {
            throw RequestException.bad(
                    parameter + ": '" + text + "' is no colour; expected a name such as red, or rrggbb");
        }
        return Integer.parseInt(hex.substring(0, 6), 16);
    }
}
