package plumbago.base.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import plumbago.base.python.PythonText;

/**
 * A file of sections and options as Python's {@code ConfigParser} reads it, which is what carbon reads its files with:
 *
 * <ul>
 *   <li>{@code =} and {@code :} both end an option's name, whichever comes first; names are lower-cased;
 *   <li>a line is a comment if it begins with {@code #} or {@code ;}; behind a value these are part of the value;
 *   <li>a line that is indented deeper than the option before it continues that option's value;
 *   <li>{@code %(name)s} in a value stands for another option of the section, {@code %%} for a per cent sign, and any
 *       other per cent sign is an error;
 *   <li>the options of a section {@code [DEFAULT]} are in every section;
 *   <li>a section or an option given twice is an error.
 * </ul>
 */
public final class IniFile {
    static final String DEFAULTS = "DEFAULT";
    private static final int DEEPEST_INTERPOLATION = 10;

    /**
     * One option as it was written.
     *
     * @param value the raw value, before interpolation; lines of a continued value are parted by LF
     * @param line where it begins
     */
    record Option(String value, int line, boolean inherited) {}

    /** A line that is a section's header and nothing else. */
    record Heading(String section, int line) {}

    private final String name;
    private final Map<String, Map<String, Option>> sections = new LinkedHashMap<>();
    private final Map<String, Option> defaults = new LinkedHashMap<>();
    private final Map<String, Integer> sectionLines = new LinkedHashMap<>();
    private final List<Heading> headings = new ArrayList<>();

    private IniFile(String name) {
        this.name = name;
    }

    public static IniFile read(Path file) throws ConfigException {
        return parse(file.toString(), ConfigFiles.read(file));
    }

    public static IniFile parse(String name, String text) throws ConfigException {
        IniFile file = new IniFile(name);
        new Parser(file).parse(PythonText.lines(text));
        return file;
    }

    String name() {
        return name;
    }

    /** The sections with the line of their header, in the order of the file; without {@code [DEFAULT]}. */
    Map<String, Integer> sections() {
        return sectionLines;
    }

    /**
     * The headers as carbon lists the sections of its rule files: only lines that end with the bracket, {@code
     * [DEFAULT]} among them, also such as stand indented within a value.
     */
    List<Heading> headings() {
        return headings;
    }

    Place place(int line) {
        return new Place(name, line);
    }

    /**
     * The options of a section and those of {@code [DEFAULT]}, raw; empty if there is no such section.
     *
     * @see #interpolated
     */
    Map<String, Option> options(String section) {
        Map<String, Option> options = new LinkedHashMap<>();
        boolean inherited = !section.equals(DEFAULTS);
        defaults.forEach((key, option) -> options.put(key, new Option(option.value(), option.line(), inherited)));
        options.putAll(sections.getOrDefault(section, Map.of()));
        return options;
    }

    /** The value of an option with the values of others put in. */
    String interpolated(String section, String key, Map<String, Option> options) throws ConfigException {
        Option option = options.get(key);
        if (option.value().indexOf('%') < 0) {
            return option.value();
        }
        StringBuilder value = new StringBuilder();
        interpolate(section, key, option, option.value(), options, value, 1);
        return value.toString();
    }

