package plumbago.web.dashboard.gdash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a graph's properties are called as parameters of {@code /render}. */
final class GraphParameters {
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    /** These have no parameter of their own name. */
    private static final Set<String> OTHERS =
            Set.of("description", "surpress", "placeholders", "ymin", "ymax", "area", "hide_legend");

    static {
        String[] names = {
            "title",
            "title",
            "vtitle",
            "vtitle",
            "vtitle_right",
            "vtitleRight",
            "from",
            "from",
            "until",
            "until",
            "width",
            "width",
            "height",
            "height",
            "hide_axes",
            "hideAxes",
            "graph_only",
            "graphOnly",
            "hide_grid",
            "hideGrid",
            "hide_y_axis",
            "hideYAxis",
            "yminleft",
            "yMinLeft",
            "ymaxleft",
            "yMaxLeft",
            "yminright",
            "yMinRight",
            "ymaxright",
            "yMaxRight",
            "yunit_system",
            "yUnitSystem",
            "linewidth",
            "lineWidth",
            "linemode",
            "lineMode",
            "fontsize",
            "fontSize",
            "fontbold",
            "fontBold",
            "fontname",
            "fontName",
            "draw_null_as_zero",
            "drawNullAsZero",
            "timezone",
            "tz",
            "xformat",
            "xFormat",
            "major_grid_line_color",
            "majorGridLineColor",
            "minor_grid_line_color",
            "minorGridLineColor",
            "graphtype",
            "graphType",
            "background_color",
            "bgcolor",
            "foreground_color",
            "fgcolor",
            "logbase",
            "logBase",
            "area_alpha",
            "areaAlpha",
            "min_x_step",
            "minXStep",
            "unique_legend",
            "uniqueLegend",
            "theme",
            "template"
        };
        for (int i = 0; i < names.length; i += 2) {
            NAMES.put(names[i], names[i + 1]);
        }
    }

    private GraphParameters() {}

    static boolean isProperty(String word) {
        return NAMES.containsKey(word) || OTHERS.contains(word);
    }

    /** Those of {@code /render}, without targets. */
    static Map<String, String> of(Graph graph) {
        Map<String, Object> properties = graph.properties();
        Map<String, String> parameters = new LinkedHashMap<>();
        NAMES.forEach((property, name) -> {
            if (Statement.isTrue(properties.get(property)) && isPlain(properties.get(property))) {
                parameters.put(name, properties.get(property).toString());
            }
        });
        Object area = properties.get("area");
        if (Statement.isTrue(area) && !area.equals("none")) {
            parameters.put("areaMode", area.toString());
        }
        // The legend is shown or not by the number of targets, and so false says something, too.
        Object hide = properties.get("hide_legend");
        if (hide != null && hide != Statement.NOTHING) {
            parameters.put("hideLegend", hide.toString());
        }
        String side = graph.hasTwoAxes() ? "Left" : "";
        for (String limit : List.of("Min", "Max")) {
            Object value = properties.get(limit.equals("Min") ? "ymin" : "ymax");
            if (Statement.isTrue(value)) {
                parameters.put("y" + limit + side, value.toString());
            }
        }
        return parameters;
    }

    private static boolean isPlain(Object value) {
        return !(value instanceof List) && !(value instanceof Map);
    }
}
