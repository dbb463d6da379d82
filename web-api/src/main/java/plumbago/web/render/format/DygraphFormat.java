package plumbago.web.render.format;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import plumbago.web.render.series.Series;

/**
 * {@code {"labels": ["Time", …], "data": [[milliseconds, value, …], …]}}. If all series have as many values, these stand
 * side by side at the times of the first, as in Graphite; else there is a row for each time of any series.
 */
public final class DygraphFormat {
    private DygraphFormat() {}

    public static void write(List<Series> all, Bytes to) {
        if (all.isEmpty()) {
            to.ascii("{}");
            return;
        }
        to.ascii("{\"labels\" : [\"Time\"");
        SortedMap<Long, double[]> rows = new TreeMap<>();
        Points first = Points.before(all.get(0), all.get(0).end());
        boolean sideBySide = all.stream().allMatch(series -> series.size() == first.count());
        for (int column = 0; column < all.size(); column++) {
            Points points = Points.of(all.get(column));
            to.ascii(", ").json(points.series().name());
            for (int i = 0; i < points.count(); i++) {
                long at = sideBySide ? first.time(i) : points.time(i);
                double[] row = rows.computeIfAbsent(at, time -> missing(all.size()));
                row[column] = points.value(i);
            }
        }
        to.ascii("], \"data\" : [");
        boolean isFirst = true;
        for (var row : rows.entrySet()) {
            to.ascii(isFirst ? "[" : ", [").number(row.getKey() * 1000);
            isFirst = false;
            double[] values = row.getValue();
            for (int column = 0; column < values.length; column++) {
                to.ascii(", ");
                if (Double.isInfinite(values[column])) {
                    to.ascii(values[column] > 0 ? "Infinity" : "-Infinity");
                } else {
                    to.json(values[column], all.get(column).whole());
                }
            }
            to.put(']');
        }
        to.ascii("]}");
    }

    private static double[] missing(int n) {
        double[] row = new double[n];
        java.util.Arrays.fill(row, Double.NaN);
        return row;
    }
}
