package plumbago.statsd.metric;

import java.util.Arrays;
import java.util.Optional;
import plumbago.carbon.point.NameHash;

/**
 * What came in within an interval. It belongs to the thread that receives until the interval ends, and then to the flush,
 * which clears it and gives it back.
 */
public final class Interval {
    /**
     * The sum of a counter that nothing came in for. No sum becomes this: amounts are added to it, and only the sum of two
     * of them would be.
     */
    private static final double NOTHING = -0.0;

    private static final long NOTHING_BITS = Double.doubleToRawLongBits(NOTHING);

    /** All sketches of an interval may take so many bytes for each value that there may be. */
    private static final long SKETCH_BYTES_OF_VALUE = 64;

    /** Members are of so many bytes on the average at most, if there are as many as there may be. */
    private static final long BYTES_OF_MEMBER = 64;

    private final int exactValues;
    private final int maxValues;
    private final int maxMembers;

    private double[] counters = new double[0];

    /** How often the values of a timer count. */
    private double[] timerCounts = new double[0];
    /** How many of its values are in the columns. */
    private int[] timerValues = new int[0];

    /** By timer; null where all values are in the columns. */
    private Sketch[] sketches = new Sketch[0];

    private long sketchBytes;

    /** Values of all timers. */
    private final ValueColumns values = new ValueColumns();

    private long valuesLeftOut;

    /** Members of a set, each behind four bytes that say which. */
    private NameTable members = new NameTable();

    private long memberBytes;
    private int[] setSizes = new int[0];
    private byte[] member = new byte[64];
    private long membersLeftOut;

    /** See {@code StatsdOptions}. */
    Interval(int exactValues, int maxValues, int maxMembers) {
        this.exactValues = exactValues;
        this.maxValues = maxValues;
        this.maxMembers = maxMembers;
    }

    /** Has place for so many names of each type. */
    void reserve(int counterIds, int timerIds, int setIds) {
        if (counters.length < counterIds) {
            int before = counters.length;
            counters = Arrays.copyOf(counters, Math.max(2 * before, counterIds));
            Arrays.fill(counters, before, counters.length, NOTHING);
        }
        if (timerCounts.length < timerIds) {
            int capacity = Math.max(2 * timerCounts.length, timerIds);
            timerCounts = Arrays.copyOf(timerCounts, capacity);
            timerValues = Arrays.copyOf(timerValues, capacity);
            sketches = Arrays.copyOf(sketches, capacity);
        }
        if (setSizes.length < setIds) {
            int before = setSizes.length;
            setSizes = Arrays.copyOf(setSizes, Math.max(2 * before, setIds));
            Arrays.fill(setSizes, before, setSizes.length, -1);
        }
    }

    void count(int id, double amount) {
        double before = counters[id];
        // Plus 0.0: an amount of -0.0 would leave the counter as if nothing had come. A sum that is no number, of 0 at
        // a
        // sample rate of 0 say, begins again with the next amount, as the original's does.
        counters[id] = (Double.isNaN(before) ? NOTHING : before) + (amount + 0.0);
    }

    void time(int id, double value, double weight) {
        timerCounts[id] += weight;
        if (timerValues[id] < exactValues && values.count() < maxValues && sketches[id] == null) {
            timerValues[id]++;
            values.add(id, value);
        } else {
            sketch(id, value);
        }
    }

    private void sketch(int id, double value) {
        Sketch sketch = sketches[id];
        long before = sketch == null ? 0 : sketch.memoryBytes();
        if (sketch == null) {
            if (sketchBytes >= SKETCH_BYTES_OF_VALUE * maxValues) {
                valuesLeftOut++;
                return;
            }
            sketch = new Sketch();
            sketches[id] = sketch;
        }
        sketch.add(value);
        sketchBytes += sketch.memoryBytes() - before;
    }

    /** Adds values that are only known by a sketch, and how often they count. */
    void addSketch(int id, double weight, Sketch sketch) {
        timerCounts[id] += weight;
        long before = sketches[id] == null ? 0 : sketches[id].memoryBytes();
        if (sketches[id] == null) {
            sketches[id] = new Sketch();
        }
        sketches[id].add(sketch);
        sketchBytes += sketches[id].memoryBytes() - before;
    }

