package plumbago.web.dashboard.gdash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A file {@code dash.yaml}, or one that it includes: plain values only, whose names may be Ruby's symbols. */
final class DashFile {
    /** Aliases of lists and maps may multiply. */
    private static final int MAX_ALIASES = 20;

    private static final int MAX_DEPTH = 20;

    private final Map<?, ?> content;

    private DashFile(Map<?, ?> content) {
        this.content = content;
    }

    /** Reads it; what is no such file is noted, and is as an empty one. */
    static DashFile read(String file, String text, Notes notes) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(GdashFiles.MAX_BYTES);
        try {
            Object content = new Yaml(new SafeConstructor(options)).load(text);
            if (content instanceof Map<?, ?> map) {
                return new DashFile(map);
            }
            notes.add(file, 0, "there are no names and values");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            notes.add(file, line, "this is no YAML: " + Notes.excerpt(e.getProblem()));
        } catch (RuntimeException e) {
            // The library has exceptions of its own, and others for tags that do not fit what they stand at.
            notes.add(file, 0, "this is no YAML: " + Notes.excerpt(String.valueOf(e.getMessage())));
        }
        return new DashFile(Map.of());
    }

    /** A name without the colon of a symbol. */
    static String plain(String name) {
        return name.startsWith(":") ? name.substring(1) : name;
    }

    private static Object get(Map<?, ?> map, String name) {
        Object value = map.get(":" + name);
        return value == null ? map.get(name) : value;
    }

    Optional<String> text(String name) {
        Object value = get(content, name);
        return value == null || value instanceof Map || value instanceof List
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    /** One text, or a list of them. */
    List<String> texts(String name) {
        return get(content, name) instanceof List<?> list
                ? list.stream().limit(100).map(String::valueOf).toList()
                : text(name).map(List::of).orElse(List.of());
    }

    /** Properties of all graphs, by the names that statements have. */
    Map<String, Object> graphProperties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (get(content, "graph_properties") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                String plain = plain(String.valueOf(name));
                properties.put(plain, value == null ? Statement.NOTHING : value(value));
            });
        }
        return properties;
    }

    private static Object value(Object value) {
        return value instanceof Boolean || value instanceof Map || value instanceof List
                ? value
                : plain(value.toString());
    }
}
