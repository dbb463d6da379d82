package plumbago.statsd.metric;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import plumbago.carbon.point.NameHash;
import plumbago.statsd.journal.CountJournal;
import plumbago.statsd.journal.OperationVisitor;
import plumbago.statsd.journal.OperationWriter;

/**
 * All metrics and what came in for them, each change of which is also written to the journal. Belongs to one thread; the
 * counts of what was left out may be asked for by any.
 */
public final class Metrics implements OperationVisitor, CountJournal.State {
    /** Instead of the id of a name that there is no space for. */
    public static final int REFUSED = -1;

    /** Gauges that are never idle have been set in this interval. */
    private static final int ALWAYS = Integer.MAX_VALUE;

    /** Names have so many bytes at most, on the average of as many as there may be. */
    private static final int BYTES_OF_NAME = 256;

    /** Letters of a name in the log. */
    private static final int SHOWN = 200;

    private static final MetricType[] TYPES = MetricType.values();

    private final NameTable counters = new NameTable();
    private final NameTable timers = new NameTable();
    private final NameTable gaugeNames = new NameTable();
    private final NameTable sets = new NameTable();
    private final int maxMetrics;
    private final int exactValues;
    private final int maxValues;
    private CountJournal journal = CountJournal.none();
    private OperationWriter operations = journal.operations();

    private double[] gauges = new double[64];
    private int[] gaugeUpdates = new int[64];
    private Interval current;
    /** Null while it belongs to a flush. */
    private Interval spare;

    private int number = 1;
    private long lastEnd = Long.MIN_VALUE;
    private long nameBytes;
    private volatile int sizeNow;
    private int gaugeIntervals = ALWAYS;

    /** While an earlier process's intervals are read: one that ended and was not flushed. */
    private EndedInterval unflushed;

    /** One of those that there was no space for; empty if there is none. */
    private final AtomicReference<String> refusedName = new AtomicReference<>("");

    private final LongAdder metricsRefused = new LongAdder();
    private final LongAdder valuesLeftOut = new LongAdder();
    private final LongAdder membersLeftOut = new LongAdder();

    /**
     * @param maxMetrics how many names of all types together
     * @param exactValues see {@code StatsdOptions}
     * @param maxValues see {@code StatsdOptions}; also for the members of all sets
     */
    public Metrics(int maxMetrics, int exactValues, int maxValues) {
        this.maxMetrics = maxMetrics;
        this.exactValues = exactValues;
        this.maxValues = maxValues;
        current = new Interval(exactValues, maxValues, maxValues);
        spare = new Interval(exactValues, maxValues, maxValues);
    }

    /** Has changes written to a journal from now on. */
    public void journalTo(CountJournal to) {
        journal = to;
        operations = to.operations();
    }

    /** Has a gauge that was not set for so many intervals count as if it were not there when it is changed by a difference. */
    public void forgetGaugesAfter(int intervals) {
        gaugeIntervals = intervals;
    }

    private NameTable table(MetricType type) {
        return switch (type) {
            case COUNTER -> counters;
            case TIMER -> timers;
            case GAUGE -> gaugeNames;
            case SET -> sets;
        };
    }

    /**
     * The id of a name, or -1.
     *
     * @param hash its {@link NameHash}
     */
    public int find(MetricType type, byte[] name, int offset, int length, int hash) {
        return table(type).find(name, offset, length, hash);
    }

    /** The id of a counter, or -1. */
    public int findCounter(byte[] name, int offset, int length, int hash) {
        return counters.find(name, offset, length, hash);
    }

    /** The id of a timer, or -1. */
    public int findTimer(byte[] name, int offset, int length, int hash) {
        return timers.find(name, offset, length, hash);
    }

    /** The id of a name that may be new, or {@link #REFUSED}. */
    public int findOrDefine(MetricType type, byte[] name, int offset, int length) {
        int hash = NameHash.of(name, offset, length);
        NameTable table = table(type);
        int id = table.find(name, offset, length, hash);
        if (id >= 0) {
            return id;
        }
        if (size() >= maxMetrics || nameBytes + length > (long) BYTES_OF_NAME * maxMetrics) {
            metricsRefused.increment();
            if (refusedName.get().isEmpty()) {
                refusedName.set(new String(name, offset, Math.min(length, SHOWN), StandardCharsets.UTF_8));
            }
            return REFUSED;
        }
        nameBytes += length;
        id = table.define(name, offset, length, hash);
        sizeNow = size();
        reserve();
        if (type == MetricType.GAUGE) {
            gaugeUpdates[id] = 0;
            gauges[id] = 0;
        }
        operations.define(type.code(), id, name, offset, length);
        return id;
    }