    /** Adds a member to a set; returns whether it did not have it. */
    boolean insert(int id, byte[] text, int offset, int length) {
        int whole = length + Integer.BYTES;
        if (member.length < whole) {
            member = new byte[2 * whole];
        }
        for (int i = 0; i < Integer.BYTES; i++) {
            member[i] = (byte) (id >>> (8 * i));
        }
        System.arraycopy(text, offset, member, Integer.BYTES, length);
        int hash = NameHash.of(member, 0, whole);
        setSizes[id] = Math.max(0, setSizes[id]);
        if (members.find(member, 0, whole, hash) >= 0) {
            return false;
        }
        if (members.size() >= maxMembers || memberBytes + length > BYTES_OF_MEMBER * maxMembers) {
            membersLeftOut++;
            return false;
        }
        int unused = members.define(member, 0, whole, hash);
        setSizes[id]++;
        memberBytes += length;
        return true;
    }

    /** Forgets what came in for a name that has been taken away. */
    void forget(MetricType type, int id) {
        switch (type) {
            case COUNTER -> counters[id] = NOTHING;
            case TIMER -> {
                timerCounts[id] = 0;
                timerValues[id] = 0;
                sketches[id] = null;
            }
            case SET -> setSizes[id] = -1;
            case GAUGE -> {}
        }
    }

    /** Whether anything came in for a metric that is no gauge. */
    public boolean has(MetricType type, int id) {
        return switch (type) {
            case COUNTER -> Double.doubleToRawLongBits(counters[id]) != NOTHING_BITS;
            case TIMER -> timerValues[id] > 0 || sketches[id] != null;
            case SET -> setSizes[id] >= 0;
            case GAUGE -> false;
        };
    }

    /** The sum of a counter; 0 if nothing came in. */
    public double counter(int id) {
        return counters[id] + 0.0;
    }

    /** The sums of the first counters. */
    double[] counterValues(int ids) {
        double[] sums = new double[ids];
        for (int id = 0; id < ids; id++) {
            sums[id] = counter(id);
        }
        return sums;
    }

    /** The sizes of the first sets. */
    double[] setSizeValues(int ids) {
        double[] sizes = new double[ids];
        for (int id = 0; id < ids; id++) {
            sizes[id] = setSize(id);
        }
        return sizes;
    }

    /** How often the values of a timer count, by their sample rates. */
    public double timerCount(int id) {
        return timerCounts[id];
    }

    /** How many values of a timer are among {@link #values}. */
    public int timerValues(int id) {
        return timerValues[id];
    }

    /** All values that came in after those, if any did. */
    public Optional<Sketch> sketch(int id) {
        return Optional.ofNullable(sketches[id]);
    }

    /** The values of all timers but those that are in sketches. */
    public ValueColumns values() {
        return values;
    }

    /** How many different members a set has. */
    public int setSize(int id) {
        return Math.max(0, setSizes[id]);
    }

    /** Has the members of all sets visited, in the order in which they came. */
    public void eachMember(MemberVisitor visitor) {
        byte[][] all = members.names();
        for (int i = 0; i < members.end(); i++) {
            byte[] one = all[i];
            int id = 0;
            for (int b = 0; b < Integer.BYTES; b++) {
                id |= (one[b] & 0xFF) << (8 * b);
            }
            visitor.member(id, one, Integer.BYTES, one.length - Integer.BYTES);
        }
    }

    /** Takes one member. */
    @FunctionalInterface
    public interface MemberVisitor {
        /** A member of the set with this id. */
        void member(int id, byte[] text, int offset, int length);
    }

    /** Values of timers that there was no space for. */
    long valuesLeftOut() {
        return valuesLeftOut;
    }

    /** Members of sets that there was no space for. */
    long membersLeftOut() {
        return membersLeftOut;
    }

    /** Makes it an interval in which nothing came in. */
    public void clear() {
        Arrays.fill(counters, NOTHING);
        Arrays.fill(timerCounts, 0);
        Arrays.fill(timerValues, 0);
        Arrays.fill(sketches, null);
        Arrays.fill(setSizes, -1);
        sketchBytes = 0;
        memberBytes = 0;
        values.clear();
        if (members.size() > 0) {
            members = new NameTable();
        }
        valuesLeftOut = 0;
        membersLeftOut = 0;
    }
}
