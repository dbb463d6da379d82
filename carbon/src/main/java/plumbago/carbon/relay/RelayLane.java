package plumbago.carbon.relay;

import java.util.Arrays;
import plumbago.base.text.Bytes;
import plumbago.carbon.point.FirstDropped;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.relay.spool.FrameBuffer;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

/**
 * What one thread needs to pass batches on: the routes of the names that it has seen, and the lines of the batch in hand, gathered
 * for each destination, so that each gets one piece and not as many as there are points.
 */
final class RelayLane {
    /** A destination's lines are passed on at this length, whatever is left of the batch. */
    private static final int FRAME_BYTES = 1 << 17;

    private static final long EXACT = 1L << 53;
    private static final int NOBODY = -1;

    private final RouteCache routes;
    private final Timestamps timestamps;
    private final PointCounters counters;

    /** Null before the first batch. */
    private RouteTable table;

    /** By destination; null for those that nothing came for. */
    private FrameBuffer[] buffers = new FrameBuffer[0];

    /** Destinations that the batch in hand has lines for, and which of those that share with them is to get them. */
    private int[] used = new int[0];

    private int[] takers = new int[0];
    private int usedCount;

    RelayLane(long cacheBytes, Timestamps timestamps, PointCounters counters) {
        this.routes = new RouteCache(cacheBytes);
        this.timestamps = timestamps;
        this.counters = counters;
    }

    /** Puts the points of a batch into the spools of their destinations. */
    void accept(PointBatch batch, RouteTable now, boolean own, long millis) {
        if (now != table) {
            use(now);
        }
        FirstDropped dropped = null;
        int withoutTime = -1;
        for (int i = 0; i < batch.size(); i++) {
            DropReason refusal = DropReason.INVALID_TIMESTAMP;
            if (timestamps.settle(batch, i)) {
                Route route = route(batch, i, own);
                refusal = route.refusal();
                if (refusal == null) {
                    write(route, batch, i, millis);
                    continue;
                }
            } else {
                withoutTime = i;
            }
            dropped = dropped == null ? new FirstDropped() : dropped;
            dropped.note(refusal, i);
            counters.dropped(refusal, 1);
        }
        for (int i = 0; i < usedCount; i++) {
            pass(used[i], millis);
            takers[used[i]] = NOBODY;
        }
        usedCount = 0;
        if (dropped != null) {
            dropped.offer(counters.examples(), batch);
        }
        if (withoutTime >= 0) {
            timestamps.logDropped(batch, withoutTime);
        }
    }

    private void use(RouteTable next) {
        table = next;
        routes.clear();
        int count = next.destinations().size();
        buffers = new FrameBuffer[count];
        used = new int[count];
        takers = new int[count];
        Arrays.fill(takers, NOBODY);
    }

    private Route route(PointBatch batch, int i, boolean own) {
        if (own) {
            return table.routeAllowed(batch.name(i));
        }
        byte[] bytes = batch.bytes();
        int offset = batch.nameOffset(i);
        int length = batch.nameLength(i);
        int hash = batch.nameHash(i);
        Route route = routes.find(bytes, offset, length, hash);
        if (route == null) {
            route = table.route(batch.name(i));
            routes.put(bytes, offset, length, hash, route);
        }
        return route;
    }

    private void write(Route route, PointBatch batch, int i, long millis) {
        FrameBuffer first = null;
        int start = 0;
        int length = 0;
        for (int destination : route.destinations()) {
            if (takers[destination] == NOBODY) {
                takers[destination] = table.shortest(destination);
                used[usedCount++] = destination;
            }
            FrameBuffer buffer = buffers[destination];
            if (buffer == null) {
                buffer = new FrameBuffer();
                buffers[destination] = buffer;
            } else if (buffer.length() > FRAME_BYTES) {
                pass(destination, millis);
            }
            Bytes bytes = buffer.bytes();
            if (first == null) {
                first = buffer;
                start = bytes.length();
                line(bytes, route, batch, i);
                length = bytes.length() - start;
            } else {
                bytes.put(first.bytes().array(), start, length);
            }
            buffer.added();
        }
    }

    private static void line(Bytes to, Route route, PointBatch batch, int i) {
        if (route.name() == null) {
            to.put(batch.bytes(), batch.nameOffset(i), batch.nameLength(i));
        } else {
            to.put(route.name());
        }
        to.put(' ');
        value(to, batch.value(i));
        to.put(' ').number(batch.timestamp(i)).put('\n');
    }

    /** All digits that the value needs: carbon cuts them off behind the tenth decimal. */
    private static void value(Bytes to, double value) {
        long whole = (long) value;
        if (whole == value && whole < EXACT && whole > -EXACT && (whole != 0 || 1 / value > 0)) {
            to.number(whole);
        } else if (Double.isInfinite(value)) {
            to.ascii(value > 0 ? "inf" : "-inf");
        } else {
            to.number(value);
        }
    }

    private void pass(int destination, long millis) {
        FrameBuffer lines = buffers[destination];
        if (lines.points() > 0) {
            table.destinations().get(takers[destination]).append(lines, millis);
            lines.clear();
        }
    }
}
