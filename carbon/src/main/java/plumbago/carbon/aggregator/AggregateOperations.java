package plumbago.carbon.aggregator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import plumbago.base.journal.OperationOutput;
import plumbago.carbon.rules.AggregateRule;

/**
 * Writes what changes aggregates as operations of the journal. Each begins with a number {@code id << 3 | kind}; {@code
 * docs/formats.md} has all of them. Guarded by the lock of the {@link AggregatorSink}.
 */
final class AggregateOperations {
    static final int KIND_BITS = 3;
    static final int POINT_WHOLE = 0;
    static final int POINT = 1;
    static final int BEGIN = 2;
    static final int INTERVAL = 3;
    static final int FORGET = 4;
    static final int CLOSED = 5;
    static final int END = 6;
    static final int CONTROL = 7;

    static final int RULE = 0;
    static final int REMOVE = 1;
    static final int UNCLOSE = 2;
    static final int COMPLETE = 3;
    static final int FORGOTTEN_BEFORE = 4;

    static final long COMPLETE_TAG = (long) COMPLETE << KIND_BITS | CONTROL;

    /** The longest operation without texts and samples. */
    private static final int MOST_BYTES = 80;

    private static final double MOST_WHOLE = 1L << 48;

    private final OperationOutput out;
    private final Map<String, Integer> ruleNumbers = new LinkedHashMap<>();
    private long lastTimestamp;

    AggregateOperations(OperationOutput out) {
        this.out = out;
    }

    /** A rule has its number for as long as the process lives; those that were read keep theirs. */
    void knowRules(Map<Integer, String> numbered) {
        numbered.forEach((number, text) -> ruleNumbers.put(text, number));
    }

    /** All rules that have a number. */
    void rules() {
        ruleNumbers.forEach(this::rule);
    }

    private void rule(String text, int number) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reserve(MOST_BYTES + bytes.length);
        control(RULE);
        out.number(number);
        out.text(bytes, 0, bytes.length);
    }

    private int number(AggregateRule rule) {
        if (rule == null) {
            return 0;
        }
        Integer known = ruleNumbers.get(rule.text());
        if (known == null) {
            // Those that were read may have gaps before them.
            known = ruleNumbers.values().stream().mapToInt(n -> n).max().orElse(0) + 1;
            ruleNumbers.put(rule.text(), known);
            rule(rule.text(), known);
        }
        return known;
    }

    /** A value comes in. */
    void point(long id, long timestamp, double value) {
        reserve(MOST_BYTES);
        long whole = (long) value;
        boolean isWhole = Math.abs(value) < MOST_WHOLE
                && Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(value);
        out.number(id << KIND_BITS | (isWhole ? POINT_WHOLE : POINT));
        out.signed(timestamp - lastTimestamp);
        lastTimestamp = timestamp;
        if (isWhole) {
            out.signed(whole);
        } else {
            out.real(value);
        }
    }

    /** An aggregate gets its rule, or is known without one, for its closed times. */
    void begin(Aggregate aggregate) {
        int rule = number(aggregate.rule);
        reserve(MOST_BYTES + aggregate.nameBytes.length);
        out.number(aggregate.id << KIND_BITS | BEGIN);
        out.number(rule);
        out.signed(aggregate.timerStart);
        out.text(aggregate.nameBytes, 0, aggregate.nameBytes.length);
    }

    /** All that an open interval holds. */
    void interval(Aggregate aggregate, int i) {
        Intervals intervals = aggregate.intervals;
        int samples = intervals.keepsSamples() ? (int) intervals.count(i) : 0;
        reserve(MOST_BYTES + samples * Double.BYTES);
        out.number(aggregate.id << KIND_BITS | INTERVAL);
        out.signed(intervals.start(i));
        out.number(intervals.count(i));
        out.fixed(intervals.sent(i));
        out.signed(intervals.stamp(i));
        out.real(intervals.value(i));
        double[] values = intervals.samples(i);
        for (int sample = 0; sample < samples; sample++) {
            out.real(values[sample]);
        }
    }

    /**
     * An interval is not held any more.
     *
     * @param closedSeconds how much time is closed from its start on; 0 if it may be opened again
     */
    void forget(long id, long start, long closedSeconds) {
        reserve(MOST_BYTES);
        out.number(id << KIND_BITS | FORGET);
        out.signed(start);
        out.number(closedSeconds);
    }

    /** All times that are closed. */
    void closed(Aggregate aggregate) {
        for (int range = 0; range < aggregate.closed.ranges(); range++) {
            closed(aggregate.id, aggregate.closed.from(range), aggregate.closed.to(range));
        }
    }

    void closed(long id, long from, long to) {
        reserve(MOST_BYTES);
        out.number(id << KIND_BITS | CLOSED);
        out.fixed(from);
        out.fixed(to);
    }

    /** No time of an aggregate is closed. */
    void unclose(long id) {
        reserve(MOST_BYTES);
        control(UNCLOSE);
        out.number(id);
    }

    /** An aggregate holds nothing any more but its closed times. */
    void end(long id) {
        reserve(MOST_BYTES);
        out.number(id << KIND_BITS | END);
    }

    /** An aggregate is not known any more. */
    void remove(long id) {
        reserve(MOST_BYTES);
        control(REMOVE);
        out.number(id);
    }

    /** Of aggregates that are not known, all before is closed. */
    void forgottenBefore(long time) {
        reserve(MOST_BYTES);
        control(FORGOTTEN_BEFORE);
        out.fixed(time);
    }

    /** What has been written so far is all that there is. */
    void complete() {
        reserve(MOST_BYTES);
        control(COMPLETE);
    }

    /** Before each operation. */
    private void reserve(int bytes) {
        if (out.size() == 0) {
            // Another frame begins, which is read without those before it.
            lastTimestamp = 0;
        }
        out.reserve(bytes);
    }

    private void control(int which) {
        out.number((long) which << KIND_BITS | CONTROL);
    }
}
