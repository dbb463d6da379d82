package plumbago.statsd.flush;

import java.util.Arrays;
import java.util.Optional;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.Interval;
import plumbago.statsd.metric.Sketch;
import plumbago.statsd.metric.ValueColumns;

/** The values of an interval's timers, each timer's together and in ascending order. */
final class TimerValues {
    private final Interval interval;
    private final double[] values;
    /** Where those of a timer begin; one more than there are timers. */
    private final int[] starts;

    /** @param space used if it is large enough, and not to be used by others for as long as this is */
    TimerValues(EndedInterval ended, double[] space) {
        interval = ended.values();
        int timers = ended.timers().length;
        starts = new int[timers + 1];
        for (int id = 0; id < timers; id++) {
            starts[id + 1] = starts[id] + (ended.timers()[id] == null ? 0 : interval.timerValues(id));
        }
        values = space.length >= starts[timers] ? space : new double[starts[timers] + starts[timers] / 4];
        int[] next = Arrays.copyOf(starts, timers);
        ValueColumns all = interval.values();
        for (int i = 0; i < all.count(); i++) {
            int id = all.owner(i);
            // Those of a timer that was taken away meanwhile are there no more.
            if (next[id] < starts[id + 1]) {
                values[next[id]++] = all.value(i);
            }
        }
        for (int id = 0; id < timers; id++) {
            Arrays.sort(values, starts[id], starts[id + 1]);
        }
    }

    /** The space that was needed. */
    double[] space() {
        return values;
    }

    /** The values of a timer that something came in for. */
    Distribution of(int id) {
        Optional<Sketch> sketch = interval.sketch(id);
        if (sketch.isEmpty()) {
            return Distribution.of(values, starts[id], starts[id + 1]);
        }
        Sketch all = new Sketch();
        for (int i = starts[id]; i < starts[id + 1]; i++) {
            all.add(values[i]);
        }
        all.add(sketch.get());
        return Distribution.of(all);
    }

    /** The values of a timer that are known. */
    double[] known(int id) {
        return Arrays.copyOfRange(values, starts[id], starts[id + 1]);
    }
}
