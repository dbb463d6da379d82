package plumbago.carbon.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.IniFile;
import plumbago.base.config.Place;
import plumbago.base.config.RuleSections;
import plumbago.base.config.Rules;
import plumbago.base.python.PythonPattern;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.RetentionRules;

/**
 * The rules of storage-schemas.conf: which retentions a new metric gets. The first section whose pattern is found in the
 * metric's name decides; a metric without any gets a point a minute for a week, as in carbon.
 *
 * <p>As in carbon, a retention or a pattern that cannot be read makes the whole file unusable, and a section without
 * pattern or retentions, or with retentions that no file can have together, is dropped with a warning. Carbon also takes
 * some retentions that it can never write a file with: here a point of no length makes the file unusable, as it mostly
 * does there, and retentions without points, or larger than a file can hold, drop their section.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
public final class StorageSchemas implements Rules {
    /** The file's name in the configuration folder. */
    public static final String FILE_NAME = "storage-schemas.conf";

    private static final Schema LAST = new Schema(
            "default", PythonPattern.compile(""), List.of(new Retention(60, 7 * 24 * 60)), new Place("the default", 0));

    private final List<Schema> schemas;
    private final List<String> warnings;

    private StorageSchemas(List<Schema> schemas, List<String> warnings) {
        this.schemas = List.copyOf(schemas);
        this.warnings = warnings;
    }

    /**
     * Reads the file in a configuration folder; where there is none, the built-in rules.
     *
     * @throws ConfigException if the file is there and cannot be used; it names file, line, section and reason
     */
    public static StorageSchemas in(Path folder) throws ConfigException {
        Path file = folder.resolve(FILE_NAME);
        return Files.exists(file) ? load(file) : builtIn();
    }

    /** Reads a file, as {@link #in}. */
    public static StorageSchemas load(Path file) throws ConfigException {
        return of(IniFile.read(file));
    }

    /**
     * Reads the text of a file.
     *
     * @param name what messages call it
     */
    public static StorageSchemas parse(String name, String text) throws ConfigException {
        return of(IniFile.parse(name, text));
    }

    /** The rules that are used where there is no file. */
    public static StorageSchemas builtIn() {
        try (InputStream in = StorageSchemas.class.getResourceAsStream(FILE_NAME)) {
            return parse("the built-in " + FILE_NAME, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The schema of a metric. */
    public Schema schemaFor(String metric) {
        for (Schema schema : schemas) {
            if (schema.matches(metric)) {
                return schema;
            }
        }
        return LAST;
    }

    /** All schemas in the order they are asked; the last takes every metric. */
    public List<Schema> schemas() {
        return schemas;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    private static StorageSchemas of(IniFile file) throws ConfigException {
        RuleSections sections = RuleSections.of(file);
        List<Schema> schemas = new ArrayList<>();
        for (RuleSections.RuleSection section : sections.sections()) {
            Schema schema = schema(section, sections);
            if (schema != null) {
                schemas.add(schema);
            }
        }
        schemas.add(LAST);
        return new StorageSchemas(schemas, sections.finish());
    }

    private static Schema schema(RuleSections.RuleSection section, RuleSections sections) {
        Optional<String> text = section.value("retentions");
        if (text.isEmpty()) {
            sections.drop(section, "it has no retentions");
            return null;
        }
        List<RetentionText> read = new ArrayList<>();
        for (String part : text.get().split(",", -1)) {
            try {
                read.add(RetentionText.parse(part));
            } catch (IllegalArgumentException e) {
                sections.error(section, "retentions", e.getMessage());
                return null;
            }
        }
        PythonPattern pattern = sections.pattern(section);
        if (pattern == null) {
            return null;
        }
        List<Retention> retentions = new ArrayList<>();
        for (RetentionText retention : read) {
            if (retention.secondsPerPoint() == 0) {
                sections.error(section, "retentions", "a point must last at least one second");
                return null;
            }
            if (Math.max(retention.secondsPerPoint(), retention.points()) > Integer.MAX_VALUE) {
                sections.drop(
                        section,
                        retention.secondsPerPoint() + ":" + retention.points() + " is larger than a file can hold");
                return null;
            }
            retentions.add(new Retention((int) retention.secondsPerPoint(), (int) retention.points()));
        }
        try {
            RetentionRules.check(retentions);
        } catch (IllegalArgumentException e) {
            sections.drop(section, e.getMessage());
            return null;
        }
        return new Schema(section.name(), pattern, List.copyOf(retentions), section.place());
    }
}
