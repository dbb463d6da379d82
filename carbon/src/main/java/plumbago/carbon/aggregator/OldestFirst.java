package plumbago.carbon.aggregator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes space where there is too much: what is oldest goes first, of whatever aggregate, and before that what is of no time that is
 * near. Guarded by the lock of the {@link AggregatorSink}.
 */
final class OldestFirst {
    /** So far ahead of the clock nothing is meant: timestamps in milliseconds, for instance. */
    private static final long NEAR_SECONDS = 86_400;

    private final AggregateTable table;
    private final Aggregation aggregation;
    private final AggregateOperations operations;
    private final AggregatorCounters counters;

    OldestFirst(
            AggregateTable table,
            Aggregation aggregation,
            AggregateOperations operations,
            AggregatorCounters counters) {
        this.table = table;
        this.aggregation = aggregation;
        this.operations = operations;
        this.counters = counters;
    }

    /**
     * Forgets until not more is left than may be. What had values that were not sent goes out.
     *
     * @param later what is to be done when that has been delivered
     * @return whether names may mean aggregates that are gone
     */
    boolean makeSpace(long mostBytes, long now, Outgoing out, List<Runnable> later) {
        int before = table.size();
        boolean goesOn = true;
        while (table.bytes() > mostBytes && goesOn) {
            long[] ages = ages(now);
            if (ages.length == 0) {
                break;
            }
            long until = ages[(ages.length - 1) / 8];
            goesOn = false;
            for (Aggregate aggregate : new ArrayList<>(table.all())) {
                goesOn |= aggregate.rule == null
                        ? forgetIdle(aggregate, until, now, later)
                        : forgetIntervals(aggregate, until, now, out, later);
            }
        }
        aggregation.takeTurnsAway();
        return table.size() < before;
    }

    /** Those of all intervals, and of aggregates that hold nothing but closed times when these end; ascending. */
    private long[] ages(long now) {
        long[] ages = new long[Math.max(16, 2 * table.size())];
        int count = 0;
        for (Aggregate aggregate : table.all()) {
            int more = aggregate.rule == null ? 1 : aggregate.intervals.size();
            if (count + more > ages.length) {
                ages = Arrays.copyOf(ages, 2 * (count + more));
            }
            if (aggregate.rule != null) {
                for (int i = 0; i < more; i++) {
                    ages[count++] = age(aggregate.intervals.start(i), now);
                }
            } else if (!aggregate.closed.isEmpty()) {
                ages[count++] = age(aggregate.closed.latest(), now);
            }
        }
        ages = Arrays.copyOf(ages, count);
        Arrays.sort(ages);
        return ages;
    }

    /** The beginning of an interval, or less than any where that is far ahead. */
    private static long age(long start, long now) {
        return start > now + NEAR_SECONDS ? Long.MIN_VALUE : start;
    }

    private boolean forgetIdle(Aggregate aggregate, long until, long now, List<Runnable> later) {
        if (aggregate.closed.isEmpty() || age(aggregate.closed.latest(), now) > until) {
            return false;
        }
        table.forget(aggregate, now + NEAR_SECONDS);
        long before = table.forgottenBefore();
        long id = aggregate.id;
        later.add(() -> {
            operations.forgottenBefore(before);
            if (id != Aggregate.NO_ID) {
                operations.remove(id);
            }
        });
        return true;
    }

    private boolean forgetIntervals(Aggregate aggregate, long until, long now, Outgoing out, List<Runnable> later) {
        long id = aggregate.id;
        boolean hasForgotten = false;
        Intervals intervals = aggregate.intervals;
        int frequency = aggregate.rule.frequency();
        for (int i = 0; i < intervals.size(); i++) {
            if (age(intervals.start(i), now) <= until && intervals.sent(i) == Intervals.UNSENT) {
                aggregation.send(aggregate, i, out);
            }
        }
        for (int i = intervals.size() - 1; i >= 0; i--) {
            long start = intervals.start(i);
            if (age(start, now) <= until) {
                aggregation.remove(aggregate, i, frequency);
                counters.forgotten++;
                later.add(() -> operations.forget(id, start, frequency));
                hasForgotten = true;
            }
        }
        intervals.trim();
        if (intervals.size() == 0) {
            // It could be forgotten itself with its next turn only, and there may be ever more of them until then.
            aggregation.leaveIdle(aggregate);
            hasForgotten = true;
        }
        table.account(aggregate);
        return hasForgotten;
    }
}
