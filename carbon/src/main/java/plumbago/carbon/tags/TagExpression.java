package plumbago.carbon.tags;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import plumbago.base.python.PythonPattern;

/**
 * {@code tag=value}, {@code tag!=value}, {@code tag=~pattern} or {@code tag!=~pattern}. A series without the tag has the
 * empty value; patterns are held against a value's beginning.
 */
final class TagExpression {
    private static final Pattern SYNTAX = Pattern.compile("([^;!=]+)(!?=~?)([^;]*)");

    private final String tag;
    private final boolean negated;
    private final String value;
    private final PythonPattern pattern;

    private TagExpression(String tag, boolean negated, String value, PythonPattern pattern) {
        this.tag = tag;
        this.negated = negated;
        this.value = value;
        this.pattern = pattern;
    }

    /**
     * @param watcher called now and then while a pattern is tried; what it throws ends that
     * @throws TagException if it is no tag expression
     */
    static TagExpression parse(String text, Runnable watcher) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new TagException("'" + text
                    + "' is no tag expression: expected tag=value, tag!=value, tag=~pattern or tag!=~pattern");
        }
        String operator = matcher.group(2);
        String value = matcher.group(3);
        PythonPattern pattern = null;
        if (operator.endsWith("~")) {
            try {
                pattern = PythonPattern.compile(value, watcher);
            } catch (PatternSyntaxException e) {
                throw new TagException("'" + value + "' in a tag expression is " + PythonPattern.whatIsWrong(e));
            }
        }
        return new TagExpression(matcher.group(1), operator.startsWith("!"), value, pattern);
    }

    String tag() {
        return tag;
    }

    /** Whether only one value will do. */
    boolean isExact() {
        return pattern == null && !negated && !value.isEmpty();
    }

    String value() {
        return value;
    }

    /** Whether a series without the tag is out. */
    boolean needsTag() {
        return !matches("");
    }

    boolean matches(String given) {
        boolean equal = pattern == null ? given.equals(value) : pattern.isAtStartOf(given);
        return equal != negated;
    }
}
