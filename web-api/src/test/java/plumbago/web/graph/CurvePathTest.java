package plumbago.web.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbago.web.graph.GraphOptions.AreaMode;
import plumbago.web.graph.GraphOptions.LineColor;
import plumbago.web.graph.GraphOptions.LineMode;
import plumbago.web.graph.GraphOptions.SideStyle;
import plumbago.web.graph.surface.Color;
import plumbago.web.graph.surface.Path;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesStyle;

/** On an area of 100 by 10 pixels with values from 0 to 10: a value is as many pixels high. */
class CurvePathTest {
    private static final double NONE = Double.NaN;
    private static final ValueAxis AXIS =
            ValueAxis.of(new ValueRange(0, 10), GraphOptions.Limits.NONE, ValueAxisTest.options(0), true);

    private static Curve curve(SeriesStyle style, double... values) {
        Series series = new Series("s", 0, values.length, 1, values).style(style);
        LineColor color = new LineColor("blue", new Color(0x6464FF, 1));
        Curve curve = new Curve(series, series, color, 1, 1, 0, false);
        curve.thin(1, 10);
        return curve;
    }

    private static CurvePath paths(LineMode mode, int connectedLimit, boolean nullAsZero) {
        GraphOptions.Curves options = new GraphOptions.Curves(
                1, mode, connectedLimit, AreaMode.NONE, NONE, nullAsZero, 1, SideStyle.NONE, SideStyle.NONE);
        return new CurvePath(options, mode, new Area(0, 100, 0, 10));
    }

    private static String lines(CurvePath paths, double... values) {
        Path line = new Path();
        paths.lines(curve(SeriesStyle.PLAIN, values), 0, AXIS, line, new Path());
        return text(line);
    }

    private static String text(Path path) {
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < path.pieces(); piece++) {
            text.append(piece == 0 ? "" : " | ");
            for (int i = path.begin(piece); i < path.end(piece); i++) {
                text.append(i == path.begin(piece) ? "" : " ")
                        .append(String.format(Locale.ROOT, "%.0f,%.0f", path.x(i), 10 - path.y(i)));
            }
        }
        return text.toString();
    }

    @Test
    void aSlopeRunsLevelIntoAGap() {
        CurvePath paths = paths(LineMode.SLOPE, Integer.MAX_VALUE, false);
        assertEquals("0,1 10,2 20,3", lines(paths, 1, 2, 3));
        assertEquals("0,1 10,2 20,2 | 40,4 50,5", lines(paths, 1, 2, NONE, NONE, 4, 5));
        assertEquals("10,2 20,2", lines(paths, NONE, 2, NONE));
        assertEquals("", lines(paths, NONE, NONE));
    }

    @Test
    void aStaircaseKeepsEachValueForItsStep() {
        CurvePath paths = paths(LineMode.STAIRCASE, Integer.MAX_VALUE, false);
        assertEquals("0,1 10,1 10,2 20,2 20,2 | 30,4 40,4", lines(paths, 1, 2, NONE, 4));
    }

    @Test
    void connectedGoesOnOverAFewGaps() {
        assertEquals("0,1 10,1 20,3", lines(paths(LineMode.CONNECTED, Integer.MAX_VALUE, false), 1, NONE, 3));
        assertEquals("0,1 10,1 | 30,3 40,4", lines(paths(LineMode.CONNECTED, 1, false), 1, NONE, NONE, 3, 4));
        assertEquals("20,1 30,2", lines(paths(LineMode.CONNECTED, 9, false), NONE, NONE, 1, 2));
    }

    @Test
    void missingOnesAreZerosIfAskedFor() {
        assertEquals("0,1 10,0 20,3", lines(paths(LineMode.SLOPE, 0, true), 1, NONE, 3));
    }

    @Test
    void infiniteOnesStandUprightAndZerosRunAlong() {
        Path line = new Path();
        Path infinite = new Path();
        paths(LineMode.SLOPE, 0, false)
                .lines(curve(SeriesStyle.PLAIN.asInfinite(), 0, 0, 1, 0, 0, NONE, 7), 0, AXIS, line, infinite);
        assertEquals("0,0 10,0 | 30,0 40,0 50,0", text(line));
        assertEquals("20,0 20,10 | 60,0 60,10", text(infinite));
    }

    @Test
    void aColoursOwnOpacityGoesBeforeThatOfTheFunction() {
        Series series = new Series("s", 0, 1, 1, new double[] {1});
        LineColor half = new LineColor("ff000080", ColorNames.parse("ff000080").orElseThrow());
        assertEquals(
                128 / 255.0,
                new Curve(series, series, half, 0.2, 1, 0, false).paint().opacity());
        LineColor red = new LineColor("red", ColorNames.parse("red").orElseThrow());
        assertEquals(
                0.2, new Curve(series, series, red, 0.2, 1, 0, false).paint().opacity());
        assertEquals(Optional.empty(), ColorNames.parse("Red"));
    }
}
