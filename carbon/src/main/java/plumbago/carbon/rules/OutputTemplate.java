package plumbago.carbon.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The name that an aggregation rule makes: text with fields {@code <x>} of the input pattern. To carbon it is a format of
 * Python's with {@code %(} and {@code )s} around each field, so that a percent sign is written as two.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
final class OutputTemplate {
    /** What Python writes for a group that took no part in a match. */
    private static final String NOT_THERE = "None";

    /** Text, or the name of a field. */
    private record Part(String text, boolean isField) {}

    private final List<Part> parts = new ArrayList<>();

    private OutputTemplate() {}

    /**
     * @param fields those of the input pattern
     * @throws IllegalArgumentException if it cannot be one; the message says what was expected
     */
    static OutputTemplate compile(String template, Set<String> fields) {
        String format = template.replace("<", "%(").replace(">", ")s");
        OutputTemplate compiled = new OutputTemplate();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                text.append(c);
            } else if (at < format.length() && format.charAt(at) == '%') {
                text.append('%');
                at++;
            } else if (at < format.length() && format.charAt(at) == '(') {
                int end = endOfField(format, at);
                String field = format.substring(at + 1, end);
                if (!fields.contains(field)) {
                    throw new IllegalArgumentException(noSuchField(field, fields));
                }
                compiled.parts.add(new Part(text.toString(), false));
                compiled.parts.add(new Part(field, true));
                text.setLength(0);
                at = end + 2;
            } else {
                throw new IllegalArgumentException("for a percent sign %% is expected");
            }
        }
        compiled.parts.add(new Part(text.toString(), false));
        return compiled;
    }

    /** Where the parenthesis is closed that begins somewhere, with an s behind it. */
    private static int endOfField(String format, int begin) {
        int depth = 0;
        for (int at = begin; at < format.length(); at++) {
            char c = format.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                if (format.startsWith(")s", at)) {
                    return at;
                }
                break;
            }
        }
        throw new IllegalArgumentException("a field is expected as <name>");
    }

    private static String noSuchField(String field, Set<String> fields) {
        if (field.startsWith("%(")) {
            return "a field is expected as <name>, also where the pattern has <<name>>";
        }
        return "<" + field + "> is no field of the pattern; expected "
                + (fields.isEmpty() ? "none, since it has none" : "one of " + String.join(", ", fields));
    }

    /** @param fields what they matched, without those that took no part */
    String fill(Map<String, String> fields) {
        if (parts.size() == 1) {
            return parts.get(0).text();
        }
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(part.isField() ? fields.getOrDefault(part.text(), NOT_THERE) : part.text());
        }
        return filled.toString();
    }
}
