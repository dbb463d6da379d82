package plumbago.web.dashboard.gdash;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The target of a field: its data within the functions that its options name, in the order that they have in GDash. */
final class FieldTarget {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    /** Functions that have the option's value as their argument. */
    private static final List<Map.Entry<String, String>> FIRST = List.of(
            Map.entry("transform_null", "transformNull"),
            Map.entry("lowest_average", "lowestAverage"),
            Map.entry("highest_average", "highestAverage"),
            Map.entry("average_above", "averageAbove"),
            Map.entry("average_below", "averageBelow"),
            Map.entry("remove_above_percentile", "removeAbovePercentile"),
            Map.entry("remove_above_value", "removeAboveValue"),
            Map.entry("remove_below_percentile", "removeBelowPercentile"),
            Map.entry("remove_below_value", "removeBelowValue"),
            Map.entry("field_linewidth", "lineWidth"));

    private static final List<Map.Entry<String, String>> SCALES =
            List.of(Map.entry("scale", "scale"), Map.entry("scale_to_seconds", "scaleToSeconds"));

    private final Map<String, Object> options;
    private String target;

    private FieldTarget(Map<String, Object> options, String data) {
        this.options = options;
        this.target = data;
    }

    /** Empty if the field says of no data. */
    static Optional<String> of(String name, Map<String, Object> options) {
        if (Statement.isTrue(options.get("target"))) {
            return Optional.of(options.get("target").toString());
        }
        if (!Statement.isTrue(options.get("data"))) {
            return Optional.empty();
        }
        FieldTarget field = new FieldTarget(options, options.get("data").toString());
        field.calculate();
        field.draw();
        field.name(name);
        return Optional.of(field.target);
    }

    private boolean has(String option) {
        return Statement.isTrue(options.get(option));
    }

    private void call(String function) {
        target = function + "(" + target + ")";
    }

    private void call(String function, String argument) {
        target = function + "(" + target + "," + argument + ")";
    }

    private void callIf(String option, String function) {
        if (has(option)) {
            call(function);
        }
    }

    private void callAll(List<Map.Entry<String, String>> functions) {
        for (Map.Entry<String, String> one : functions) {
            if (has(one.getKey())) {
                call(one.getValue(), argument(options.get(one.getKey())));
            }
        }
    }

    private void calculate() {
        callAll(FIRST);
        callIf("keep_last_value", "keepLastValue");
        if (has("derivative")) {
            call("derivative");
        } else {
            callIf("non_negative_derivative", "nonNegativeDerivative");
        }
        callIf("sum", "sum");
        if (has("sum_with_wildcard")) {
            call("sumSeriesWithWildcards", argument(options.get("sum_with_wildcard")));
        }
        callAll(SCALES);
        if (Boolean.TRUE.equals(options.get("as_percent"))) {
            call("asPercent");
        } else if (has("as_percent")) {
            call("asPercent", argument(options.get("as_percent")));
        }
        if (has("summarize")) {
            call("summarize", quoted(options.get("summarize")));
        }
    }

    private void draw() {
        callIf("line", "drawAsInfinite");
        if (has("smoothing")) {
            String window = argument(options.get("smoothing"));
            call("movingAverage", NUMBER.matcher(window).matches() ? window : quoted(window));
        }
        if (has("color")) {
            call("color", quoted(options.get("color")));
        }
        callIf("dashed", "dashed");
        callIf("second_y_axis", "secondYAxis");
    }

    private void name(String name) {
        if (options.containsKey("subgroup")) {
            return;
        }
        if (has("alias_by_node")) {
            call("aliasByNode", argument(options.get("alias_by_node")));
        } else if (has("alias_sub_search")) {
            Object replacement = options.getOrDefault("alias_sub_replace", "");
            call("aliasSub", quoted(options.get("alias_sub_search")) + "," + quoted(replacement));
        } else if (has("alias")) {
            call("alias", quoted(options.get("alias")));
        } else if (!has("no_alias") && !name.isEmpty()) {
            String first = name.substring(0, 1).toUpperCase(Locale.ROOT);
            call("alias", quoted(first + name.substring(1).toLowerCase(Locale.ROOT)));
        }
        if (has("cacti_style")) {
            call("cactiStyle");
        } else if (has("legend_value")) {
            call("legendValue", quoted(options.get("legend_value")));
        }
    }

    /** As it is; a list as several. */
    private static String argument(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : value.toString();
    }

    /** Targets have no way to write both quotes in one text. */
    static String quoted(Object value) {
        String text = value.toString().replaceAll("[\\r\\n\\\\]", " ");
        if (text.indexOf('"') < 0) {
            return '"' + text + '"';
        }
        return "'" + text.replace('\'', '"') + "'";
    }
}
