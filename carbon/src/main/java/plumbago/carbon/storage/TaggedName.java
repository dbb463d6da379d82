package plumbago.carbon.storage;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one spelling of a tagged name: {@code name;tag=value}, the tags in order. Understands what carbon understands:
 * {@code name;b=1;a=2} and {@code name{b="1",a="2"}}; the last of equal tags wins, and a tag called {@code name} gives
 * way to the name itself.
 */
final class TaggedName {
    /**
     * One {@code tag="value"} inside braces, where a quote and a backslash in the value have a backslash before them. The
     * value is possessive: otherwise each of its characters would take a place on the stack, and long ones all there is.
     */
    private static final Pattern BRACED_TAG =
            Pattern.compile("([^=]+)=\"((?:\\\\[\"\\\\]|[^\"\\\\])++)\"(?:,|$)", Pattern.DOTALL);

    private static final String NOT_ALLOWED_IN_TAGS = ";!^=";

    private TaggedName() {}

    /**
     * Brings a name into its one spelling.
     *
     * @return null if the name breaks the rules for tagged names; carbon stores such a name as it came
     */
    static String normalise(String name) {
        if (name.endsWith("\"}") && name.indexOf('{') >= 0) {
            return normaliseBraced(name);
        }
        int semicolon = name.indexOf(';');
        if (semicolon < 0) {
            return join(name, new TreeMap<>());
        }
        TreeMap<String, String> tags = new TreeMap<>();
        for (String segment : name.substring(semicolon + 1).split(";", -1)) {
            int equals = segment.indexOf('=');
            if (equals <= 0 || !put(tags, segment.substring(0, equals), segment.substring(equals + 1))) {
                return null;
            }
        }
        return join(name.substring(0, semicolon), tags);
    }

    private static String normaliseBraced(String name) {
        int brace = name.indexOf('{');
        String inside = name.substring(brace + 1, name.length() - 1);
        if (inside.indexOf('{') >= 0) {
            return null;
        }
        TreeMap<String, String> tags = new TreeMap<>();
        Matcher matcher = BRACED_TAG.matcher(inside);
        for (int at = 0; at < inside.length(); at = matcher.end()) {
            matcher.region(at, inside.length());
            if (!matcher.lookingAt()
                    || !put(tags, matcher.group(1), matcher.group(2).replaceAll("\\\\([\"\\\\])", "$1"))) {
                return null;
            }
        }
        return join(name.substring(0, brace), tags);
    }

    /** False if the tag or its value has what neither may have. */
    private static boolean put(Map<String, String> tags, String tag, String value) {
        for (int i = 0; i < tag.length(); i++) {
            if (NOT_ALLOWED_IN_TAGS.indexOf(tag.charAt(i)) >= 0) {
                return false;
            }
        }
        if (value.isEmpty() || value.charAt(0) == '~' || value.indexOf(';') >= 0) {
            return false;
        }
        // Sorted as the whole text, as carbon does: a10=1 stands before a1=3, since '0' is less than '='.
        tags.put(tag + '=', value);
        return true;
    }

    private static String join(String name, Map<String, String> tags) {
        int start = 0;
        while (start < name.length() && name.charAt(start) == '~') {
            start++;
        }
        if (start == name.length()) {
            return null;
        }
        tags.remove("name=");
        StringBuilder normal = new StringBuilder(name).delete(0, start);
        tags.forEach((tag, value) -> normal.append(';').append(tag).append(value));
        return normal.toString();
    }
}
