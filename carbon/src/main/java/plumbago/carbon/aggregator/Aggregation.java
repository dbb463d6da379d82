package plumbago.carbon.aggregator;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import plumbago.carbon.rules.AggregateRule;
import plumbago.carbon.rules.AggregationRules;

/**
 * The aggregates with their open intervals: values come in, and whole intervals go out when their time has come. Whatever changes
 * them is an operation of the journal. Guarded by the lock of the {@link AggregatorSink}.
 */
final class Aggregation {
    /** Timestamps beyond this are no times, and the end of their interval might be no number. */
    private static final long MOST_TIMESTAMP = 1L << 60;

    private final AggregatorOptions options;
    private final AggregateOperations operations;
    private final AggregatorCounters counters;
    private final AggregateTimers timers;
    private final AggregateTable table;
    private final OldestFirst oldestFirst;

    Aggregation(
            AggregatorOptions options,
            AggregateTable table,
            AggregateOperations operations,
            AggregatorCounters counters) {
        this.options = options;
        this.table = table;
        this.oldestFirst = new OldestFirst(table, this, operations, counters);
        this.operations = operations;
        this.counters = counters;
        this.timers = new AggregateTimers(options.writeBackSeconds());
    }

    /** Takes over what an earlier process had; what of it no rule makes any more goes out. */
    void adopt(AggregateReplay replay, AggregationRules rules, long now, Outgoing out, List<Runnable> later) {
        operations.knowRules(replay.ruleTexts());
        table.begin(replay.nextId(), replay.forgottenBefore());
        for (Aggregate aggregate : replay.aggregates()) {
            Aggregate before = table.put(aggregate);
            if (aggregate.rule != null) {
                timers.schedule(aggregate, now);
                counters.aggregates++;
                for (int i = 0; i < aggregate.intervals.size(); i++) {
                    counters.values += aggregate.intervals.count(i);
                }
            }
            if (before != null) {
                // Its rule had changed, and there was no time to say that it is gone.
                drop(before, now, out, later);
            }
        }
        replaceRules(rules, now, out, later);
    }

    /**
     * Adds a value to the interval of its timestamp.
     *
     * @return false if that has been finished and forgotten
     */
    boolean add(Aggregate aggregate, AggregateRule rule, long timestamp, double value, long now) {
        if (aggregate.rule != null) {
            int i = aggregate.intervals.find(aggregate.intervalOf(aggregate.rule, timestamp));
            if (i >= 0) {
                addTo(aggregate, i, timestamp, value);
                return true;
            }
        }
        return addToNew(aggregate, rule, timestamp, value, now);
    }

    private boolean addToNew(Aggregate aggregate, AggregateRule rule, long timestamp, double value, long now) {
        if (aggregate.id == Aggregate.NO_ID
                && aggregate.closed.isEmpty()
                && table.forgottenBefore() != Long.MIN_VALUE) {
            aggregate.closed.add(Long.MIN_VALUE, table.forgottenBefore());
        }
        long start = aggregate.intervalOf(aggregate.rule == null ? rule : aggregate.rule, timestamp);
        if (aggregate.closed.contains(start) || timestamp > MOST_TIMESTAMP || timestamp < -MOST_TIMESTAMP) {
            return false;
        }
        if (aggregate.rule == null) {
            begin(aggregate, rule, now);
        }
        addTo(aggregate, aggregate.intervals.open(start), timestamp, value);
        table.account(aggregate);
        return true;
    }

    private void addTo(Aggregate aggregate, int i, long timestamp, double value) {
        aggregate.intervals.add(i, timestamp, value);
        counters.values++;
        operations.point(aggregate.id, timestamp, value);
        if (aggregate.intervals.keepsSamples()) {
            table.account(aggregate);
        }
    }

    private void begin(Aggregate aggregate, AggregateRule rule, long now) {
        aggregate.rule = rule;
        aggregate.intervals = new Intervals(rule.method());
        aggregate.timerStart = now;
        boolean isNew = aggregate.id == Aggregate.NO_ID;
        if (isNew) {
            aggregate.id = table.newId();
        }
        operations.begin(aggregate);
        if (isNew) {
            operations.closed(aggregate);
        }
        timers.schedule(aggregate, now);
        counters.aggregates++;
    }

    /** The clock was set back. */
    void restartTimers(long now) {
        timers.restart(now);
    }

    /**
     * Has the next aggregate that is due go out with all intervals that have got values since they did last. What has grown too
     * old of it goes with {@link #settle}, when the values have been delivered.
     *
     * @return null if none is due
     */
    Aggregate computeNext(long now, Outgoing out) {
        Aggregate due = timers.next(now);
        if (due != null) {
            compute(due, now, out);
        }
        return due;
    }

    private void compute(Aggregate aggregate, long now, Outgoing out) {
        Intervals intervals = aggregate.intervals;
        long current = aggregate.intervalOf(aggregate.rule, now);
        for (int i = 0; i < intervals.size(); i++) {
            if (intervals.sent(i) == Intervals.UNSENT) {
                send(aggregate, i, out);
                intervals.setSent(i, current);
            }
        }
    }

