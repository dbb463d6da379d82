package plumbago.whisper;

import java.util.Arrays;

/** Points that were picked from a range: times and values side by side, oldest first. */
final class Points {
    long[] timestamps = new long[0];
    double[] values = new double[0];
    int count;

    /** All slots of a range that have a point. */
    static Points of(FetchResult range) {
        Points points = new Points();
        points.timestamps = new long[range.size()];
        points.values = new double[range.size()];
        for (int i = 0; i < range.size(); i++) {
            if (range.hasPoint(i)) {
                points.add(range.timestamp(i), range.values()[i]);
            }
        }
        return points;
    }

    void add(long timestamp, double value) {
        if (count == timestamps.length) {
            int room = Math.max(64, 2 * count);
            timestamps = Arrays.copyOf(timestamps, room);
            values = Arrays.copyOf(values, room);
        }
        timestamps[count] = timestamp;
        values[count] = value;
        count++;
    }
}