    private void interpolate(
            String section,
            String key,
            Option option,
            String raw,
            Map<String, Option> options,
            StringBuilder value,
            int depth)
            throws ConfigException {
        String what = place(option.line()) + ", section [" + section + "], " + key + ": ";
        if (depth > DEEPEST_INTERPOLATION) {
            throw new ConfigException(what + "%(...)s refers to itself, or goes deeper than 10 options");
        }
        int from = 0;
        for (int at = raw.indexOf('%'); at >= 0; at = raw.indexOf('%', from)) {
            value.append(raw, from, at);
            if (raw.startsWith("%%", at)) {
                value.append('%');
                from = at + 2;
                continue;
            }
            int end = raw.indexOf(")", at);
            if (!raw.startsWith("%(", at) || end < at + 3 || !raw.startsWith("s", end + 1)) {
                throw new ConfigException(
                        what + "a per cent sign stands for the value of another option, as in %(name)s;"
                                + " write %% where you mean the sign itself");
            }
            String other = raw.substring(at + 2, end).toLowerCase(Locale.ROOT);
            Option referred = options.get(other);
            if (referred == null) {
                throw new ConfigException(what + "%(" + other + ")s refers to an option that is not in this section");
            }
            if (referred.value().indexOf('%') >= 0) {
                interpolate(section, key, option, referred.value(), options, value, depth + 1);
            } else {
                value.append(referred.value());
            }
            from = end + 2;
        }
        value.append(raw, from, raw.length());
    }

    /** Reads the lines. What is wrong is gathered, so that the user sees all of it at once. */
    private static final class Parser {
        private final IniFile file;
        private final List<String> problems = new ArrayList<>();
        private String section;
        private Map<String, Option> options;
        private String key = "";
        private int keyLine;
        private final StringBuilder value = new StringBuilder();
        private int indent;

        Parser(IniFile file) {
            this.file = file;
        }

        void parse(List<String> lines) throws ConfigException {
            for (int i = 0; i < lines.size(); i++) {
                line(lines.get(i), i + 1);
            }
            endValue();
            if (!problems.isEmpty()) {
                throw new ConfigException(problems);
            }
        }

        private void line(String line, int number) {
            String text = PythonText.strip(line);
            if (text.startsWith("#") || text.startsWith(";")) {
                return;
            }
            if (text.isEmpty()) {
                if (!key.isEmpty()) {
                    value.append('\n');
                }
                return;
            }
            if (text.startsWith("[") && text.endsWith("]")) {
                file.headings.add(new Heading(text.substring(1, text.length() - 1), number));
            }
            int lineIndent = line.indexOf(text);
            if (!key.isEmpty() && lineIndent > indent) {
                value.append('\n').append(text);
                return;
            }
            indent = lineIndent;
            int bracket = text.lastIndexOf(']');
            if (text.startsWith("[") && bracket > 1) {
                header(text.substring(1, bracket), number);
            } else {
                option(text, number);
            }
        }

        private void header(String header, int number) {
            endValue();
            section = header;
            if (header.equals(DEFAULTS)) {
                options = file.defaults;
                return;
            }
            options = new LinkedHashMap<>();
            if (file.sections.putIfAbsent(header, options) == null) {
                file.sectionLines.put(header, number);
            } else {
                problem(number, "section [" + header + "] was given before, in line " + file.sectionLines.get(header));
            }
        }

        private void option(String text, int number) {
            endValue();
            if (options == null) {
                problem(number, "'" + shortened(text) + "' stands before any [section]");
                return;
            }
            int delimiter = delimiter(text);
            if (delimiter <= 0) {
                problem(number, "'" + shortened(text) + "' is neither a [section] nor name = value");
                return;
            }
            key = PythonText.stripEnd(text.substring(0, delimiter)).toLowerCase(Locale.ROOT);
            keyLine = number;
            value.append(PythonText.strip(text.substring(delimiter + 1)));
            Option before = options.get(key);
            if (before != null) {
                problem(
                        number,
                        "'" + key + "' was given before in section [" + section + "], in line " + before.line());
            }
            options.put(key, new Option("", number, false));
        }

        private void endValue() {
            if (!key.isEmpty()) {
                options.put(key, new Option(PythonText.stripEnd(value.toString()), keyLine, false));
            }
            key = "";
            value.setLength(0);
        }

        private void problem(int number, String text) {
            problems.add(file.place(number) + ": " + text);
        }

        private static int delimiter(String text) {
            int equals = text.indexOf('=');
            int colon = text.indexOf(':');
            return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
        }

        private static String shortened(String text) {
            return text.length() > 60 ? text.substring(0, 60) + "..." : text;
        }
    }
}
