package plumbago.web.dashboard.gdash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file says of a graph. Used by one thread. */
final class Graph {
    private final String file;
    private final Notes notes;

    /** What the dashboard says of all its graphs, which counts more. */
    private final Map<String, Object> overrides;

    private final Placeholders placeholders;
    private final Map<String, Object> properties;
    private final Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
    private final List<String> targets = new ArrayList<>();
    private int lines;

    private Graph(String file, Map<String, Object> overrides, Placeholders placeholders, Notes notes) {
        this.file = file;
        this.overrides = overrides;
        this.placeholders = placeholders;
        this.properties = new LinkedHashMap<>(overrides);
        this.notes = notes;
    }

    /** @param overrides by the names that statements have */
    static Graph of(
            String file,
            List<Statement> statements,
            Map<String, Object> overrides,
            Placeholders placeholders,
            Notes notes) {
        Graph graph = new Graph(file, overrides, placeholders, notes);
        statements.forEach(graph::apply);
        return graph;
    }

    /** In order. */
    List<String> targets() {
        return targets;
    }

    Map<String, Object> properties() {
        return properties;
    }

    /** Whether a field says of the second axis, be it that it is not meant. */
    boolean hasTwoAxes() {
        return fields.values().stream().anyMatch(options -> options.containsKey("second_y_axis"));
    }

    private void note(Statement statement, String sentence) {
        notes.add(file, statement.line(), sentence);
    }

    private void apply(Statement statement) {
        String word = statement.word();
        if (GraphParameters.isProperty(word)) {
            if (!overrides.containsKey(word)) {
                Object value = statement.values().isEmpty()
                        ? Statement.NOTHING
                        : statement.values().get(0);
                placeholders
                        .fill(value)
                        .ifPresentOrElse(filled -> properties.put(word, filled), () -> noPlaceholder(statement));
            }
            return;
        }
        Map<String, Object> options = new LinkedHashMap<>(statement.options());
        String name =
                statement.values().isEmpty() ? "" : statement.values().get(0).toString();
        switch (word) {
            case "field" -> field(statement, name, options);
            case "group" -> group(statement, name, options);
            case "line" -> line(statement, options);
            case "critical" -> threshold(statement, "crit_", "red", options);
            case "warning" -> threshold(statement, "warn_", "orange", options);
            case "forecast", "hw_predict" -> forecast(statement, name, options);
            default -> note(statement, "'" + word + "' is nothing that describes a graph, and is left out");
        }
    }

    private void noPlaceholder(Statement statement) {
        note(
                statement,
                "a placeholder %{…} has no value here, or too long ones, and so '" + statement.word()
                        + "' is left out");
    }

    private void field(Statement statement, String name, Map<String, Object> options) {
        if (fields.containsKey(name)) {
            note(statement, "there is a field '" + name + "' already, and so this one is left out");
            return;
        }
        Optional<String> target = FieldTarget.of(name, options);
        if (target.isEmpty()) {
            note(statement, "the field '" + name + "' has no :data, and is left out");
            return;
        }
        placeholders
                .fill(target.get())
                .ifPresentOrElse(
                        filled -> {
                            fields.put(name, options);
                            targets.add(filled.toString());
                        },
                        () -> noPlaceholder(statement));
    }

    private void group(Statement statement, String name, Map<String, Object> options) {
        if (!Statement.isTrue(options.get("data")) || !options.containsKey("subgroup")) {
            note(statement, "a group needs :data and :subgroup, and is left out");
            return;
        }
        Object function = options.getOrDefault("aggregator", "sumSeries");
        options.put(
                "data",
                "groupByNode(" + options.get("data") + "," + options.get("subgroup") + ","
                        + FieldTarget.quoted(function) + ")");
        field(statement, name + "_group", options);
    }

    private void line(Statement statement, Map<String, Object> options) {
        if (!options.containsKey("caption") || !options.containsKey("value") || !options.containsKey("color")) {
            note(statement, "a line needs :caption, :value and :color, and is left out");
            return;
        }
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("data", "threshold(" + options.get("value") + ")");
        field.put("color", options.get("color"));
        field.put("alias", Statement.isTrue(options.get("alias")) ? options.get("alias") : options.get("caption"));
        for (String same : List.of("dashed", "second_y_axis")) {
            if (Statement.isTrue(options.get(same))) {
                field.put(same, true);
            }
        }
        field(statement, "line_" + lines++, field);
    }

    private void threshold(Statement statement, String caption, String color, Map<String, Object> options) {
        Object value = options.get("value");
        if (!Statement.isTrue(value)) {
            note(statement, "'" + statement.word() + "' needs a :value, and is left out");
            return;
        }
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        for (int i = 0; i < values.size() && !Statement.isTrue(options.get("hide")); i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("caption", caption + i);
            line.put("value", values.get(i));
            line.put("color", Statement.isTrue(options.get("color")) ? options.get("color") : color);
            line.put("dashed", true);
            line(statement, line);
        }
    }

    /** What is foretold, the bands around it, and the thing itself. */
    private void forecast(Statement statement, String name, Map<String, Object> options) {
        if (!Statement.isTrue(options.get("data"))) {
            note(statement, "a forecast needs :data, and is left out");
            return;
        }
        if (!Boolean.FALSE.equals(options.get("forecast_line"))) {
            part(statement, name + "_forecast", options, "holtWintersForecast", "forecast_color", "blue", " Forecast");
        }
        if (!Boolean.FALSE.equals(options.get("bands_lines"))) {
            Map<String, Object> dashed = new LinkedHashMap<>(options);
            dashed.put("dashed", true);
            part(
                    statement,
                    name + "_bands",
                    dashed,
                    "holtWintersConfidenceBands",
                    "bands_color",
                    "grey",
                    " Confidence");
        }
        if (Statement.isTrue(options.get("aberration_line"))) {
            Map<String, Object> kept = new LinkedHashMap<>(options);
            kept.put("data", "keepLastValue(" + options.get("data") + ")");
            if (Statement.isTrue(options.get("aberration_second_y"))) {
                kept.put("second_y_axis", true);
            }
            part(
                    statement,
                    name + "_aberration",
                    kept,
                    "holtWintersAberration",
                    "aberration_color",
                    "orange",
                    " Aberration");
        }
        for (String kind : List.of("critical", "warning")) {
            if (Statement.isTrue(options.get(kind))) {
                boolean critical = kind.equals("critical");
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("value", options.get(kind));
                line.put("color", options.getOrDefault(kind + "_color", Statement.NOTHING));
                threshold(statement, critical ? "crit_" : "warn_", critical ? "red" : "orange", line);
            }
        }
        if (!Boolean.FALSE.equals(options.get("actual_line"))) {
            options.putIfAbsent("color", "yellow");
            field(statement, name, options);
        }
    }

    private void part(
            Statement statement,
            String name,
            Map<String, Object> options,
            String function,
            String colorOption,
            String color,
            String suffix) {
        Map<String, Object> part = new LinkedHashMap<>(options);
        part.put("data", function + "(" + options.get("data") + ")");
        part.put("color", options.getOrDefault(colorOption, color));
        part.put("alias", options.getOrDefault("alias", "") + suffix);
        field(statement, name, part);
    }
}
