package plumbago.web.render;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import plumbago.web.graph.GraphOptions.Axes;
import plumbago.web.graph.GraphOptions.Limits;
import plumbago.web.graph.GraphOptions.TimeLabels;
import plumbago.web.graph.UnitSystem;

/** Reads how the axes of a picture are to look: a part of {@link GraphParameters}. */
final class AxisParameters {
    private static final int LONGEST_FORMAT = 1000;
    private static final int MOST_DIVISORS = 100;
    private static final int LARGEST_DIVISOR = 1000;
    private static final int MOST_MINOR_LINES = 100;

    /** A smaller one would have more labels than can be counted. */
    private static final double SMALLEST_BASE = 1.1;

    private static final double LARGEST_BASE = 1e15;
    private static final String A_BASE = "e, or a number from " + SMALLEST_BASE + " to " + LARGEST_BASE;

    private final ParameterValues values;

    private AxisParameters(ParameterValues values) {
        this.values = values;
    }

    static Axes of(ParameterValues values, boolean graphOnly, ZoneId zone, String dateFormat) {
        return new AxisParameters(values).axes(graphOnly, zone, dateFormat);
    }

    private Axes axes(boolean graphOnly, ZoneId zone, String dateFormat) {
        return new Axes(
                graphOnly || values.isTrue("hideAxes"),
                !graphOnly && values.isTrue("hideXAxis"),
                !graphOnly && values.isTrue("hideYAxis"),
                graphOnly || values.isTrue("hideGrid"),
                values.oneOf("yAxisSide", List.of("left", "right")).equals("right") && !graphOnly,
                limits(values.either("yMin", "min"), values.either("yMax", "max"), ""),
                limits("yMinLeft", "yMaxLeft", "Left"),
                limits("yMinRight", "yMaxRight", "Right"),
                divisors(),
                values.text("yUnitSystem").map(UnitSystem::named).orElse(UnitSystem.SI),
                logBase(),
                values.whole("minorY", 1, 0, MOST_MINOR_LINES, "a whole number from 0 to " + MOST_MINOR_LINES),
                new TimeLabels(zone, values.text("xFormat", LONGEST_FORMAT).orElse(""), dateFormat));
    }

    private Limits limits(String min, String max, String side) {
        return new Limits(
                values.number(min),
                values.text(max).filter("max"::equalsIgnoreCase).isPresent()
                        ? Double.POSITIVE_INFINITY
                        : values.number(
                                max, Double.NaN, -ParameterValues.LARGEST, ParameterValues.LARGEST, "a number, or max"),
                values.number("yLimit" + side),
                values.number(
                        "yStep" + side,
                        Double.NaN,
                        1 / ParameterValues.LARGEST,
                        ParameterValues.LARGEST,
                        "a number above 0"));
    }

    private List<Integer> divisors() {
        String written = values.text("yDivisors", LONGEST_FORMAT).orElse("4,5,6");
        List<Integer> divisors = new ArrayList<>();
        for (String one : written.split(",", -1)) {
            String digits = one.strip();
            int divisor = digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
            if (divisor < 1 || divisor > LARGEST_DIVISOR || divisors.size() == MOST_DIVISORS) {
                throw values.bad(
                        "yDivisors",
                        "up to " + MOST_DIVISORS + " whole numbers from 1 to " + LARGEST_DIVISOR
                                + " with commas between them");
            }
            divisors.add(divisor);
        }
        return divisors;
    }

    /** Below 1 it means nothing to graphite-web, and so here. */
    private double logBase() {
        if (values.text("logBase").filter("e"::equalsIgnoreCase).isPresent()) {
            return Math.E;
        }
        double base = values.number("logBase", 0, -ParameterValues.LARGEST, LARGEST_BASE, A_BASE);
        if (base >= 1 && base < SMALLEST_BASE) {
            throw values.bad("logBase", A_BASE);
        }
        return base < 1 ? 0 : base;
    }
}
