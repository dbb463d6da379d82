package plumbago.statsd.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import plumbago.statsd.javascript.JsNumber;
import plumbago.statsd.javascript.JsSpace;
import plumbago.statsd.metric.MetricType;
import plumbago.statsd.metric.Metrics;

/**
 * Reads a line just as the original does, whatever it holds:
 *
 * <pre>
 *   name[:value|type[|@rate]]…[|#tag:value,tag:value…]
 * </pre>
 *
 * A type that is none of {@code ms}, {@code g} and {@code s} counts. Where the original would end with an exception, the line is
 * a bad one. Besides, {@code =-5|g} sets a gauge below 0. Belongs to one thread.
 */
public final class UnusualLines {
    private static final byte[] ZERO = {'0'};

    private final Metrics metrics;
    private final BadLines badLines;
    private final boolean clean;

    /** Null where DogStatsD's lines are not known. */
    private final DogStatsd dogStatsd;

    private long bad;

    /** The line that is read. */
    private byte[] line;

    private int lineStart;
    private int lineEnd;
    private byte[] key = new byte[256];
    private int keyEnd;

    /** Values without a type of their own, which have that of the next one in DogStatsD; in pairs of start and end. */
    private int[] packed = new int[16];

    private int packedCount;

    /**
     * @param clean whether names are cleaned
     * @param dogStatsd reads what only DogStatsD has; null for nobody
     */
    public UnusualLines(Metrics metrics, BadLines badLines, boolean clean, DogStatsd dogStatsd) {
        this.metrics = metrics;
        this.badLines = badLines;
        this.clean = clean;
        this.dogStatsd = dogStatsd;
    }

    /** How many bad lines, or parts of lines, there were since the last time. */
    public long takeBad() {
        long taken = bad;
        bad = 0;
        return taken;
    }

