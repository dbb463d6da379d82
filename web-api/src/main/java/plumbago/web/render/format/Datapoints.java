package plumbago.web.render.format;

import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.base.text.JsonNumber;

/**
 * {@code [value, time], [value, time]}: what nearly all of an answer in JSON consists of. It is written some points at a
 * time, after one look whether there is space for them.
 */
final class Datapoints {
    private static final int AT_ONCE = 32;
    private static final int STEPS = 16;
    private static final int MAX_LENGTH = 3 + JsonNumber.MAX_LENGTH + DatapointTimes.MAX_LENGTH;

    private final ShownValues points;
    private final boolean whole;
    private final boolean noNullPoints;
    private final DatapointTimes times = new DatapointTimes();

    private Datapoints(ShownValues points, boolean noNullPoints) {
        this.points = points;
        this.whole = points.series().whole();
        this.noNullPoints = noNullPoints;
    }

    /** Writes all of a series, with commas between. */
    static void write(ShownValues points, boolean noNullPoints, Work work, Bytes to) {
        Datapoints datapoints = new Datapoints(points, noNullPoints);
        int start = to.length();
        for (int i = 0; i < points.count(); i += AT_ONCE) {
            work.done(AT_ONCE * STEPS);
            byte[] into = to.ensure(AT_ONCE * MAX_LENGTH);
            to.length(datapoints.some(i, Math.min(points.count(), i + AT_ONCE), into, to.length()));
        }
        if (to.length() > start) {
            to.length(to.length() - 2);
        }
    }

    /** Writes the points in {@code [from, to)}, each with a comma behind it. */
    private int some(int from, int to, byte[] into, int start) {
        int at = start;
        for (int i = from; i < to; i++) {
            double value = points.value(i);
            if (noNullPoints && Double.isNaN(value)) {
                continue;
            }
            into[at] = '[';
            at = whole ? JsonNumber.writeCount(value, into, at + 1) : JsonNumber.write(value, into, at + 1);
            at = times.write(points.time(i), into, at);
            into[at] = ',';
            into[at + 1] = ' ';
            at += 2;
        }
        return at;
    }
}