    /** Has an interval go out. */
    void send(Aggregate aggregate, int i, Outgoing out) {
        double value = aggregate.intervals.result(i);
        // Infinities of both signs: no receiver takes that as a value.
        if (!Double.isNaN(value)) {
            byte[] name = aggregate.nameBytes;
            out.add(name, 0, name.length, aggregate.nameHash, aggregate.intervals.start(i), value);
            counters.sent++;
        }
    }

    /** Forgets what has grown too old of an aggregate that was computed, and gives it its next turn. */
    void settle(Aggregate aggregate, long now) {
        if (aggregate.rule == null) {
            return;
        }
        Intervals intervals = aggregate.intervals;
        int frequency = aggregate.rule.frequency();
        long threshold = aggregate.intervalOf(aggregate.rule, now) - (long) options.maxIntervals() * frequency;
        for (int i = intervals.size() - 1; i >= 0; i--) {
            boolean isLateEnough =
                    !options.isExact() || intervals.start(i) + frequency + options.latenessSeconds() <= now;
            if (intervals.sent(i) < threshold && isLateEnough) {
                forget(aggregate, i);
            }
        }
        if (!options.isExact()) {
            keepNewest(aggregate, options.maxIntervals() + 2L);
        }
        if (intervals.size() == 0) {
            end(aggregate);
        } else if (aggregate.due <= now) {
            // Otherwise it has been forgotten and begun anew since it was computed.
            timers.schedule(aggregate, now);
        }
        table.account(aggregate);
    }

    /** carbon holds no more than so many, whenever they were sent. */
    private void keepNewest(Aggregate aggregate, long most) {
        Intervals intervals = aggregate.intervals;
        if (intervals.size() <= most) {
            return;
        }
        long[] starts = new long[intervals.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = intervals.start(i);
        }
        Arrays.sort(starts);
        long oldest = starts[(int) (starts.length - most)];
        for (int i = intervals.size() - 1; i >= 0; i--) {
            if (intervals.start(i) < oldest && intervals.sent(i) != Intervals.UNSENT) {
                forget(aggregate, i);
            }
        }
    }

    private void forget(Aggregate aggregate, int i) {
        long start = aggregate.intervals.start(i);
        long closedSeconds = options.isExact() ? aggregate.rule.frequency() : 0;
        remove(aggregate, i, closedSeconds);
        operations.forget(aggregate.id, start, closedSeconds);
    }

    /** Takes an interval out, of which the journal is told by others. */
    void remove(Aggregate aggregate, int i, long closedSeconds) {
        long start = aggregate.intervals.start(i);
        counters.values -= aggregate.intervals.count(i);
        aggregate.intervals.remove(i);
        if (closedSeconds > 0) {
            aggregate.closed.add(start, start + closedSeconds);
        }
    }

    /** Of one without intervals nothing is left but closed times; the journal has it end when it is read. */
    void leaveIdle(Aggregate aggregate) {
        aggregate.rule = null;
        aggregate.intervals = null;
        counters.aggregates--;
    }

    /** Those that are idle now have no turns any more. */
    void takeTurnsAway() {
        timers.removeDropped();
    }

    private void end(Aggregate aggregate) {
        leaveIdle(aggregate);
        if (aggregate.closed.isEmpty()) {
            operations.remove(aggregate.id);
            aggregate.id = Aggregate.NO_ID;
        } else {
            operations.end(aggregate.id);
        }
    }

    /**
     * Has new rules go for what comes in. Aggregates whose rule is the same as before stay; others go out as they are.
     *
     * @param later what is to be done when they have been delivered
     */
    void replaceRules(AggregationRules rules, long now, Outgoing out, List<Runnable> later) {
        Set<String> texts = new HashSet<>();
        rules.rules().forEach(rule -> texts.add(rule.text()));
        for (Aggregate aggregate : table.all()) {
            if (aggregate.rule != null && !texts.contains(aggregate.rule.text())) {
                drop(aggregate, now, out, later);
                table.account(aggregate);
            }
        }
        timers.removeDropped();
        table.dropUnused();
    }

    /** What is over stays closed: it must not be begun anew by another rule. Its turn is taken away with those of all others. */
    private void drop(Aggregate aggregate, long now, Outgoing out, List<Runnable> later) {
        if (aggregate.rule != null) {
            compute(aggregate, now, out);
            int frequency = aggregate.rule.frequency();
            for (int i = aggregate.intervals.size() - 1; i >= 0; i--) {
                boolean isOver = aggregate.intervals.start(i) + frequency <= now;
                remove(aggregate, i, options.isExact() && isOver ? frequency : 0);
            }
            aggregate.rule = null;
            aggregate.intervals = null;
            counters.aggregates--;
        }
        // Under a new number it may begin before the old one is told to be gone.
        long id = aggregate.id;
        later.add(() -> operations.remove(id));
        aggregate.id = Aggregate.NO_ID;
    }

    /** Whether more is held than may be. */
    boolean isFull() {
        return table.bytes() > options.maxStateBytes();
    }

    /**
     * Forgets the oldest, of whatever aggregate, until there is space again.
     *
     * @param later what is to be done when that has been delivered which had not gone out
     * @return whether names may mean aggregates that are gone
     */
    boolean makeSpace(long now, Outgoing out, List<Runnable> later) {
        return oldestFirst.makeSpace(options.maxStateBytes() / 8 * 7, now, out, later);
    }
}
