package plumbago.statsd.packet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import plumbago.statsd.javascript.JsNumber;
import plumbago.statsd.metric.MetricType;
import plumbago.statsd.metric.Metrics;

/**
 * What DogStatsD has beside StatsD: events, service checks, and fields behind the tags.
 *
 * <pre>
 *   _e{bytes of title,bytes of text}:title|text[|d:time][|h:host][|k:key][|p:priority][|s:source][|t:type][|#tags]
 *   _sc|name|status[|d:time][|h:host][|#tags][|m:message]
 *   name:value|type[|@rate][|#tags][|c:container][|e:external data][|card:cardinality][|Ttime]
 * </pre>
 *
 * A service check becomes a gauge of its name, tags and status (0 is well, 1 a warning, 2 critical, 3 unknown), and an event
 * when the status becomes another one. Containers and times of metrics are left out. Belongs to one thread.
 */
public final class DogStatsd {
    private static final byte[] EVENT = {'_', 'e', '{'};
    private static final byte[] SERVICE_CHECK = {'_', 's', 'c', '|'};
    private static final String[] STATUS = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};

    /** Fields that may stand behind the tags, or in their place. */
    private static final String[] FIELDS = {"c:", "e:", "card:", "T"};

    private final Metrics metrics;
    private final EventSink events;

    /** @param events gets events, and changes of service checks */
    public DogStatsd(Metrics metrics, EventSink events) {
        this.metrics = metrics;
        this.events = events;
    }

    /** Whether a line is an event or a service check. */
    boolean accepts(byte[] line, int from, int to) {
        return startsWith(EVENT, line, from, to) || startsWith(SERVICE_CHECK, line, from, to);
    }

    private static boolean startsWith(byte[] beginning, byte[] line, int from, int to) {
        if (to - from < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (line[from + i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads an event or a service check; returns why it cannot be read, or nothing. */
    String parse(byte[] line, int from, int to) {
        int end = to > from && line[to - 1] == '\r' ? to - 1 : to;
        return line[from + 1] == 'e' ? event(line, from, end) : serviceCheck(line, from, end);
    }

    private String event(byte[] line, int from, int to) {
        String expected = "expected _e{bytes of title,bytes of text}:title|text";
        int comma = indexOf(',', line, from, to);
        int brace = indexOf('}', line, comma, to);
        if (brace >= to - 1 || line[brace + 1] != ':') {
            return expected;
        }
        int title = length(line, from + EVENT.length, comma);
        int text = length(line, comma + 1, brace);
        int titleStart = brace + 2;
        // Told apart before they are added up: these are any numbers.
        if (title < 0 || text < 0 || title > to - titleStart - 1 || text > to - titleStart - 1 - title) {
            return expected + ", with as many bytes as it says";
        }
        int textStart = titleStart + title + 1;
        int end = textStart + text;
        if (line[textStart - 1] != '|' || (end < to && line[end] != '|')) {
            return expected + ", with as many bytes as it says";
        }
        Fields fields = new Fields(text(line, Math.min(end + 1, to), to));
        events.event(
                fields.when,
                lines(text(line, titleStart, titleStart + title)),
                lines(text(line, textStart, end)),
                fields.tags);
        return "";
    }

    private static int length(byte[] line, int from, int to) {
        if (to - from < 1 || to - from > 6) {
            return -1;
        }
        int length = 0;
        for (int i = from; i < to; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return -1;
            }
            length = 10 * length + line[i] - '0';
        }
        return length;
    }

    private String serviceCheck(byte[] line, int from, int to) {
        int nameStart = from + SERVICE_CHECK.length;
        int nameEnd = indexOf('|', line, nameStart, to);
        int statusEnd = indexOf('|', line, Math.min(nameEnd + 1, to), to);
        if (nameEnd == nameStart || statusEnd != nameEnd + 2 || line[nameEnd + 1] < '0' || line[nameEnd + 1] > '3') {
            return "expected _sc|name|status, where the status is 0, 1, 2 or 3";
        }
        int status = line[nameEnd + 1] - '0';
        String name = text(line, nameStart, nameEnd);
        Fields fields = new Fields(text(line, Math.min(statusEnd + 1, to), to));
        StringBuilder tagged = new StringBuilder(name);
        for (String tag : fields.tags) {
            tagged.append(';').append(tag.replace(';', '_').replaceFirst(":", "="));
        }
        byte[] key = tagged.toString().getBytes(StandardCharsets.UTF_8);
        int keyEnd = KeyCleaning.clean(key, 0, key.length, key, 0);
        int sizeBefore = metrics.size(MetricType.GAUGE);
        int id = metrics.findOrDefine(MetricType.GAUGE, key, 0, keyEnd);
        if (id < 0) {
            return "";
        }
        double before = metrics.size(MetricType.GAUGE) > sizeBefore ? 0 : metrics.gauge(id);
        metrics.gauge(id, status);
        if (before != status) {
            List<String> tags = new ArrayList<>(fields.tags);
            tags.add("service_check");
            events.event(fields.when, name + " is " + STATUS[status], fields.message, tags);
        }
        return "";
    }

    /** Where what the original knows ends, in a line's part before the tags. */
    int endOfItems(byte[] line, int from, int to) {
        for (int at = from; at < to; at++) {
            // Of counters too a type stands there: 1|c:2|c are two values.
            if (line[at] == '|' && isField(line, at + 1, to) && isLast(line, at + 1, to)) {
                return at;
            }
        }
        return to;
    }

    private static boolean isField(byte[] line, int at, int to) {
        for (String field : FIELDS) {
            int behind = at + field.length();
            if (startsWith(field.getBytes(StandardCharsets.US_ASCII), line, at, to)
                    && (!field.equals("T") || (behind < to && line[behind] >= '0' && line[behind] <= '9'))) {
                return true;
            }
        }
        return false;
    }

    /** Whether only such fields follow, none of which is a number, as another value would be. */
    private static boolean isLast(byte[] line, int from, int to) {
        int at = from;
        while (at < to) {
            int end = indexOf('|', line, at, to);
            int colon = indexOf(':', line, at, end);
            if (!isField(line, at, to) || (colon < end && !Double.isNaN(JsNumber.parse(line, colon + 1, end)))) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    /** Where tags end at a field of another kind. */
    int endOfTags(byte[] line, int from, int to) {
        for (int at = from; at < to; at++) {
            if (line[at] == '|' && isField(line, at + 1, to)) {
                return at;
            }
        }
        return to;
    }

    private static int indexOf(char wanted, byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != wanted) {
            at++;
        }
        return at;
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    /** Line ends come as a backslash and an n. */
    private static String lines(String text) {
        return text.replace("\\n", "\n");
    }

    /** The optional fields of an event or a service check. */
    private static final class Fields {
        private final List<String> tags = new ArrayList<>();
        private OptionalLong when = OptionalLong.empty();
        private String message = "";

        Fields(String text) {
            int at = 0;
            while (at < text.length()) {
                int bar = text.indexOf('|', at);
                int end = text.startsWith("m:", at) ? endOfMessage(text, at) : bar < 0 ? text.length() : bar;
                read(text.substring(at, end));
                at = end + 1;
            }
        }

        /** A message is the last one, and may hold bars; but clients put behind it where they run. */
        private static int endOfMessage(String text, int from) {
            int end = text.length();
            int bar = text.lastIndexOf('|');
            while (bar > from && isOrigin(text, bar + 1)) {
                end = bar;
                bar = text.lastIndexOf('|', end - 1);
            }
            return end;
        }

        private static boolean isOrigin(String text, int at) {
            return text.startsWith("c:", at) || text.startsWith("e:", at) || text.startsWith("card:", at);
        }

        private void read(String field) {
            if (field.startsWith("#")) {
                for (String tag : field.substring(1).split(",")) {
                    if (!tag.isEmpty()) {
                        tags.add(tag);
                    }
                }
            } else if (field.startsWith("d:")) {
                try {
                    when = OptionalLong.of(Long.parseLong(field.substring(2)));
                } catch (NumberFormatException e) {
                    // Then it is now.
                    when = OptionalLong.empty();
                }
            } else if (field.startsWith("h:")) {
                tags.add("host:" + field.substring(2));
            } else if (field.startsWith("k:")) {
                tags.add("aggregation_key:" + field.substring(2));
            } else if (field.startsWith("p:")) {
                tags.add("priority:" + field.substring(2));
            } else if (field.startsWith("s:")) {
                tags.add("source:" + field.substring(2));
            } else if (field.startsWith("t:")) {
                tags.add("alert_type:" + field.substring(2));
            } else if (field.startsWith("m:")) {
                message = lines(field.substring(2)).replace("m\\:", "m:");
            }
        }
    }
}
