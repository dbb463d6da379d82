package plumbago.web.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import plumbago.base.config.ConfigException;
import plumbago.base.config.IniFile;
import plumbago.base.config.RuleSections;
import plumbago.base.config.RuleSections.RuleSection;
import plumbago.base.config.Rules;

/**
 * The templates of pictures by name: those that come along, and before them those of a graphTemplates.conf, section by
 * section. What a template does not say is taken from {@code [default]}. Immutable.
 */
public final class GraphTemplates implements Rules {
    /** The name of the file, where a setting does not say otherwise. */
    public static final String FILE_NAME = "graphTemplates.conf";

    /** The template that gives the others what they do not say. */
    public static final String DEFAULT = "default";

    private static final RuleSections OWN = own();
    private static final GraphTemplates BUILT_IN = new GraphTemplates(List.of(), List.of());

    private final Map<String, GraphTemplate> templates = new TreeMap<>();
    private final List<String> warnings;

    private GraphTemplates(List<RuleSection> sections, List<String> warnings) {
        this.warnings = List.copyOf(warnings);
        GraphTemplate base = GraphTemplate.PLAIN;
        List<RuleSection> all = new ArrayList<>(OWN.sections());
        all.addAll(sections);
        for (RuleSection section : all) {
            if (section.name().equals(DEFAULT)) {
                base = made(section, base);
            }
        }
        for (RuleSection section : all) {
            templates.put(section.name(), made(section, base));
        }
        templates.put(DEFAULT, base);
    }

    private static GraphTemplate made(RuleSection section, GraphTemplate base) {
        GraphTemplate made = base;
        for (Map.Entry<String, String> entry : section.values().entrySet()) {
            if (GraphTemplate.knows(entry.getKey())) {
                made = made.with(entry.getKey(), entry.getValue());
            }
        }
        return made;
    }

    private static RuleSections own() {
        try (InputStream in = GraphTemplates.class.getResourceAsStream(FILE_NAME)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            RuleSections own = RuleSections.of(IniFile.parse("the built-in " + FILE_NAME, text));
            own.finish();
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that come along. */
    public static GraphTemplates builtIn() {
        return BUILT_IN;
    }

    /**
     * Reads the text of a file, whose templates go before those that come along.
     *
     * @param name what messages call it
     * @throws ConfigException if it is no such file, or a value is none; it names line, section and key, and what was
     *     expected
     */
    public static GraphTemplates parse(String name, String text) throws ConfigException {
        RuleSections sections = RuleSections.of(IniFile.parse(name, text));
        List<String> unknown = new ArrayList<>();
        for (RuleSection section : sections.sections()) {
            section.values().forEach((key, value) -> {
                if (!GraphTemplate.knows(key)) {
                    unknown.add(section.places().get(key) + ", section [" + section.name() + "]: a template has no "
                            + key + "; it has " + String.join(", ", GraphTemplate.KEYS));
                    return;
                }
                try {
                    GraphTemplate.PLAIN.with(key, value);
                } catch (IllegalArgumentException e) {
                    sections.error(section, key, e.getMessage());
                }
            });
        }
        List<String> warnings = new ArrayList<>(sections.finish());
        warnings.addAll(unknown);
        return new GraphTemplates(sections.sections(), warnings);
    }

    /** The template of that name; case matters. */
    Optional<GraphTemplate> named(String name) {
        return Optional.ofNullable(templates.get(name));
    }

    /** Whether there is a template of that name; case matters. */
    public boolean has(String name) {
        return templates.containsKey(name);
    }

    /** The names of all of them, in order. */
    public List<String> names() {
        return Collections.unmodifiableList(new ArrayList<>(templates.keySet()));
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }
}
