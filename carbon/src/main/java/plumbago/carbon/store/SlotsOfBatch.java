package plumbago.carbon.store;

import java.util.Arrays;
import plumbago.carbon.point.PointBatch;

/**
 * The slots that the points of one batch add to, each once however many points add to it; such points become one, so that
 * either all of them count or none. Belongs to one thread.
 */
final class SlotsOfBatch {
    private static final int NONE = -1;

    private final PointBatch batch;

    /** Of each point of the batch, the slot it adds to. */
    private final int[] slotOfPoint;

    /** By the hash of series and time, a slot. */
    private final int[] table;

    private final int[] series;
    private final long[] times;
    private final int[] steps;
    private final int[] points;
    private final int[] additions;
    private final double[] totals;

    /** What was read of a slot beforehand; {@link #versions} says when. */
    private final double[] readAhead;

    private final long[] versions;
    private int size;

    SlotsOfBatch(PointBatch batch) {
        this.batch = batch;
        int most = batch.size();
        slotOfPoint = new int[most];
        Arrays.fill(slotOfPoint, NONE);
        table = new int[Integer.highestOneBit(Math.max(1, most)) * 4];
        Arrays.fill(table, NONE);
        series = new int[most];
        times = new long[most];
        steps = new int[most];
        points = new int[most];
        additions = new int[most];
        totals = new double[most];
        readAhead = new double[most];
        versions = new long[most];
    }

    /**
     * Has a point of the batch add to a slot of its series.
     *
     * @param time when the slot begins, in seconds since the epoch
     * @param step how long it is, in seconds
     */
    void put(int point, long time, int step) {
        int at = find(batch.series(point), time);
        slotOfPoint[point] = at;
        steps[at] = step;
        additions[at]++;
    }

    private int find(int wanted, long time) {
        long mixed = (wanted * 31L + time) * 0x9E3779B97F4A7C15L;
        for (int place = (int) (mixed >>> 40) & (table.length - 1); ; place = (place + 1) & (table.length - 1)) {
            int slot = table[place];
            if (slot == NONE) {
                table[place] = size;
                series[size] = wanted;
                times[size] = time;
                versions[size] = NONE;
                return size++;
            }
            if (series[slot] == wanted && times[slot] == time) {
                return slot;
            }
        }
    }

    /** How many slots there are. */
    int size() {
        return size;
    }

    int series(int slot) {
        return series[slot];
    }

    /** When a slot begins, in seconds since the epoch. */
    long time(int slot) {
        return times[slot];
    }

    /** How long a slot is, in seconds. */
    int step(int slot) {
        return steps[slot];
    }

    /** How many points add to a slot. */
    int additions(int slot) {
        return additions[slot];
    }

    /** Notes what a slot holds in storage, and which version of its lock that goes with. */
    void readAhead(int slot, double value, long version) {
        readAhead[slot] = value;
        versions[slot] = version;
    }

    /** Whether {@link #readAhead(int)} is of this version. */
    boolean wasReadAt(int slot, long version) {
        return versions[slot] == version;
    }

    /** What {@link #readAhead(int, double, long)} noted. */
    double readAhead(int slot) {
        return readAhead[slot];
    }

    /**
     * Says what a slot holds.
     *
     * @param time what the total's time is to be, within the slot
     */
    void begin(int slot, double value, long time) {
        totals[slot] = Double.isNaN(value) ? 0 : value;
        times[slot] = time;
    }

    /** Leaves a slot out: nothing is added to it. */
    void leaveOut(int slot) {
        times[slot] = NONE;
    }

    /** Makes of the amounts in the batch one total for each slot; all other points lose their series. */
    void makeTotals() {
        Arrays.fill(points, NONE);
        for (int i = 0; i < slotOfPoint.length; i++) {
            int slot = slotOfPoint[i];
            batch.setSeries(i, PointBatch.NO_SERIES);
            if (slot != NONE && times[slot] != NONE) {
                totals[slot] += Double.isNaN(batch.value(i)) ? 0 : batch.value(i);
                points[slot] = points[slot] == NONE ? i : points[slot];
            }
        }
        for (int slot = 0; slot < size; slot++) {
            if (points[slot] != NONE) {
                batch.setSeries(points[slot], series[slot]);
                batch.setTimestamp(points[slot], times[slot]);
                batch.setValue(points[slot], totals[slot]);
            }
        }
    }

    /** Whether a slot's total has been taken: its point has kept its series. */
    boolean isAccepted(int slot) {
        return points[slot] != NONE && batch.series(points[slot]) != PointBatch.NO_SERIES;
    }

    /** Whether a slot was {@linkplain #leaveOut left out}. */
    boolean isLeftOut(int slot) {
        return points[slot] == NONE;
    }

    /** Gives the points whose totals have been taken their series back. */
    void giveSeriesBack() {
        for (int i = 0; i < slotOfPoint.length; i++) {
            if (slotOfPoint[i] != NONE && isAccepted(slotOfPoint[i])) {
                batch.setSeries(i, series[slotOfPoint[i]]);
            }
        }
    }
}
