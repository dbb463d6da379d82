package plumbago.web.render;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.web.render.graph.Colors;
import plumbago.web.render.graph.GraphOptions;
import plumbago.web.render.graph.UnknownColorException;

/** Reads for the old sketch how a picture is to look from a render request's parameters. */
final class SketchParameters {
    private static final int LEAST_PIXELS = 16;
    private static final int MOST_PIXELS = 4000;
    private static final String DEFAULT_COLORS = "blue,green,red,purple,brown,yellow,aqua,grey,magenta,pink,gold,rose";

    private SketchParameters() {}

    /**
     * @throws RequestException with status 400 if one is none; it names the parameter and what is right
     * @throws UnknownColorException if a colour is none
     */
    static GraphOptions of(Parameters parameters, ZoneId zone) {
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
        if (size < LEAST_PIXELS || size > MOST_PIXELS) {
            throw RequestException.bad(
                    name + " must be from " + LEAST_PIXELS + " to " + MOST_PIXELS + " pixels, and is '" + text + "'");
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

    private static int color(String text, String parameter) {
        return Colors.parse(text).orElseThrow(() -> new UnknownColorException(parameter, text));
    }
}
