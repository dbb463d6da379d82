package plumbago.web.render.format;

import plumbago.base.text.ShortestDouble;
import plumbago.web.render.series.Series;

/** What parts of answers take at most, in bytes. */
public final class AnswerSize {
    /** What stands around a series, and around all of them. */
    public static final int AROUND = 512;

    /** A value's digits and what stands between two of them. */
    public static final int VALUE = ShortestDouble.MAX_LENGTH + 4;

    /** With brackets and the time in seconds or milliseconds. */
    static final int TIMED_VALUE = VALUE + 18;

    /** A value in a format that is no text. */
    static final int BINARY_VALUE = 16;

    /** What a letter beyond ASCII takes in JSON. */
    static final int ESCAPED = 6;

    private AnswerSize() {}

    /** A text in JSON. */
    static long inJson(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c >= ' ' && c < 0x7F ? 2 : ESCAPED;
        }
        return bytes;
    }

    /** A series' name and its path expression, in UTF-8. */
    static long names(Series series) {
        return 3L * (series.name().length() + series.pathExpression().length());
    }

    /** A series in a format that is no text. */
    static long binary(Series series) {
        return (long) series.size() * BINARY_VALUE + names(series);
    }
}
