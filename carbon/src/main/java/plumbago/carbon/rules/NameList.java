package plumbago.carbon.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import plumbago.base.config.Place;
import plumbago.base.config.Rules;
import plumbago.base.python.PythonPattern;
import plumbago.base.python.PythonText;

/**
 * The patterns of whitelist.conf or blacklist.conf, one on each line, searched anywhere in a name. As in carbon, a line
 * is a comment only if it begins with {@code #} in its first column, and a line that is no pattern is passed over with a
 * warning.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
public final class NameList implements Rules {
    /** The names of the files in the configuration folder. */
    public static final String WHITELIST_FILE = "whitelist.conf";

    /** See {@link #WHITELIST_FILE}. */
    public static final String BLACKLIST_FILE = "blacklist.conf";

    /** A list without patterns, as where there is no file. */
    public static final NameList EMPTY = new NameList(List.of(), List.of());

    private final List<PythonPattern> patterns;
    private final List<String> warnings;

    private NameList(List<PythonPattern> patterns, List<String> warnings) {
        this.patterns = List.copyOf(patterns);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads the text of a file.
     *
     * @param name what messages call it
     */
    public static NameList parse(String name, String text) {
        List<PythonPattern> patterns = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<String> lines = PythonText.lines(text);
        for (int i = 0; i < lines.size(); i++) {
            String pattern = PythonText.strip(lines.get(i));
            if (lines.get(i).startsWith("#") || pattern.isEmpty()) {
                continue;
            }
            try {
                patterns.add(PythonPattern.compile(pattern));
            } catch (PatternSyntaxException e) {
                warnings.add(new Place(name, i + 1) + ": the line is passed over: " + pattern + ": "
                        + PythonPattern.whatIsWrong(e));
            }
        }
        return new NameList(patterns, warnings);
    }

    /** Whether any pattern is found in the name. */
    public boolean contains(String metric) {
        for (PythonPattern pattern : patterns) {
            if (pattern.find(metric)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it holds no pattern, so that no name matches; for any thread. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }
}
