package plumbago.web.render;

import java.util.List;
import plumbago.web.render.series.Series;

/** How long an answer will be, before it is written: rather too long than too short. */
final class AnswerSize {
    /** An array that grows beyond this is doubled, and then there are two of them for a moment. */
    static final int MOST_AT_FIRST = 64 << 20;

    /** Behind a value's digits: brackets, time, comma. */
    private static final int TEXT_BYTES = 36;

    /** As {@link #TEXT_BYTES}, with the keys of Rickshaw's objects. */
    private static final int KEYED_BYTES = 48;

    private static final int BINARY_BYTES = 16;
    private static final int BYTES_AROUND = 512;

    private AnswerSize() {}

    /** The answer's bytes; 0 for a picture, whose size does not come from the series. */
    static long bytes(RenderRequest asked, List<Series> series) {
        long bytes = BYTES_AROUND;
        for (Series one : series) {
            long shown = asked.format().equals("json") && asked.maxDataPoints() > 0
                    ? Math.min(one.size(), asked.maxDataPoints())
                    : one.size();
            long forPoint = switch (asked.format()) {
                case "json", "raw", "dygraph" -> TEXT_BYTES;
                case "csv" -> TEXT_BYTES + one.name().length();
                case "rickshaw" -> KEYED_BYTES;
                case "png", "svg" -> 0;
                default -> BINARY_BYTES;
            };
            bytes += shown * forPoint + 2L * one.name().length() + BYTES_AROUND;
        }
        return bytes;
    }

    /** What it takes to write so many bytes into an array that grows. */
    static long toWrite(long bytes) {
        return bytes <= MOST_AT_FIRST ? bytes : 3 * bytes;
    }
}
