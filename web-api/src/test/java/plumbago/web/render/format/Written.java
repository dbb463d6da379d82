package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.graph.GraphOptions;
import plumbago.web.render.series.Series;

/** What the formats of the catalogue write of series that a test lays out. */
final class Written {
    private static final HexFormat HEX = HexFormat.of();

    private Written() {}

    /** Values a minute apart from a minute after the epoch on. */
    static Series series(String name, double... values) {
        return new Series(name, 60, 60 + 60L * values.length, 60, values);
    }

    static AnswerOptions options() {
        return options(0, false);
    }

    static AnswerOptions options(int maxDataPoints, boolean noNullPoints) {
        return new AnswerOptions(
                30, 150, ZoneOffset.UTC, maxDataPoints, noNullPoints, Written::nothing, () -> 1, Written::graph);
    }

    private static plumbago.web.graph.GraphOptions nothing() {
        throw new IllegalStateException("drawn by the sketch");
    }

    /** A black picture of 40 by 40 pixels with nothing around the lines. */
    private static GraphOptions graph() {
        return new GraphOptions(
                false,
                40,
                40,
                "",
                "",
                0,
                0xFFFFFF,
                List.of(0x0000FF),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                false,
                true,
                true,
                true,
                false,
                ZoneOffset.UTC);
    }

    /** The bytes, of which a format that tells its size beforehand must have told enough. */
    static byte[] bytes(String format, AnswerOptions options, Series... all) {
        AnswerFormat known = FormatCatalogue.standard().named(format);
        List<Series> series = List.of(all);
        Bytes out = new Bytes(0);
        long[] claimed = {known.mostBytes(series, options, Work.unwatched())};
        known.write(series, options, Work.unwatched(), bytes -> claimed[0] += bytes, out);
        assertTrue(out.length() <= claimed[0], out.length() + " bytes, and " + claimed[0] + " were claimed");
        return Arrays.copyOf(out.array(), out.length());
    }

    static String text(String format, Series... all) {
        return text(format, options(), all);
    }

    static String text(String format, AnswerOptions options, Series... all) {
        return new String(bytes(format, options, all), StandardCharsets.UTF_8);
    }

    static String hex(String format, Series... all) {
        return HEX.formatHex(bytes(format, options(), all));
    }

    /** Hexadecimal digits with texts in quotes between them, and blanks that mean nothing. */
    static String expected(String mixed) {
        StringBuilder hex = new StringBuilder();
        boolean quoted = false;
        for (String part : mixed.split("'", -1)) {
            hex.append(quoted ? HEX.formatHex(part.getBytes(StandardCharsets.UTF_8)) : part.replace(" ", ""));
            quoted = !quoted;
        }
        return hex.toString();
    }
}
