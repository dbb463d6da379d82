package plumbago.web.dashboard.gdash;

import java.util.Collection;
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

    /** Characters of a value, which all graphs of a dashboard may have. */
    private static final int MAX_VALUE = 2000;

    private final String file;
    private final Map<?, ?> content;
    private final Notes notes;

    private DashFile(String file, Map<?, ?> content, Notes notes) {
        this.file = file;
        this.content = content;
        this.notes = notes;
    }

    /** Reads it; what is no such file is noted, and is as an empty one. */
    static DashFile read(String file, String text, Notes notes) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(GdashFiles.MAX_BYTES);
        // The last one counts, as in Ruby, and nothing is to be logged of each.
        options.setWarnOnDuplicateKeys(false);
        try {
            Object content = new Yaml(new SafeConstructor(options)).load(text);
            if (content instanceof Map<?, ?> map) {
                return new DashFile(file, map, notes);
            }
            notes.add(file, 0, "there are no names and values");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            notes.add(file, line, "this is no YAML: " + Notes.excerpt(e.getProblem()));
        } catch (RuntimeException e) {
            // The library has exceptions of its own, and others for tags that do not fit what they stand at.
            notes.add(file, 0, "this is no YAML: " + Notes.excerpt(String.valueOf(e.getMessage())));
        }
        return new DashFile(file, Map.of(), notes);
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
        return isPlain(value) ? Optional.of(value.toString()) : Optional.empty();
    }

    /** One text, or a list of them. */
    List<String> texts(String name) {
        return get(content, name) instanceof List<?> list
                ? list.stream()
                        .limit(100)
                        .filter(DashFile::isPlain)
                        .map(Object::toString)
                        .toList()
                : text(name).map(List::of).orElse(List.of());
    }

    /** Properties of all graphs, by the names that statements have; {@code placeholders} are names with words. */
    Map<String, Object> graphProperties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (get(content, "graph_properties") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                String plain = isPlain(name) ? plain(name.toString()) : "";
                if (plain.equals("placeholders") && value instanceof Map<?, ?> words) {
                    properties.put(plain, words(words));
                } else if (value == null) {
                    properties.put(plain, Statement.NOTHING);
                } else if (isShort(plain, value)) {
                    properties.put(plain, value instanceof Boolean ? value : plain(value.toString()));
                }
            });
        }
        return properties;
    }

    private Map<String, String> words(Map<?, ?> words) {
        Map<String, String> plain = new LinkedHashMap<>();
        words.forEach((name, word) -> {
            if (isPlain(name) && isShort(name.toString(), word)) {
                plain.put(plain(name.toString()), word.toString());
            }
        });
        return plain;
    }

    /** Lists and maps may hold themselves, and be much longer as a text than they are here. */
    private static boolean isPlain(Object value) {
        return value != null && !(value instanceof Collection) && !(value instanceof Map);
    }

    private boolean isShort(String name, Object value) {
        if (!isPlain(value)) {
            return false;
        }
        if (value.toString().length() > MAX_VALUE) {
            notes.add(
                    file,
                    0,
                    "'" + Notes.excerpt(name) + "' has more than " + MAX_VALUE + " characters, and is left out");
            return false;
        }
        return true;
    }
}
