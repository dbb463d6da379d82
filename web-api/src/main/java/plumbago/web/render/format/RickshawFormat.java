package plumbago.web.render.format;

import java.util.List;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/** {@code [{"target": …, "datapoints": [{"x": time, "y": value}, …]}, …]}. */
public final class RickshawFormat {
    private static final int VALUE_STEPS = 16;

    private RickshawFormat() {}

    public static void write(List<Series> all, Work work, Bytes to) {
        to.put('[');
        for (int s = 0; s < all.size(); s++) {
            Series series = all.get(s);
            Points points = Points.before(series, series.end());
            to.ascii(s == 0 ? "{\"target\": " : ", {\"target\": ").json(series.name());
            to.ascii(", \"datapoints\": [");
            for (int i = 0; i < points.count(); i++) {
                work.done(VALUE_STEPS);
                double value = points.value(i);
                to.ascii(i == 0 ? "{\"x\": " : ", {\"x\": ")
                        .number(points.time(i))
                        .ascii(", \"y\": ");
                if (Double.isInfinite(value)) {
                    to.ascii(value > 0 ? "Infinity" : "-Infinity");
                } else {
                    to.json(value, series.whole());
                }
                to.put('}');
            }
            to.ascii("]}");
        }
        to.put(']');
    }
}
