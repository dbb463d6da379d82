package plumbago.carbon.aggregator;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import plumbago.base.config.ConfigException;
import plumbago.base.journal.FrameReader;
import plumbago.base.journal.OperationInput;
import plumbago.carbon.rules.AggregateRule;
import plumbago.carbon.rules.AggregationRules;

/** Makes aggregates again out of what {@link AggregateOperations} wrote: exactly those that there were. Used by one thread. */
final class AggregateReplay implements FrameReader {
    private final Map<Long, Aggregate> aggregates = new LinkedHashMap<>();
    private final Map<Integer, String> ruleTexts = new HashMap<>();
    private final Map<Integer, AggregateRule> rules = new HashMap<>();
    private long forgottenBefore = Long.MIN_VALUE;
    private long lastTimestamp;

    Collection<Aggregate> aggregates() {
        return aggregates.values();
    }

    Map<Integer, String> ruleTexts() {
        return ruleTexts;
    }

    long forgottenBefore() {
        return forgottenBefore;
    }

    /** Above all that were given. */
    long nextId() {
        return aggregates.keySet().stream().mapToLong(id -> id).max().orElse(-1) + 1;
    }

    @Override
    public boolean hasMark(OperationInput operations) {
        // It stands in a frame of its own.
        return operations.number() == AggregateOperations.COMPLETE_TAG && operations.atEnd();
    }

    @Override
    public void read(OperationInput in) {
        lastTimestamp = 0;
        try {
            while (!in.atEnd()) {
                readOne(in);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("an operation is cut", e);
        }
    }

    private void readOne(OperationInput in) {
        long tag = in.number();
        long id = tag >>> AggregateOperations.KIND_BITS;
        switch ((int) tag & (1 << AggregateOperations.KIND_BITS) - 1) {
            case AggregateOperations.POINT_WHOLE -> {
                lastTimestamp += in.signed();
                point(id, (double) in.signed());
            }
            case AggregateOperations.POINT -> {
                lastTimestamp += in.signed();
                point(id, in.real());
            }
            case AggregateOperations.BEGIN -> begin(id, in);
            case AggregateOperations.INTERVAL -> interval(id, in);
            case AggregateOperations.FORGET -> forget(id, in.signed(), in.number());
            case AggregateOperations.CLOSED -> {
                long from = in.fixed();
                known(id).closed.add(from, in.fixed());
            }
            case AggregateOperations.END -> end(known(id));
            default -> control((int) id, in);
        }
    }

    private void control(int which, OperationInput in) {
        switch (which) {
            case AggregateOperations.RULE -> {
                int number = Math.toIntExact(in.number());
                ruleTexts.put(number, text(in));
            }
            case AggregateOperations.REMOVE -> aggregates.remove(in.number());
            case AggregateOperations.UNCLOSE -> known(in.number()).closed.clear();
            case AggregateOperations.COMPLETE -> {}
            case AggregateOperations.FORGOTTEN_BEFORE -> forgottenBefore = in.fixed();
            default -> throw new IllegalArgumentException("no operation is numbered " + which);
        }
    }

    private static String text(OperationInput in) {
        int length = in.text();
        return new String(in.bytes(), in.position() - length, length, StandardCharsets.UTF_8);
    }

    private Aggregate known(long id) {
        Aggregate aggregate = aggregates.get(id);
        if (aggregate == null) {
            throw new IllegalArgumentException("no aggregate is numbered " + id);
        }
        return aggregate;
    }

    private Aggregate open(long id) {
        Aggregate aggregate = known(id);
        if (aggregate.rule == null) {
            throw new IllegalArgumentException("aggregate " + id + " has no rule");
        }
        return aggregate;
    }

    private void point(long id, double value) {
        Aggregate aggregate = open(id);
        long start = aggregate.intervalOf(aggregate.rule, lastTimestamp);
        int i = aggregate.intervals.find(start);
        aggregate.intervals.add(i < 0 ? aggregate.intervals.open(start) : i, lastTimestamp, value);
    }

    private void begin(long id, OperationInput in) {
        int rule = Math.toIntExact(in.number());
        long timerStart = in.signed();
        String name = text(in);
        Aggregate aggregate = aggregates.computeIfAbsent(id, key -> new Aggregate(name));
        aggregate.id = id;
        aggregate.timerStart = timerStart;
        if (rule != 0) {
            aggregate.rule = rules.computeIfAbsent(rule, this::rule);
            aggregate.intervals = new Intervals(aggregate.rule.method());
        }
    }

    private AggregateRule rule(int number) {
        String text = ruleTexts.get(number);
        if (text == null) {
            throw new IllegalArgumentException("no rule is numbered " + number);
        }
        try {
            return AggregationRules.parse("the journal", text).rules().get(0);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void interval(long id, OperationInput in) {
        long start = in.signed();
        long count = in.number();
        long sent = in.fixed();
        long stamp = in.signed();
        double value = in.real();
        Intervals intervals = open(id).intervals;
        int i = intervals.restore(start, count, value, stamp);
        for (long sample = 0; intervals.keepsSamples() && sample < count; sample++) {
            intervals.add(i, start, in.real());
        }
        intervals.setSent(i, sent);
    }

    private void forget(long id, long start, long closedSeconds) {
        // Told late, it may be of an aggregate that has been removed since.
        Aggregate aggregate = aggregates.get(id);
        if (aggregate == null) {
            return;
        }
        int i = aggregate.intervals == null ? -1 : aggregate.intervals.find(start);
        if (i >= 0) {
            aggregate.intervals.remove(i);
        }
        if (closedSeconds > 0) {
            aggregate.closed.add(start, start + closedSeconds);
        }
    }

    private static void end(Aggregate aggregate) {
        aggregate.rule = null;
        aggregate.intervals = null;
    }
}
