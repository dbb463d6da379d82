package plumbago.web.graph;

import plumbago.web.render.series.Numbers;

/** What stands at a value on an axis: graphite-web's choice of digits and units. */
final class ValueLabel {
    /** What a division leaves over a whole number, and is not meant. */
    private static final double WHOLE = 1e-11;

    private ValueLabel() {}

    /**
     * @param span from the bottom of the axis to its top
     * @param step from one label to the next; NaN on a logarithmic axis
     * @return with a blank behind the number, and one behind the unit if there is one, as graphite-web measures it
     */
    static String of(double value, double span, double step, UnitSystem system) {
        UnitSystem.Unit unit = unit(value, step, system);
        UnitSystem.Unit spanUnit = unit(span, step, system);
        double shown = inUnit(value, unit);
        double shownSpan = inUnit(span, spanUnit);
        String name = unit == null ? "" : unit.name() + " ";
        String number;
        if (shown < 0.1) {
            number = Numbers.general(shown);
        } else if (shown < 1) {
            number = Numbers.fixed(shown, 2);
        } else if (shownSpan > 3 || unit != null || spanUnit != null) {
            number = Numbers.fixed(shown, 1);
        } else if (shownSpan > 0.1) {
            number = Numbers.fixed(shown, 2);
        } else {
            number = Numbers.general(shown);
        }
        return number + " " + name;
    }

    /** The largest unit that neither the value nor the step is smaller than; null if there is none. */
    private static UnitSystem.Unit unit(double value, double step, UnitSystem system) {
        for (UnitSystem.Unit unit : system.units()) {
            if (Math.abs(value) >= unit.size() && (Double.isNaN(step) || step >= unit.size())) {
                return unit;
            }
        }
        return null;
    }

    private static double inUnit(double value, UnitSystem.Unit unit) {
        double scaled = unit == null ? value : value / unit.size();
        return scaled - Math.floor(scaled) < WHOLE && value > 1 ? Math.floor(scaled) : scaled;
    }
}
