package plumbago.carbon.index;

import java.util.ArrayList;
import java.util.List;

/** Cuts a path expression at its dots, but for those between braces or brackets. */
final class PatternSteps {
    private PatternSteps() {}

    static List<String> split(String pattern) {
        List<String> steps = new ArrayList<>();
        int depth = 0;
        int from = 0;
        boolean balanced = balanced(pattern);
        for (int at = 0; at <= pattern.length(); at++) {
            char c = at < pattern.length() ? pattern.charAt(at) : '.';
            if (balanced && c == '{') {
                depth++;
            } else if (balanced && c == '}') {
                depth--;
            } else if (c == '.' && (depth == 0 || at == pattern.length())) {
                if (at > from) {
                    steps.add(pattern.substring(from, at));
                }
                from = at + 1;
            }
        }
        return steps;
    }

    private static boolean balanced(String pattern) {
        int depth = 0;
        for (int at = 0; at < pattern.length() && depth >= 0; at++) {
            char c = pattern.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return depth == 0;
    }
}
