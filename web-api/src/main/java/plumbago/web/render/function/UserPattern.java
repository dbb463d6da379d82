package plumbago.web.render.function;

import java.util.regex.PatternSyntaxException;
import plumbago.base.python.PythonPattern;
import plumbago.base.python.PythonReplacement;
import plumbago.web.render.series.Series;

/** A regular expression that came with a request, in Python's spelling. */
final class UserPattern {
    private final PythonPattern pattern;

    private UserPattern(PythonPattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern that an argument holds. */
    static UserPattern of(Call call, String parameter) {
        String text = call.text(parameter);
        try {
            return new UserPattern(PythonPattern.compile(text, call.context().source()::proceed));
        } catch (PatternSyntaxException e) {
            throw call.problem(parameter, "is '" + text + "', " + PythonPattern.whatIsWrong(e));
        }
    }

    /** Whether it matches somewhere. */
    boolean found(String text) {
        return pattern.find(text);
    }

    /** A series' name with all matches replaced, which must not get too long. */
    static String replaced(Call call, PythonReplacement replacement, Series series) {
        call.work().done(series.name().length());
        return replacement
                .replaceAll(series.name(), Call.LONGEST_TEXT)
                .orElseThrow(() -> call.problem(
                        "replace", "makes a text of more than " + Call.LONGEST_TEXT + " characters out of a name"));
    }

    /** What replaces every match, out of another argument. */
    PythonReplacement replacement(Call call, String parameter) {
        String template = call.text(parameter);
        try {
            return PythonReplacement.compile(pattern, template);
        } catch (PatternSyntaxException e) {
            throw call.problem(parameter, "is '" + template + "', no replacement: " + e.getDescription());
        }
    }
}
