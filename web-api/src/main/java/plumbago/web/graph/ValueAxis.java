package plumbago.web.graph;

import java.util.ArrayList;
import java.util.List;
import plumbago.web.graph.GraphOptions.Limits;
import plumbago.web.graph.surface.TextStyle;

/**
 * An axis of values: where it begins and ends, and what stands beside it. Its area shows just the values from bottom to top;
 * graphite-web's ends at its outermost labels, whatever limits were asked for.
 */
final class ValueAxis {
    private static final double SLACK = AxisSteps.SLACK;

    /** More labels than this, and the step was a mistake. */
    private static final double MOST_STEPS = 1000;

    /** More powers of a base than any value has. */
    private static final int MOST_POWERS = 2500;

    private final double bottom;
    private final double top;
    /** NaN on a logarithmic axis. */
    private final double step;

    /** 0 for a linear axis. */
    private final double logBase;

    private final List<Double> labelValues;
    private final List<String> labels = new ArrayList<>();

    private ValueAxis(
            double bottom,
            double top,
            double step,
            double logBase,
            List<Double> labelValues,
            UnitSystem units,
            boolean labelled) {
        this.bottom = bottom;
        this.top = top;
        this.step = step;
        this.logBase = logBase;
        this.labelValues = labelled ? labelValues : List.of();
        for (double value : this.labelValues) {
            labels.add(ValueLabel.of(value, top - bottom, step, units));
        }
    }

    /**
     * @param labelled whether anything is to stand beside it
     * @throws InvalidGraphException if the range that is asked for is none
     */
    static ValueAxis of(ValueRange range, Limits limits, GraphOptions.Axes options, boolean labelled) {
        AxisLimits asked = AxisLimits.of(range, limits);
        return options.logBase() > 0
                ? logarithmic(asked, options, labelled)
                : linear(asked, limits.step(), options, labelled);
    }

    private static ValueAxis linear(AxisLimits range, double stepAsked, GraphOptions.Axes options, boolean labelled) {
        boolean binary = options.unitSystem() == UnitSystem.BINARY;
        double step = stepAsked;
        if (Double.isNaN(step)) {
            step = AxisSteps.choose(range.low(), range.high(), options.divisors(), binary);
        }
        double bottom = range.lowFixed() ? range.low() : step * Math.floor(range.low() / step + SLACK);
        double top = range.highFixed() ? range.high() : step * Math.ceil(range.high() / step - SLACK);
        if (!range.highFixed() && top > range.limit() + SLACK * step) {
            top = range.limit();
        }
        if (!(top > bottom)) {
            top = bottom + Math.max(1, Math.abs(bottom) * 1e-9);
        }
        if (top - bottom > MOST_STEPS * step) {
            step = AxisSteps.choose(range.low(), range.high(), options.divisors(), binary);
        }
        List<Double> values = new ArrayList<>();
        double first = step * Math.ceil(bottom / step - SLACK);
        for (int i = 0; i <= MOST_STEPS + 1 && first + i * step <= top + SLACK * step; i++) {
            // No -0.
            values.add(first + i * step + 0.0);
        }
        return new ValueAxis(bottom, top, step, 0, values, options.unitSystem(), labelled);
    }

    private static ValueAxis logarithmic(AxisLimits range, GraphOptions.Axes options, boolean labelled) {
        double base = options.logBase();
        if (range.low() <= 0) {
            throw new InvalidGraphException("logBase: an axis of logarithms has values above 0, and the smallest is "
                    + range.low() + "; set yMin above 0, or leave logBase out");
        }
        double log = Math.log(base);
        double first = Math.floor(Math.log(range.low()) / log + 1e-12);
        double last = Math.ceil(Math.log(range.high()) / log - 1e-12);
        if (last <= first) {
            last = first + 1;
        }
        List<Double> values = new ArrayList<>();
        for (double power = first; power <= last && values.size() < MOST_POWERS; power++) {
            values.add(Math.pow(base, power));
        }
        double bottom = Math.max(Double.MIN_NORMAL, values.get(0));
        double top = Math.min(Double.MAX_VALUE, values.get(values.size() - 1));
        return new ValueAxis(bottom, top, Double.NaN, base, values, options.unitSystem(), labelled);
    }

    /** How far up a value stands: 0 at the bottom, 1 at the top; NaN for what a logarithmic axis does not have. */
    double place(double value) {
        if (logBase == 0) {
            return (value - bottom) / (top - bottom);
        }
        return value <= 0 ? Double.NaN : (Math.log(value) - Math.log(bottom)) / (Math.log(top) - Math.log(bottom));
    }

    /** How far up areas begin: where zero is, or the bottom where there is none. */
    double floor() {
        return logBase == 0 ? place(0) : 0;
    }

    double bottom() {
        return bottom;
    }

    double top() {
        return top;
    }

    /** From one label to the next; NaN on a logarithmic axis. */
    double step() {
        return step;
    }

    /** Values with a label, upward; none where nothing stands beside the axis. */
    List<Double> labelValues() {
        return labelValues;
    }

    /** What stands at each of them. */
    List<String> labels() {
        return labels;
    }

    /** What the widest label takes, in pixels. */
    double labelWidth(TextStyle style) {
        double width = 0;
        for (String label : labels) {
            width = Math.max(width, style.width(label));
        }
        return width;
    }
}
