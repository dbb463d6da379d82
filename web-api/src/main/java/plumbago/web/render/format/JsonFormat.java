package plumbago.web.render.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/**
 * {@code [{"target": …, "tags": {…}, "datapoints": [[value, time], …]}, …]}, times in seconds since the epoch: Graphite's
 * JSON, which most clients read. Knows {@code maxDataPoints} and {@code noNullPoints}; what is missing is {@code null}.
 */
final class JsonFormat implements AnswerFormat {
    private static final byte[] TARGET = bytes("{\"target\": ");
    private static final byte[] TAGS = bytes(", \"tags\": {");
    private static final byte[] DATAPOINTS = bytes("}, \"datapoints\": [");

    private static final int SERIES_STEPS = 128;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public List<String> names() {
        return List.of("json");
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
        int shown = options.maxDataPoints() > 0 ? Math.min(series.size(), options.maxDataPoints()) : series.size();
        return (long) shown * AnswerSize.TIMED_VALUE + AnswerSize.inJson(series.name()) + tags(series.tags(), work);
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        int maxDataPoints = options.maxDataPoints();
        boolean noNullPoints = options.noNullPoints();
        boolean any = false;
        for (Series series : all) {
            any |= series.size() > 0;
        }
        to.put('[');
        if (any) {
            boolean first = true;
            List<ShownValues> shown = maxDataPoints > 0
                    ? ShownValues.atMost(all, maxDataPoints, work)
                    : all.stream().map(ShownValues::of).toList();
            for (ShownValues points : shown) {
                work.done(SERIES_STEPS + (long) points.count());
                if (!noNullPoints || hasValue(points)) {
                    if (!first) {
                        to.put(',').put(' ');
                    }
                    first = false;
                    series(points, noNullPoints, work, to);
                }
            }
        }
        to.put(']');
    }

    private static boolean hasValue(ShownValues points) {
        for (int i = 0; i < points.count(); i++) {
            if (!Double.isNaN(points.value(i))) {
                return true;
            }
        }
        return false;
    }

    private static void series(ShownValues points, boolean noNullPoints, Work work, Bytes to) {
        Series series = points.series();
        to.put(TARGET);
        if (series.isUnnamed()) {
            to.ascii("null");
        } else {
            to.json(series.name());
        }
        to.put(TAGS);
        boolean first = true;
        for (Map.Entry<String, String> tag : series.tags().entrySet()) {
            if (!first) {
                to.put(',').put(' ');
            }
            first = false;
            to.json(tag.getKey()).put(':').put(' ').json(tag.getValue());
        }
        to.put(DATAPOINTS);
        Datapoints.write(points, noNullPoints, work, to);
        to.put(']').put('}');
    }

    private static long tags(Map<String, String> tags, Work work) {
        long bytes = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            work.done(tag.getValue().length());
            bytes += AnswerSize.inJson(tag.getKey()) + AnswerSize.inJson(tag.getValue()) + AnswerSize.ESCAPED;
        }
        return bytes;
    }
}
