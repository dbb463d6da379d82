package plumbago.web.render.series;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads tags out of a series' name: {@code disk.used;rack=a1}, and whatever looks like a call is only a name. */
public final class SeriesName {
    private SeriesName() {}

    /** The tags in a name; at least {@code name}. */
    public static Map<String, String> tags(String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (!looksLikeCall(name)) {
            parse(name, tags);
        }
        if (tags.isEmpty()) {
            tags.put("name", name);
        }
        return tags;
    }

    private static void parse(String name, Map<String, String> tags) {
        int semicolon = name.indexOf(';');
        if (semicolon < 0) {
            return;
        }
        Map<String, String> sorted = new TreeMap<>();
        int from = semicolon + 1;
        while (from <= name.length()) {
            int to = name.indexOf(';', from);
            if (to < 0) {
                to = name.length();
            }
            int equals = name.indexOf('=', from);
            if (equals <= from || equals >= to - 1) {
                return;
            }
            sorted.put(name.substring(from, equals), name.substring(equals + 1, to));
            from = to + 1;
        }
        tags.putAll(sorted);
        tags.put("name", name.substring(0, semicolon));
    }

    /** Letters, an opening parenthesis, something, and a closing one at the very end. */
    private static boolean looksLikeCall(String name) {
        int at = 0;
        while (at < name.length() && isLetter(name.charAt(at))) {
            at++;
        }
        return at > 0 && at < name.length() && name.charAt(at) == '(' && name.endsWith(")") && name.length() > at + 2;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
