package plumbago.carbon.aggregator;

import java.nio.charset.StandardCharsets;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.rules.AggregateRule;

/** A metric that rules make of others. Guarded by the lock of the {@link AggregatorSink}. */
final class Aggregate {
    static final long NO_ID = -1;

    final String name;
    final byte[] nameBytes;
    final int nameHash;
    final ClosedTimes closed = new ClosedTimes();

    /** What the journal calls it; {@link #NO_ID} while it knows nothing of it. */
    long id = NO_ID;

    /** Of the rules that make it, the one whose point came first; null while it holds nothing. */
    AggregateRule rule;

    /** Null while there is no rule. */
    Intervals intervals;

    /** The second of its first point, from which its computations are counted. */
    long timerStart;

    /** When it is computed next, and its place among those of the same second. */
    long due;

    long turn;

    /** As was accounted for last. */
    long accountedBytes;

    Aggregate(String name) {
        this.name = name;
        this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
        this.nameHash = NameHash.of(nameBytes, 0, nameBytes.length);
    }

    boolean isOpen() {
        return intervals != null && intervals.size() > 0;
    }

    long intervalOf(AggregateRule of, long timestamp) {
        return timestamp - Math.floorMod(timestamp, of.frequency());
    }

    /** What it takes in memory, by estimate. */
    long memoryBytes() {
        return 240 + 3L * nameBytes.length + closed.memoryBytes() + (intervals == null ? 0 : intervals.memoryBytes());
    }
}
