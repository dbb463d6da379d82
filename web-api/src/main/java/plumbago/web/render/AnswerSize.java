package plumbago.web.render;

import java.util.List;
import java.util.Map;
import plumbago.base.measure.Work;
import plumbago.base.text.ShortestDouble;
import plumbago.web.render.format.CsvFormat;
import plumbago.web.render.series.Series;

/** How long an answer will be, before it is written: rather too long than too short. */
final class AnswerSize {
    /** An array that grows beyond this is doubled, and then there are two of them for a moment. */
    static final int MOST_AT_FIRST = 64 << 20;

    /** A value's digits and what stands between two of them. */
    private static final int VALUE_BYTES = ShortestDouble.MAX_LENGTH + 4;

    /** With brackets and the time in seconds or milliseconds. */
    private static final int TIMED_BYTES = VALUE_BYTES + 18;

    /** With a date of a year of up to five digits, and a line's end. */
    private static final int DATED_BYTES = VALUE_BYTES + 24;

    /** As {@link #TIMED_BYTES}, with the keys of Rickshaw's objects. */
    private static final int KEYED_BYTES = TIMED_BYTES + 16;

    private static final int BINARY_BYTES = 16;
    private static final int BYTES_AROUND = 512;

    /** What a letter beyond ASCII takes in JSON. */
    private static final int ESCAPED_BYTES = 6;

    private AnswerSize() {}

    /** The answer's bytes; 0 for a picture, whose size does not come from the series. */
    static long bytes(RenderRequest asked, List<Series> series, Work work) {
        long bytes = BYTES_AROUND;
        for (Series one : series) {
            int length = one.name().length();
            work.done(BYTES_AROUND + length);
            long shown = asked.format().equals("json") && asked.maxDataPoints() > 0
                    ? Math.min(one.size(), asked.maxDataPoints())
                    : one.size();
            long forPoint = switch (asked.format()) {
                case "raw" -> VALUE_BYTES;
                case "json", "dygraph" -> TIMED_BYTES;
                case "csv" -> DATED_BYTES + CsvFormat.name(one).length;
                case "rickshaw" -> KEYED_BYTES;
                case "png", "svg" -> 0;
                default -> BINARY_BYTES;
            };
            long forNames = switch (asked.format()) {
                case "json" -> inJson(one.name()) + tags(one.tags(), work);
                case "dygraph", "rickshaw" -> inJson(one.name());
                case "png", "svg" -> 0;
                // As a name and as a path expression, in UTF-8.
                default -> 3L * (length + one.pathExpression().length());
            };
            bytes += shown * forPoint + forNames + BYTES_AROUND;
        }
        return bytes;
    }

    private static long tags(Map<String, String> tags, Work work) {
        long bytes = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            work.done(tag.getValue().length());
            bytes += inJson(tag.getKey()) + inJson(tag.getValue()) + ESCAPED_BYTES;
        }
        return bytes;
    }

    private static long inJson(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c >= ' ' && c < 0x7F ? 2 : ESCAPED_BYTES;
        }
        return bytes;
    }

    /** What it takes to write so many bytes into an array that grows. */
    static long toWrite(long bytes) {
        return bytes <= MOST_AT_FIRST ? bytes : 3 * bytes;
    }
}
