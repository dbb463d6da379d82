package plumbago.web.graph;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;

/** Has as many stored values become one as it takes to draw no more than there are pixels for. */
final class Thinning {
    private final double minXStep;
    private final long range;
    private final Work work;
    private final LongConsumer claim;

    /**
     * @param minXStep pixels from one drawn value to the next at least; 0 for all values
     * @param range of the graph in seconds, above 0
     */
    Thinning(double minXStep, long range, Work work, LongConsumer claim) {
        this.minXStep = minXStep;
        this.range = range;
        this.work = work;
        this.claim = claim;
    }

    /** @param width of what there is to draw on, in pixels */
    void thin(List<Curve> curves, double width) {
        for (Curve curve : curves) {
            double points = (double) range / curve.step();
            double step = width / points;
            if (step >= minXStep) {
                curve.thin(1, step);
                continue;
            }
            double drawable = Math.max(1, Math.floor(width / minXStep));
            int valuesPerPoint = (int) Math.max(1, Math.min(1 << 30, Math.ceil(points / drawable)));
            int size = curve.series().size();
            work.done(size);
            claim.accept(Double.BYTES * (1 + size / (long) valuesPerPoint));
            curve.thin(valuesPerPoint, width * valuesPerPoint / points);
        }
    }
}