    /** Reads a line that is not empty. */
    void parse(byte[] bytes, int from, int to) {
        line = bytes;
        lineStart = from;
        lineEnd = to;
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                // What is no UTF-8 becomes U+FFFD, as everywhere in the original.
                line = new String(bytes, from, to - from, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
                lineStart = 0;
                lineEnd = line.length;
                break;
            }
        }
        if (dogStatsd != null && dogStatsd.accepts(line, lineStart, lineEnd)) {
            String why = dogStatsd.parse(line, lineStart, lineEnd);
            if (!why.isEmpty()) {
                refuse(lineStart, lineEnd, why);
            }
            return;
        }
        readItems();
    }

    private void readItems() {
        int tags = indexOfTags(lineStart);
        int end = tags < 0 ? lineEnd : tags;
        if (dogStatsd != null) {
            end = dogStatsd.endOfItems(line, lineStart, end);
        }
        int colon = indexOf(':', lineStart, end);
        readKey(colon, tags);
        packedCount = 0;
        if (colon == end) {
            // The original takes a name alone for a value of 1, and then misses its type.
            refuse(lineStart, lineEnd, "it has no value; expected name:value|type");
            return;
        }
        int at = colon + 1;
        while (at <= end) {
            int next = indexOf(':', at, end);
            readItem(at, next);
            at = next + 1;
        }
        for (int i = 0; i < packedCount; i += 2) {
            refuse(packed[i], packed[i + 1], "it has no type; expected name:value|type");
        }
    }

    private int indexOfTags(int from) {
        for (int at = from; at + 1 < lineEnd; at++) {
            if (line[at] == '|' && line[at + 1] == '#') {
                return at;
            }
        }
        return -1;
    }

    private int indexOf(char wanted, int from, int to) {
        int at = from;
        while (at < to && line[at] != wanted) {
            at++;
        }
        return at;
    }

    private void readKey(int end, int tags) {
        int most = lineEnd - lineStart + 1;
        if (key.length < most) {
            key = new byte[2 * most];
        }
        int at = end - lineStart;
        System.arraycopy(line, lineStart, key, 0, at);
        if (tags >= 0) {
            int further = indexOfTags(tags + 2);
            int tagsEnd = further < 0 ? lineEnd : further;
            if (dogStatsd != null) {
                tagsEnd = dogStatsd.endOfTags(line, tags + 2, tagsEnd);
            }
            at = readTags(tags + 2, tagsEnd, at);
        }
        keyEnd = clean ? KeyCleaning.clean(key, 0, at, key, 0) : at;
    }

    /** Puts tags behind the name; of each the first semicolon and the first colon become others. */
    private int readTags(int from, int to, int end) {
        int at = end;
        if (from == to) {
            return at;
        }
        key[at++] = ';';
        boolean semicolon = false;
        boolean colon = false;
        for (int i = from; i < to; i++) {
            byte one = line[i];
            if (one == ',') {
                key[at++] = ';';
                semicolon = false;
                colon = false;
            } else if (one == ';' && !semicolon) {
                key[at++] = '_';
                semicolon = true;
            } else if (one == ':' && !colon) {
                key[at++] = '=';
                colon = true;
            } else {
                key[at++] = one;
            }
        }
        return at;
    }

    private void readItem(int from, int to) {
        int bar = indexOf('|', from, to);
        if (bar == to) {
            if (dogStatsd != null && to < lineEnd && !Double.isNaN(numberOrNone(from, to))) {
                if (packedCount == packed.length) {
                    packed = Arrays.copyOf(packed, 2 * packedCount);
                }
                packed[packedCount++] = from;
                packed[packedCount++] = to;
                return;
            }
            refuse(from, to, "it has no type; expected name:value|type");
            return;
        }
        int typeEnd = indexOf('|', bar + 1, to);
        double weight = 1;
        if (typeEnd < to) {
            weight = weight(typeEnd + 1, indexOf('|', typeEnd + 1, to));
            if (Double.isNaN(weight)) {
                refuse(from, to, "its sample rate is none; expected @ and a number from 0 on, such as @0.1");
                packedCount = 0;
                return;
            }
        }
        for (int i = 0; i < packedCount; i += 2) {
            add(packed[i], packed[i + 1], bar + 1, typeEnd, weight);
        }
        packedCount = 0;
        add(from, bar, bar + 1, typeEnd, weight);
    }

    /** 1 divided by a sample rate; NaN if it is none. */
    private double weight(int from, int to) {
        if (to - from < 2
                || line[from] != '@'
                || line[from + 1] == '-'
                || Double.isNaN(JsNumber.parse(line, from + 1, to))) {
            return Double.NaN;
        }
        // It has to be a number as a whole, and what is read of it is its beginning.
        int end = from + 1;
        while (end < to && ((line[end] >= '0' && line[end] <= '9') || line[end] == '.')) {
            end++;
        }
        return end == from + 1 ? Double.NaN : 1 / JsNumber.parse(line, from + 1, end);
    }

    /** The number of a text that is not empty; NaN for others. */
    private double numberOrNone(int from, int to) {
        return from == to ? Double.NaN : JsNumber.parse(line, from, to);
    }

    private void add(int from, int to, int type, int typeEnd, double weight) {
        // The type is trimmed after it was looked at: one with a blank has its value judged as a counter's.
        int trimmed = JsSpace.skip(line, type, typeEnd);
        int trimmedEnd = JsSpace.skipBack(line, trimmed, typeEnd);
        boolean isExact = trimmed == type && trimmedEnd == typeEnd;
        boolean isSet = is(trimmed, trimmedEnd, 's');
        double value = isSet && isExact ? 0 : numberOrNone(from, to);
        if (isSet) {
            if (Double.isNaN(value)) {
                refuse(from, typeEnd, "its value is no number");
                return;
            }
            int id = find(MetricType.SET);
            if (id >= 0 && from == to) {
                metrics.member(id, ZERO, 0, ZERO.length);
            } else if (id >= 0) {
                metrics.member(id, line, from, to - from);
            }
            return;
        }
        if (is(trimmed, trimmedEnd, 'g')) {
            setGauge(from, to, typeEnd, value);
            return;
        }
        boolean isTimer = trimmedEnd - trimmed == 2 && line[trimmed] == 'm' && line[trimmed + 1] == 's';
        boolean isDistribution = dogStatsd != null && (is(trimmed, trimmedEnd, 'h') || is(trimmed, trimmedEnd, 'd'));
        if (Double.isNaN(value) || (isTimer && isExact && value < 0)) {
            refuse(from, typeEnd, isTimer ? "its value is no number from 0 on" : "its value is no number");
        } else if (isTimer || isDistribution) {
            int id = find(MetricType.TIMER);
            if (id >= 0) {
                metrics.timer(id, value, weight);
            }
        } else {
            int id = find(MetricType.COUNTER);
            if (id >= 0) {
                metrics.count(id, value * weight);
            }
        }
    }

    private void setGauge(int from, int to, int typeEnd, double value) {
        boolean absolute = from < to && line[from] == '=';
        double number = absolute ? numberOrNone(from + 1, to) : value;
        if (Double.isNaN(number)) {
            refuse(from, typeEnd, "its value is no number");
            return;
        }
        int id = find(MetricType.GAUGE);
        if (id < 0) {
            return;
        }
        if (line[from] == '-' || line[from] == '+') {
            metrics.changeGauge(id, number);
        } else {
            metrics.gauge(id, number + 0.0);
        }
    }

    private boolean is(int from, int to, char letter) {
        return to - from == 1 && line[from] == letter;
    }

    /** The id of the line's name; below 0 if there is no space for it, which is counted. */
    private int find(MetricType type) {
        return metrics.findOrDefine(type, key, 0, keyEnd);
    }

    private void refuse(int from, int to, String why) {
        bad++;
        if (from == lineStart && to == lineEnd) {
            badLines.report(line, from, to, why);
        } else {
            badLines.report(
                    line,
                    lineStart,
                    lineEnd,
                    "of '" + new String(line, from, Math.min(to - from, 100), StandardCharsets.UTF_8) + "', " + why);
        }
    }
}
