package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.graph.GraphOptions;
import plumbago.web.graph.GraphOptions.Limits;
import plumbago.web.graph.GraphOptions.LineColor;
import plumbago.web.graph.GraphOptions.SideStyle;
import plumbago.web.graph.UnitSystem;
import plumbago.web.graph.font.Typeface;
import plumbago.web.graph.surface.Color;
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
        return new AnswerOptions(30, 150, ZoneOffset.UTC, maxDataPoints, noNullPoints, Written::graph, () -> 1);
    }

    /** A black picture of 40 by 40 pixels with nothing around the lines. */
    private static GraphOptions graph() {
        Color black = new Color(0, 1);
        LineColor blue = new LineColor("0000ff", new Color(0x0000FF, 1));
        return new GraphOptions(
                false,
                40,
                40,
                0,
                true,
                new GraphOptions.Colors(black, black, black, black, List.of(blue)),
                new GraphOptions.Font(Typeface.named("Sans", false, false), 10),
                new GraphOptions.Titles(List.of(), List.of(), List.of()),
                new GraphOptions.Legend(GraphOptions.Shown.NEVER, 10, false, false),
                new GraphOptions.Axes(
                        true,
                        true,
                        true,
                        true,
                        false,
                        Limits.NONE,
                        Limits.NONE,
                        Limits.NONE,
                        List.of(4, 5, 6),
                        UnitSystem.SI,
                        0,
                        1,
                        new GraphOptions.TimeLabels(ZoneOffset.UTC, "", "%m/%d")),
                new GraphOptions.Curves(
                        1.2,
                        GraphOptions.LineMode.SLOPE,
                        Integer.MAX_VALUE,
                        GraphOptions.AreaMode.NONE,
                        Double.NaN,
                        false,
                        1,
                        SideStyle.NONE,
                        SideStyle.NONE),
                new GraphOptions.Pie(GraphOptions.PieMode.AVERAGE, false, GraphOptions.SliceLabels.NONE, 5, black));
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
