package plumbago.web.render.explain;

import java.util.List;
import plumbago.web.render.series.Series;

/**
 * How much there was.
 *
 * @param series how many
 * @param points of all of them, missing ones too
 * @param nulls how many of the points are missing
 */
public record PointCount(int series, long points, long nulls) {
    static final PointCount NONE = new PointCount(0, 0, 0);

    static PointCount of(List<Series> all) {
        PointCount sum = NONE;
        for (Series series : all) {
            sum = sum.and(series);
        }
        return sum;
    }

    PointCount and(Series one) {
        long missing = 0;
        for (double value : one.values()) {
            missing += Double.isNaN(value) ? 1 : 0;
        }
        return new PointCount(series + 1, points + one.size(), nulls + missing);
    }
}
