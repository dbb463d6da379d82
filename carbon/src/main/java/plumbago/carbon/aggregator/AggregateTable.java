package plumbago.carbon.aggregator;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** All aggregates that are known, by their names, and what they take. Guarded by the lock of the {@link AggregatorSink}. */
final class AggregateTable {
    private final Map<String, Aggregate> byName = new HashMap<>();
    private long nextId;
    private long forgottenBefore = Long.MIN_VALUE;
    private long bytes;

    /** Begins with ids above those of an earlier process. */
    void begin(long firstId, long wasForgottenBefore) {
        nextId = firstId;
        forgottenBefore = wasForgottenBefore;
    }

    /** The aggregate of a name. */
    Aggregate named(String name) {
        Aggregate known = byName.get(name);
        if (known == null) {
            known = new Aggregate(name);
            byName.put(name, known);
            account(known);
        }
        return known;
    }

    /** Puts one in; returns that which had its name, or null. */
    Aggregate put(Aggregate aggregate) {
        account(aggregate);
        Aggregate before = byName.put(aggregate.name, aggregate);
        if (before != null) {
            bytes -= before.accountedBytes;
            before.accountedBytes = 0;
        }
        return before;
    }

    /** Lets go of those that hold nothing: no name means them any more. */
    void dropUnused() {
        byName.values().removeIf(aggregate -> {
            boolean isUnused = aggregate.rule == null && aggregate.id == Aggregate.NO_ID && aggregate.closed.isEmpty();
            bytes -= isUnused ? aggregate.accountedBytes : 0;
            return isUnused;
        });
    }

    /**
     * Lets go of one that holds nothing but closed times, and keeps the end of these for all that are not known.
     *
     * @param most an end behind this is of no time that is meant, and must not close all that is to come
     */
    void forget(Aggregate aggregate, long most) {
        if (aggregate.closed.latest() <= most) {
            forgottenBefore = Math.max(forgottenBefore, aggregate.closed.latest());
        }
        byName.remove(aggregate.name);
        bytes -= aggregate.accountedBytes;
    }

    /** Looks again how much one takes. */
    void account(Aggregate aggregate) {
        long now = aggregate.memoryBytes();
        bytes += now - aggregate.accountedBytes;
        aggregate.accountedBytes = now;
    }

    /** A number that no aggregate has or had. */
    long newId() {
        return nextId++;
    }

    Collection<Aggregate> all() {
        return byName.values();
    }

    int size() {
        return byName.size();
    }

    /** Of aggregates that are not known all before is closed, since some have been forgotten; the least long if none has. */
    long forgottenBefore() {
        return forgottenBefore;
    }

    /** What all take in memory, by estimate. */
    long bytes() {
        return bytes;
    }
}
