package plumbago.web.render.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/** {@code [{"target": …, "tags": {…}, "datapoints": [[value, time], …]}, …]}. */
public final class JsonFormat {
    private static final byte[] TARGET = bytes("{\"target\": ");
    private static final byte[] TAGS = bytes(", \"tags\": {");
    private static final byte[] DATAPOINTS = bytes("}, \"datapoints\": [");

    private static final int SERIES_STEPS = 128;

    private JsonFormat() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes the series.
     *
     * @param maxDataPoints how many values a series may have, or 0 for all
     * @param noNullPoints leaves out what is missing, and series that have nothing
     */
    public static void write(List<Series> all, int maxDataPoints, boolean noNullPoints, Work work, Bytes to) {
        boolean any = false;
        for (Series series : all) {
            any |= series.size() > 0;
        }
        to.put('[');
        if (any) {
            boolean first = true;
            List<Points> shown = maxDataPoints > 0
                    ? Points.atMost(all, maxDataPoints, work)
                    : all.stream().map(Points::of).toList();
            for (Points points : shown) {
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

    private static boolean hasValue(Points points) {
        for (int i = 0; i < points.count(); i++) {
            if (!Double.isNaN(points.value(i))) {
                return true;
            }
        }
        return false;
    }

    private static void series(Points points, boolean noNullPoints, Work work, Bytes to) {
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
}
