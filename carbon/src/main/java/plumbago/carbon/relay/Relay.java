package plumbago.carbon.relay;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Clock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.relay.send.SpooledLine;
import plumbago.carbon.relay.spool.SpoolFrame;
import plumbago.carbon.stats.PointCounters;

/**
 * Passes points on: each to the spools of the destinations that its name goes to. When {@link #accept} returns they are there,
 * and outlive the process. Safe for many threads.
 */
final class Relay implements PointSink {
    private final Clock clock;
    private final PointCounters counters;
    private final FastThreadLocal<RelayLane> lanes;

    /** Held for reading while a batch is passed on: when the table has been changed nobody writes by the old one any more. */
    private final ReadWriteLock changing = new ReentrantReadWriteLock();

    private volatile RouteTable table;

    /** @param cacheBytes memory for the routes of names, for each thread */
    Relay(RouteTable table, Timestamps timestamps, PointCounters counters, long cacheBytes, Clock clock) {
        this.table = table;
        this.counters = counters;
        this.clock = clock;
        this.lanes = new FastThreadLocal<>() {
            @Override
            protected RelayLane initialValue() {
                return new RelayLane(cacheBytes, timestamps, counters);
            }
        };
    }

    @Override
    public void accept(PointBatch batch) {
        pass(batch, false);
        counters.received(batch.size());
    }

    /** Takes what the process says of itself, about which no list is asked. */
    void acceptOwn(PointBatch batch) {
        pass(batch, true);
        counters.received(batch.size());
    }

    private void pass(PointBatch batch, boolean own) {
        changing.readLock().lock();
        try {
            lanes.get().accept(batch, table, own, clock.millis());
        } finally {
            changing.readLock().unlock();
        }
    }

    /**
     * Passes on what waited for a destination that is not there any more; it has been counted already, and no list is asked
     * again.
     *
     * @param from the destination
     * @return whether it was taken; not if others have no room for it, or some of it has nowhere else to go
     */
    boolean reroute(SpoolFrame frame, RelayDestination from) {
        RouteTable now = table;
        ByteBuf lines = frame.lines();
        if (!now.isAway(from) || !now.hasRoomFor(lines.readableBytes())) {
            return false;
        }
        boolean mayBeBound = now.destinations().contains(from);
        SpooledLine line = new SpooledLine();
        line.begin(lines);
        while (mayBeBound && line.next()) {
            if (now.isBoundTo(line.name(), from)) {
                return false;
            }
        }
        pass(lines);
        return true;
    }

    private void pass(ByteBuf lines) {
        byte[] bytes = new byte[lines.readableBytes()];
        int start = lines.readerIndex();
        lines.getBytes(start, bytes);
        PointBatch batch = new PointBatch();
        batch.reset(bytes, "a spool");
        SpooledLine line = new SpooledLine();
        line.begin(lines);
        while (line.next()) {
            int offset = line.nameOffset() - start;
            int hash = NameHash.of(bytes, offset, line.nameLength());
            batch.add(offset, line.nameLength(), hash, line.timestamp(), line.value());
            if (batch.isFull()) {
                pass(batch, true);
                batch.clear();
            }
        }
        if (batch.size() > 0) {
            pass(batch, true);
        }
    }

    /** Goes on with another table; nobody writes by the old one when this returns. */
    void change(RouteTable next) {
        changing.writeLock().lock();
        try {
            table = next;
        } finally {
            changing.writeLock().unlock();
        }
    }

    /** What is in force. */
    RouteTable table() {
        return table;
    }
}
