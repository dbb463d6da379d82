package plumbago.web.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.web.graph.GraphOptions.AreaMode;
import plumbago.web.graph.GraphOptions.LineColor;
import plumbago.web.graph.GraphOptions.SideStyle;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesStyle;

/** Makes curves of series: gives each its colour and its line, and puts those on top of each other that are to be stacked. */
final class Curves {
    private final GraphOptions options;
    private final boolean twoAxes;
    private final Work work;
    private final LongConsumer claim;

    Curves(GraphOptions options, boolean twoAxes, Work work, LongConsumer claim) {
        this.options = options;
        this.twoAxes = twoAxes;
        this.work = work;
        this.claim = claim;
    }

    /** @throws InvalidGraphException if a function gave one a colour that is none */
    List<Curve> of(List<Series> all) {
        AreaMode areas = options.curves().areaMode();
        Stack left = areas == AreaMode.STACKED ? stack(all, false) : null;
        Stack right = areas == AreaMode.STACKED && twoAxes ? stack(all, true) : null;
        List<Curve> curves = new ArrayList<>(all.size());
        int nextColor = 0;
        List<LineColor> colors = options.colors().lines();
        for (int i = 0; i < all.size(); i++) {
            Series series = all.get(i);
            SeriesStyle style = series.style();
            SideStyle side = !twoAxes
                    ? SideStyle.NONE
                    : style.secondYAxis()
                            ? options.curves().right()
                            : options.curves().left();
            Optional<LineColor> own =
                    side.color().isPresent() ? side.color() : style.color().map(Curves::color);
            LineColor color = own.isPresent() ? own.get() : colors.get(nextColor++ % colors.size());
            boolean infinite = style.infinite();
            boolean filled = !infinite
                    && (style.stacked()
                            || areas == AreaMode.ALL
                            || areas == AreaMode.STACKED
                            || (areas == AreaMode.FIRST && i == 0));
            Series shown = areas == AreaMode.STACKED && !infinite
                    ? (right != null && style.secondYAxis() ? right : left).add(series, work, claim)
                    : series;
            double areaOpacity = options.curves().areaOpacity();
            curves.add(new Curve(
                    shown,
                    series,
                    color,
                    filled && !Double.isNaN(areaOpacity)
                            ? areaOpacity
                            : style.opacity().orElse(1),
                    !Double.isNaN(side.lineWidth())
                            ? side.lineWidth()
                            : style.lineWidth().orElse(options.curves().lineWidth()),
                    !Double.isNaN(side.dash()) ? side.dash() : style.dash().orElse(0),
                    filled));
        }
        return curves;
    }

    private Stack stack(List<Series> all, boolean onRight) {
        List<Series> stacked = new ArrayList<>();
        for (Series series : all) {
            if (!series.style().infinite() && (!twoAxes || series.style().secondYAxis() == onRight)) {
                stacked.add(series);
            }
        }
        return new Stack(stacked, claim);
    }

    private static LineColor color(String written) {
        return new LineColor(
                written,
                ColorNames.parse(written)
                        .orElseThrow(() -> new InvalidGraphException(
                                "color: '" + written + "' is no colour; expected a name such as red, or rrggbb")));
    }

    /**
     * The range of a stack: up to the largest sum of stored values, as in graphite-web, and down to the smallest single
     * value, or the smallest sum, if that is below.
     *
     * @param drawn of the sums as they are thinned out
     */
    static ValueRange stackedRange(List<Curve> curves, ValueRange drawn, Work work) {
        double low = drawn.low();
        double high = drawn.high();
        for (Curve curve : curves) {
            if (curve.infinite()) {
                continue;
            }
            work.done(2L * curve.series().size());
            for (double value : curve.unstacked().consolidated(curve.valuesPerPoint())) {
                low = value < low ? value : low;
            }
            for (double sum : curve.series().values()) {
                high = sum > high && sum < Double.POSITIVE_INFINITY ? sum : high;
            }
        }
        return new ValueRange(low, high);
    }
}