    private void reserve() {
        current.reserve(counters.end(), timers.end(), sets.end());
        if (gauges.length < gaugeNames.end()) {
            int capacity = Math.max(2 * gauges.length, gaugeNames.end());
            gauges = Arrays.copyOf(gauges, capacity);
            gaugeUpdates = Arrays.copyOf(gaugeUpdates, capacity);
        }
    }

    /** Adds to a counter. */
    @Override
    public void count(int id, double amount) {
        current.count(id, amount);
        operations.count(id, amount);
    }

    /**
     * Adds a value to a timer.
     *
     * @param weight how often it counts: 1 divided by its sample rate
     */
    @Override
    public void timer(int id, double value, double weight) {
        current.time(id, value, weight);
        operations.timer(id, value, weight);
    }

    @Override
    public void sketch(int id, double weight, byte[] bytes, int offset, int length) {
        current.addSketch(id, weight, Sketch.of(bytes, offset, length));
    }

    /** Sets a gauge. */
    @Override
    public void gauge(int id, double value) {
        gauges[id] = value;
        if (gaugeUpdates[id] != ALWAYS) {
            gaugeUpdates[id] = number;
        }
        operations.gauge(id, value);
    }

    /** Changes a gauge by a difference; one that is 0, as the original has it, or not there, is set to it. */
    public void changeGauge(int id, double difference) {
        boolean has = gaugeUpdates[id] > 0 && number - gaugeUpdates[id] < gaugeIntervals;
        double before = gauges[id];
        gauge(id, has && before != 0 && !Double.isNaN(before) ? before + difference : difference);
    }

