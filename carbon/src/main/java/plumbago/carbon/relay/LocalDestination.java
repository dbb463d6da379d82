package plumbago.carbon.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.function.BooleanSupplier;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.send.SpooledLine;
import plumbago.carbon.relay.spool.FrameBuffer;

/** A destination that is this very process: points go straight into its own sink, which keeps them. */
final class LocalDestination implements RelayDestination {
    private final Destination destination;
    private final PointSink sink;
    private final BooleanSupplier isPaused;
    private final DestinationCounters counters;

    private final FastThreadLocal<PointBatch> batches = new FastThreadLocal<>() {
        @Override
        protected PointBatch initialValue() {
            return new PointBatch();
        }
    };

    /** @param isPaused whether whoever has more for the sink has to wait */
    LocalDestination(Destination destination, PointSink sink, BooleanSupplier isPaused, DestinationCounters counters) {
        this.destination = destination;
        this.sink = sink;
        this.isPaused = isPaused;
        this.counters = counters;
    }

    @Override
    public Destination destination() {
        return destination;
    }

    @Override
    public void append(FrameBuffer lines, long millis) {
        counters.attempted(lines.points());
        byte[] bytes = lines.bytes().array();
        ByteBuf read = Unpooled.wrappedBuffer(bytes, lines.start(), lines.length());
        PointBatch batch = batches.get();
        batch.reset(bytes, "relay");
        SpooledLine line = new SpooledLine();
        line.begin(read);
        while (line.next()) {
            int offset = lines.start() + line.nameOffset();
            int length = line.nameLength();
            batch.add(offset, length, NameHash.of(bytes, offset, length), line.timestamp(), line.value());
            if (batch.isFull()) {
                sink.accept(batch);
                batch.clear();
            }
        }
        if (batch.size() > 0) {
            sink.accept(batch);
        }
        counters.sent(lines.points());
        counters.messageSent();
    }

    @Override
    public boolean hasRoomFor(int bytes) {
        return !isPaused.getAsBoolean();
    }

    @Override
    public long waiting() {
        return 0;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public DestinationCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        // The sink is its owner's.
    }
}
