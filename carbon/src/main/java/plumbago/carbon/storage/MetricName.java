package plumbago.carbon.storage;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import plumbago.carbon.name.TaggedName;

/**
 * Which metric a sent name means. Several spellings lead to one file ({@code a..b}, {@code .a.b} and {@code a/b} all
 * to {@code a/b.wsp}), so they mean one metric, with one queue and one writer.
 *
 * <p>In a name without tags, dots and slashes separate parts; empty parts are left out, as carbon's files show it. A
 * name is no metric's if nothing is left of it, if it has a NUL, if a slash stands beside a part of dots alone (nothing
 * but an attempt to leave the data folder looks like that), or if it is too long for a file system.
 */
public final class MetricName {
    /** Longest part of a name in bytes: a file system takes 255 for a file, of which {@code .wsp} takes four. */
    public static final int MAX_PART_BYTES = 251;

    /** Longest name in bytes; paths may have 4095, and the data folder needs its share. */
    public static final int MAX_NAME_BYTES = 3000;

    private MetricName() {}

    /**
     * The metric that a sent name means.
     *
     * @return nothing if it cannot be a metric's name
     */
    public static Optional<String> metricFor(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return isPlain(bytes, 0, bytes.length) ? Optional.of(name) : unusualMetricFor(name);
    }

    /** Whether a name in UTF-8 is one of those that mean themselves: only those are metrics' names. */
    public static boolean isMetric(byte[] bytes, int offset, int length) {
        if (isPlain(bytes, offset, length)) {
            return true;
        }
        String name = new String(bytes, offset, length, StandardCharsets.UTF_8);
        return metricFor(name).filter(name::equals).isPresent();
    }

    private static Optional<String> unusualMetricFor(String name) {
        if (name.length() > MAX_NAME_BYTES || name.indexOf('\0') >= 0 || name.indexOf('\uFFFD') >= 0) {
            return Optional.empty();
        }
        String normal = TaggedName.normalise(name).orElse(name);
        if (normal.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            return Optional.empty();
        }
        if (TaggedName.isTagged(normal)) {
            return Optional.of(normal);
        }
        String joined = joinParts(normal);
        // What was taken away may have uncovered another spelling; a metric's name always means itself.
        return joined == null || joined.equals(name) ? Optional.ofNullable(joined) : metricFor(joined);
    }

    /** Whether a name is one that means itself, at a glance: nearly all are. */
    private static boolean isPlain(byte[] bytes, int offset, int length) {
        int part = 0;
        for (int i = offset; i < offset + length; i++) {
            byte c = bytes[i];
            if (c == '.') {
                if (part == 0) {
                    return false;
                }
                part = 0;
            } else if (c <= ' ' || c >= '~' || c == '/' || c == ';' || c == '{' || ++part > MAX_PART_BYTES) {
                return false;
            }
        }
        return part > 0 && length <= MAX_NAME_BYTES;
    }

    private static String joinParts(String name) {
        if (name.indexOf('/') >= 0) {
            for (String segment : name.split("/")) {
                if (segment.equals(".") || segment.equals("..")) {
                    return null;
                }
            }
        }
        StringBuilder joined = new StringBuilder(name.length());
        int start = 0;
        while (start <= name.length()) {
            int end = start;
            while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '/') {
                end++;
            }
            if (tooLong(name, start, end)) {
                return null;
            }
            if (end > start) {
                joined.append(joined.length() == 0 ? "" : ".").append(name, start, end);
            }
            start = end + 1;
        }
        return joined.length() == 0 ? null : joined.toString();
    }

    private static boolean tooLong(String name, int start, int end) {
        // Only a part that could be too long is worth encoding: a char is three bytes of UTF-8 at most.
        return 3 * (end - start) > MAX_PART_BYTES
                && name.substring(start, end).getBytes(StandardCharsets.UTF_8).length > MAX_PART_BYTES;
    }
}
