package plumbago.carbon.aggregator;

import java.util.ArrayList;
import java.util.List;
import plumbago.carbon.point.FirstDropped;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

/** Points that are collected while a lock is held, and given to a sink when it is not. Belongs to one thread at a time. */
final class Outgoing {
    private static final int NAME_BYTES = 1 << 16;

    /** A batch with the array that its names lie in. */
    private static final class Filled {
        private final PointBatch batch = new PointBatch();
        private byte[] names = new byte[NAME_BYTES];
        private int end;
    }

    private final List<Filled> all = new ArrayList<>();
    private int used;
    private Object sender = "";

    /** What of the batch in hand is left out; null if nothing is. */
    private FirstDropped dropped;

    private int withoutTime = -1;

    /** Begins with points of somebody. */
    void begin(Object from) {
        sender = from;
        dropped = null;
        withoutTime = -1;
    }

    boolean isEmpty() {
        return used == 0;
    }

    /** Adds a point as it came. */
    void add(PointBatch from, int i) {
        add(from.bytes(), from.nameOffset(i), from.nameLength(i), from.nameHash(i), from.timestamp(i), from.value(i));
    }

    /** Leaves a point out, and counts it. */
    void drop(DropReason reason, int point, PointCounters counters) {
        counters.dropped(reason, 1);
        dropped = dropped == null ? new FirstDropped() : dropped;
        dropped.note(reason, point);
        if (reason == DropReason.INVALID_TIMESTAMP) {
            withoutTime = point;
        }
    }

    /** Gives examples of what was left out of a batch, and logs a timestamp that is none. */
    void offerDropped(PointBatch from, PointCounters counters, Timestamps timestamps) {
        if (dropped != null) {
            dropped.offer(counters.examples(), from);
            dropped = null;
        }
        if (withoutTime >= 0) {
            timestamps.logDropped(from, withoutTime);
            withoutTime = -1;
        }
    }

    void add(byte[] name, int offset, int length, int hash, long timestamp, double value) {
        Filled last = used == 0 ? next(length) : all.get(used - 1);
        if (last.batch.isFull() || last.end + length > last.names.length) {
            last = next(length);
        }
        System.arraycopy(name, offset, last.names, last.end, length);
        last.batch.add(last.end, length, hash, timestamp, value);
        last.end += length;
    }

    private Filled next(int length) {
        if (used == all.size()) {
            all.add(new Filled());
        }
        Filled next = all.get(used++);
        if (next.names.length < length) {
            next.names = new byte[length];
        }
        next.batch.reset(next.names, sender);
        next.end = 0;
        return next;
    }

    /** How many batches there are to be given away. */
    int batches() {
        return used;
    }

    /** Gives all of it away, and is empty then. */
    void deliver(PointSink sink) {
        int batches = used;
        used = 0;
        for (int i = 0; i < batches; i++) {
            sink.accept(all.get(i).batch);
        }
    }
}
