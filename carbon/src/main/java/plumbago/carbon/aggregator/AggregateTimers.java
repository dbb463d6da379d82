package plumbago.carbon.aggregator;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * When aggregates are computed: each in steps from the second of its first point on, as in carbon, and not at full minutes. Those of
 * the same second come in the order in which they got their turn.
 */
final class AggregateTimers {
    private final PriorityQueue<Aggregate> queue =
            new PriorityQueue<>(Comparator.comparingLong((Aggregate a) -> a.due).thenComparingLong(a -> a.turn));
    private final long writeBackSeconds;
    private long turns;

    AggregateTimers(long writeBackSeconds) {
        this.writeBackSeconds = writeBackSeconds;
    }

    /** Gives an aggregate that is not waiting its next turn, after now. */
    void schedule(Aggregate aggregate, long now) {
        long step = aggregate.rule.frequency();
        if (writeBackSeconds > 0) {
            step = Math.min(step, writeBackSeconds);
        }
        aggregate.due = now + step - Math.floorMod(now - aggregate.timerStart, step);
        aggregate.turn = turns++;
        queue.add(aggregate);
    }

    /** Takes out the next that is due; null if none is. */
    Aggregate next(long now) {
        Aggregate first = queue.peek();
        return first != null && first.due <= now ? queue.poll() : null;
    }

    /** Takes the turns away from all that have lost their rule: to look for each alone would take long where many have. */
    void removeDropped() {
        queue.removeIf(aggregate -> aggregate.rule == null);
    }

    /** Begins anew for all that wait: the clock was set back, and nothing would be computed until it has caught up. */
    void restart(long now) {
        Aggregate[] all = queue.toArray(new Aggregate[0]);
        queue.clear();
        for (Aggregate aggregate : all) {
            aggregate.timerStart = now;
            schedule(aggregate, now);
        }
    }
}
