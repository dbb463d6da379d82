package plumbago.web.render.service;

import java.util.HashMap;
import java.util.Map;
import plumbago.web.render.series.Series;

/** Targets that are slices of a pie as they stand: {@code name:number}, as graphite-web has them. */
final class PieSlices {
    private PieSlices() {}

    /**
     * Those among the targets of a request, each as a series of one value.
     *
     * @throws RefusedException if the number is none
     */
    static Map<String, Series> of(RenderRequest asked) {
        Map<String, Series> slices = new HashMap<>();
        for (String target : asked.targets()) {
            int colon = target.lastIndexOf(':');
            if (colon > 0 && target.indexOf('(') < 0) {
                String name = target.substring(0, colon);
                double value = value(target, target.substring(colon + 1));
                int step = (int) Math.max(1, Math.min(Integer.MAX_VALUE, asked.until() - asked.from()));
                slices.put(target, new Series(name, asked.from(), asked.until(), step, new double[] {value}));
            }
        }
        return slices;
    }

    private static double value(String target, String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw RefusedException.invalid("a slice of a pie is name:number with a finite number, and '" + text
                    + "' is none (target: " + Render.brief(target) + ")");
        }
        return value;
    }
}
