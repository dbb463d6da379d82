package plumbago.carbon.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Place;
import plumbago.base.config.Rules;
import plumbago.base.python.PythonPattern;
import plumbago.base.python.PythonReplacement;
import plumbago.base.python.PythonText;
import plumbago.carbon.name.NamePipeline;

/**
 * The rules of rewrite-rules.conf: lines {@code pattern = replacement} below a header {@code [pre]} or {@code [post]}, in
 * the order of the file, each applied to what the one before has left. Every match in the name is replaced.
 *
 * <p>As in carbon, a line ends its pattern at the first {@code =}; a section that is given twice holds what its second
 * part holds; lines before any header, or below another one, are never used. What cannot be a pattern or a replacement
 * makes the whole file unusable; carbon notices a wrong replacement only when it loses the points that it is for.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
public final class RewriteRules implements Rules, NamePipeline.Rewriting {
    /** No rules, as where there is no file. */
    public static final RewriteRules EMPTY = new RewriteRules(Map.of(), List.of());

    private static final String PRE = "pre";
    private static final String POST = "post";

    private final Map<String, List<PythonReplacement>> sections;
    private final List<String> warnings;

    private RewriteRules(Map<String, List<PythonReplacement>> sections, List<String> warnings) {
        this.sections = sections;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads the text of a file.
     *
     * @param name what messages call it
     * @throws ConfigException if a rule cannot be; it names file and line of all of these
     */
    public static RewriteRules parse(String name, String text) throws ConfigException {
        Map<String, List<PythonReplacement>> sections = new HashMap<>();
        List<String> warnings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<PythonReplacement> section = new ArrayList<>();
        String unused = "before any [pre] or [post]";
        List<String> lines = PythonText.lines(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = PythonText.strip(lines.get(i));
            Place place = new Place(name, i + 1);
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                String header = line.substring(1, line.length() - 1).toLowerCase(Locale.ROOT);
                section = new ArrayList<>();
                unused = header.equals(PRE) || header.equals(POST) ? "" : "below " + line;
                if (sections.put(header, section) != null) {
                    warnings.add(place + ": " + line + " is given twice; what was below the first one is not used");
                }
            } else if (equals < 0) {
                warnings.add(
                        place + ": '" + line + "' is passed over: it is neither a [section] nor pattern = replacement");
            } else {
                if (!unused.isEmpty()) {
                    warnings.add(place + ": '" + line + "' is never used, because it stands " + unused);
                }
                rule(line, equals, place, section, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new RewriteRules(sections, warnings);
    }

    @Override
    public String before(String metric) {
        return rewrite(PRE, metric);
    }

    @Override
    public String after(String metric) {
        return rewrite(POST, metric);
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    private String rewrite(String section, String metric) {
        String rewritten = metric;
        for (PythonReplacement rule : sections.getOrDefault(section, List.of())) {
            rewritten = rule.replaceAll(rewritten);
        }
        return rewritten;
    }

    private static void rule(
            String line, int equals, Place place, List<PythonReplacement> section, List<String> problems) {
        String pattern = PythonText.strip(line.substring(0, equals));
        String replacement = PythonText.strip(line.substring(equals + 1));
        PythonPattern compiled;
        try {
            compiled = PythonPattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            problems.add(place + ": " + pattern + ": " + PythonPattern.whatIsWrong(e));
            return;
        }
        try {
            section.add(PythonReplacement.compile(compiled, replacement));
        } catch (PatternSyntaxException e) {
            problems.add(place + ": " + replacement + ": not a replacement for " + pattern + ": " + e.getDescription());
        }
    }
}
