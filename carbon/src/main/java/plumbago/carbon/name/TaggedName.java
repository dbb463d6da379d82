package plumbago.carbon.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one spelling of a tagged name: {@code name;tag=value}, the tags in order. Understands what Graphite's
 * {@code TaggedSeries.parse} understands: {@code name;b=1;a=2} and {@code name{b="1",a="2"}}; the last of equal tags wins,
 * and a tag called {@code name} gives way to the name itself.
 *
 * <p>And where Graphite keeps its file among the dotted names, under the first letters of a hash:
 * {@code _tagged.<3 hex>.<3 hex>.<SHA-256 of the name>}, or the name itself in place of the last step.
 */
public final class TaggedName {
    /**
     * One {@code tag="value"} inside braces, where a quote and a backslash in the value have a backslash before them. A
     * colon may stand before the comma, as the original has it, and blanks are part of the tag. The value is possessive:
     * otherwise each of its characters would take a place on the stack, and long ones all there is.
     */
    private static final Pattern BRACED_TAG =
            Pattern.compile("([^=]+)=\"((?:\\\\[\"\\\\]|[^\"\\\\])++)\"(?::?,|$)", Pattern.DOTALL);

    private static final String NOT_ALLOWED_IN_TAGS = ";!^=";

    private static final String FOLDER = "_tagged.";

    private TaggedName() {}

    /** Whether a name has tags, and so a file named by a hash. */
    public static boolean isTagged(String name) {
        return name.indexOf(';') >= 0;
    }

    /** Whether a name is not that of a series but the path of a tagged one's file. */
    public static boolean isPath(String name) {
        return name.startsWith(FOLDER);
    }

    /** Where a series is listed: under its name, but for tagged ones, which are listed where their file is. */
    public static String listed(String name) {
        return isTagged(name) && !isPath(name) ? hashedPath(name) : name;
    }

    /** Where the file of a tagged metric is, with dots for the steps: the last one is a hash. */
    public static String hashedPath(String metric) {
        String hash = hash(metric);
        return folder(hash) + hash;
    }

    /** Where the file of a tagged metric is with {@code TAG_HASH_FILENAMES = False}: the last step is its name. */
    public static String readablePath(String metric) {
        return folder(hash(metric)) + metric.replace(".", "_DOT_");
    }

    private static String folder(String hash) {
        return FOLDER + hash.substring(0, 3) + '.' + hash.substring(3, 6) + '.';
    }

    private static String hash(String metric) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(metric.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The tags in a name, its name among them as {@code name}, in the order of their names.
     *
     * @throws IllegalArgumentException if the name breaks the rules for tagged names; the message tells which
     */
    public static Map<String, String> tags(String name) {
        TreeMap<String, String> tags = new TreeMap<>();
        String problem = parse(name, tags);
        if (problem != null) {
            throw new IllegalArgumentException("'" + name + "' is no name with tags: " + problem);
        }
        return tags;
    }

    /** The one spelling of a name with these tags; what {@link #tags} gave. */
    public static String format(Map<String, String> tags) {
        // Sorted as the whole text, as the original does: a10=1 stands before a1=3, since '0' is less than '='.
        TreeMap<String, String> sorted = new TreeMap<>();
        tags.forEach((tag, value) -> sorted.put(tag + '=', value));
        String name = sorted.remove("name=");
        StringBuilder normal = new StringBuilder(name == null ? "" : name);
        sorted.forEach((tag, value) -> normal.append(';').append(tag).append(value));
        return normal.toString();
    }

    /**
     * Brings a name into its one spelling.
     *
     * @return nothing if the name breaks the rules for tagged names; carbon stores such a name as it came
     */
    public static Optional<String> normalise(String name) {
        TreeMap<String, String> tags = new TreeMap<>();
        return parse(name, tags) == null ? Optional.of(format(tags)) : Optional.empty();
    }

    /** What is wrong with a name, or null. */
    private static String parse(String name, Map<String, String> into) {
        if (name.endsWith("\"}") && name.indexOf('{') >= 0) {
            return parseBraced(name, into);
        }
        int semicolon = name.indexOf(';');
        if (semicolon < 0) {
            return putName(name, into);
        }
        for (String segment : name.substring(semicolon + 1).split(";", -1)) {
            int equals = segment.indexOf('=');
            if (equals <= 0) {
                return "tag=value is expected behind each ;";
            }
            String problem = put(into, segment.substring(0, equals), segment.substring(equals + 1));
            if (problem != null) {
                return problem;
            }
        }
        return putName(name.substring(0, semicolon), into);
    }

    private static String parseBraced(String name, Map<String, String> into) {
        int brace = name.indexOf('{');
        String inside = name.substring(brace + 1, name.length() - 1);
        if (inside.indexOf('{') >= 0) {
            return "there may be one { only";
        }
        Matcher matcher = BRACED_TAG.matcher(inside);
        for (int at = 0; at < inside.length(); at = matcher.end()) {
            matcher.region(at, inside.length());
            if (!matcher.lookingAt()) {
                return "tag=\"value\" is expected in the braces, and a comma between two of them";
            }
            String problem = put(into, matcher.group(1), matcher.group(2).replaceAll("\\\\([\"\\\\])", "$1"));
            if (problem != null) {
                return problem;
            }
        }
        return putName(name.substring(0, brace), into);
    }

    /** What is wrong with a tag or its value, or null. */
    private static String put(Map<String, String> tags, String tag, String value) {
        for (int i = 0; i < tag.length(); i++) {
            if (NOT_ALLOWED_IN_TAGS.indexOf(tag.charAt(i)) >= 0) {
                return "a tag may not hold ; ! ^ or =";
            }
        }
        if (value.isEmpty() || value.charAt(0) == '~' || value.indexOf(';') >= 0) {
            return "a value may not be empty, begin with ~ or hold ;";
        }
        tags.put(tag, value);
        return null;
    }

    private static String putName(String name, Map<String, String> tags) {
        int start = 0;
        while (start < name.length() && name.charAt(start) == '~') {
            start++;
        }
        if (start == name.length()) {
            return "it must begin with a name, of more than ~";
        }
        tags.put("name", name.substring(start));
        return null;
    }
}
