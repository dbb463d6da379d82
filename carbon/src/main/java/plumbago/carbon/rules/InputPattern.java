package plumbago.carbon.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import plumbago.base.python.PythonPattern;

/**
 * The input pattern of an aggregation rule as the regular expression that carbon makes of it. It is cut at its dots; {@code
 * <x>} is a part of a name and {@code <<x>>} any number of parts, one of them in each; {@code *} is what has no dot; all else
 * is the regular expression that it is.
 */
final class InputPattern {
    private InputPattern() {}

    /** @throws PatternSyntaxException if it cannot be one */
    static PythonPattern compile(String pattern) {
        return PythonPattern.compile(regex(pattern));
    }

    static String regex(String pattern) {
        List<String> parts = new ArrayList<>();
        for (String part : pattern.split("\\.", -1)) {
            parts.add(part(part));
        }
        return String.join("\\.", parts) + '$';
    }

    private static String part(String part) {
        if (part.contains("<<") && part.contains(">>")) {
            return field(part, "<<", ">>", ".+?");
        }
        if (part.indexOf('<') >= 0 && part.indexOf('>') > part.indexOf('<')) {
            return field(part, "<", ">", "[^.]+?");
        }
        return part.equals("*") ? "[^.]+" : part.replace("*", "[^.]*");
    }

    private static String field(String part, String open, String close, String matched) {
        int begin = part.indexOf(open);
        int end = part.indexOf(close);
        int nameBegin = begin + open.length();
        String name = nameBegin < end ? part.substring(nameBegin, end) : "";
        return part.substring(0, begin) + "(?P<" + name + '>' + matched + ')' + part.substring(end + close.length());
    }
}