    /** Sets a gauge of the server's own, which is never idle. */
    public void ownGauge(String name, double value) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int id = findOrDefine(MetricType.GAUGE, bytes, 0, bytes.length);
        if (id != REFUSED) {
            gauge(id, value);
            gaugeUpdates[id] = ALWAYS;
        }
    }

    /** Adds a member to a set. */
    @Override
    public void member(int id, byte[] text, int offset, int length) {
        if (current.insert(id, text, offset, length)) {
            operations.member(id, text, offset, length);
        }
    }

    /** Takes a metric away, with what came in for it in this interval. */
    public void remove(MetricType type, int id) {
        remove(type.code(), id);
    }

    /** The same, if it is still the one of a dump. */
    public void remove(MetricType type, int id, MetricDump dump) {
        NameTable table = table(type);
        if (table.has(id) && table.names()[id] == dump.nameBytes(id)) {
            remove(type, id);
        }
    }

    /** Takes a metric away if it is there, has a name of these bytes, and nothing came in for it in this interval. */
    public void removeIdle(MetricType type, int id, byte[] name) {
        NameTable table = table(type);
        if (table.has(id) && table.names()[id] == name && !isActive(type, id)) {
            remove(type, id);
        }
    }

    private boolean isActive(MetricType type, int id) {
        return type == MetricType.GAUGE ? gaugeUpdates[id] >= number : current.has(type, id);
    }

    /** Ends the interval. Its flush gives it back with {@link #flushed}, before which none may end. */
    public EndedInterval endInterval(long millis) {
        operations.intervalEnded(millis);
        EndedInterval ended = new EndedInterval(
                millis,
                number,
                current,
                namesNow(counters),
                namesNow(timers),
                namesNow(sets),
                namesNow(gaugeNames),
                Arrays.copyOf(gauges, gaugeNames.end()),
                Arrays.copyOf(gaugeUpdates, gaugeNames.end()));
        lastEnd = millis;
        valuesLeftOut.add(current.valuesLeftOut());
        membersLeftOut.add(current.membersLeftOut());
        for (MetricType type : TYPES) {
            table(type).intervalEnded();
        }
        current = spare == null ? new Interval(exactValues, maxValues, maxValues) : spare;
        spare = null;
        number++;
        reserve();
        return ended;
    }

    /** They change, and the flush takes its time. */
    private static byte[][] namesNow(NameTable table) {
        return Arrays.copyOf(table.names(), table.end());
    }

    /** When an interval ended last, in milliseconds since the epoch, of an earlier process perhaps; the lowest number if none did. */
    public long lastEnd() {
        return lastEnd;
    }

    /** Takes an interval back that has been flushed and cleared. */
    public void flushed(Interval cleared) {
        spare = cleared;
        operations.flushed();
    }

    /** Whether a flush is under way. */
    public boolean isFlushing() {
        return spare == null;
    }

    /** How many metrics there are. */
    public int size() {
        return counters.size() + timers.size() + gaugeNames.size() + sets.size();
    }

    /** The same for any thread. */
    public int sizeNow() {
        return sizeNow;
    }

    /** How many there are of a type. */
    public int size(MetricType type) {
        return table(type).size();
    }

    /** The metrics of a type as they are now, for any thread. */
    public MetricDump dump(MetricType type) {
        NameTable table = table(type);
        byte[][] names = namesNow(table);
        long[] since = new long[table.end()];
        for (int id = 0; id < names.length; id++) {
            since[id] = table.since(id);
        }
        return switch (type) {
            case COUNTER -> new MetricDump(names, since, current.counterValues(table.end()));
            case GAUGE -> new MetricDump(names, since, Arrays.copyOf(gauges, table.end()));
            case TIMER -> new MetricDump(names, since, current.values().copy());
            case SET -> new MetricDump(names, since, current.setSizeValues(table.end()));
        };
    }

    /** What came in since the last interval ended. */
    public Interval current() {
        return current;
    }

    /** The value of a gauge. */
    public double gauge(int id) {
        return gauges[id];
    }

    /** How often there was no space for a new name. */
    public long metricsRefused() {
        return metricsRefused.sum();
    }

    /** A name that there was no space for since the last time; empty if there is none. */
    public String takeRefusedName() {
        return refusedName.getAndSet("");
    }

    /** Values of timers that are in no percentile, by the end of the last interval. */
    public long valuesLeftOut() {
        return valuesLeftOut.sum();
    }

    /** Members of sets that were not counted, by the end of the last interval. */
    public long membersLeftOut() {
        return membersLeftOut.sum();
    }

    /** Not while a flush is under way. */
    @Override
    public void writeNames(Runnable commit) {
        if (lastEnd != Long.MIN_VALUE) {
            operations.intervalEnded(lastEnd);
            operations.flushed();
        }
        StateWriter writer = new StateWriter(operations, current, commit);
        writer.names(MetricType.COUNTER, counters);
        writer.names(MetricType.TIMER, timers);
        writer.names(MetricType.SET, sets);
        writer.gauges(gaugeNames, gauges);
    }

    @Override
    public void writeInterval(Runnable commit) {
        StateWriter writer = new StateWriter(operations, current, commit);
        writer.counters(counters);
        writer.timers(timers);
        writer.sets(sets);
    }

    @Override
    public void define(int type, int id, byte[] name, int offset, int length) {
        MetricType of = MetricType.of(type);
        table(of).defineAs(id, name, offset, length);
        sizeNow = size();
        nameBytes += length;
        reserve();
        if (of == MetricType.GAUGE) {
            gaugeUpdates[id] = 0;
            gauges[id] = 0;
        }
    }

    @Override
    public void remove(int type, int id) {
        MetricType of = MetricType.of(type);
        NameTable table = table(of);
        if (table.has(id)) {
            nameBytes -= table.names()[id].length;
            table.remove(id);
            sizeNow = size();
            current.forget(of, id);
            operations.remove(type, id);
        }
    }

    @Override
    public void intervalEnded(long millis) {
        unflushed = endInterval(millis);
    }

    @Override
    public void flushed() {
        if (unflushed != null) {
            unflushed.values().clear();
            flushed(unflushed.values());
            unflushed = null;
        }
    }

    @Override
    public void frameRead() {
        // What was read is not written again.
        journal.commit();
    }

    /** After an earlier process's operations have been read: the interval that ended and was not flushed, if there is one. */
    public Optional<EndedInterval> unflushed() {
        return Optional.ofNullable(unflushed);
    }

    /**
     * After an earlier process's operations have been read. An interval that is {@link #unflushed} is on its way to be flushed
     * from now on, and given back with {@link #flushed(Interval)}.
     */
    public void settle() {
        for (MetricType type : TYPES) {
            table(type).settle();
        }
        unflushed = null;
        journal.commit();
    }
}
