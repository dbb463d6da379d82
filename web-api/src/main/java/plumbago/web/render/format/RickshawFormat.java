package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/** {@code [{"target": …, "datapoints": [{"x": time, "y": value}, …]}, …]}, times in seconds since the epoch. */
final class RickshawFormat implements AnswerFormat {
    /** A value with its time and the keys of both. */
    private static final int KEYED_BYTES = AnswerSize.TIMED_VALUE + 16;

    private static final int VALUE_STEPS = 16;

    @Override
    public List<String> names() {
        return List.of("rickshaw");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public boolean knowsPretty() {
        return true;
    }

    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return (long) series.size() * KEYED_BYTES + AnswerSize.inJson(series.name());
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        to.put('[');
        for (int s = 0; s < all.size(); s++) {
            Series series = all.get(s);
            ShownValues points = ShownValues.before(series, series.end());
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
