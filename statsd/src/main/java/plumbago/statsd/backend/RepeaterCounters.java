package plumbago.statsd.backend;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what becomes of packets for repeaters, also as what hears of the end of a write.
 *
 * @param passedOn packets that went out
 * @param dropped packets that did not
 */
record RepeaterCounters(AtomicLong passedOn, AtomicLong dropped) implements ChannelFutureListener {
    @Override
    public void operationComplete(ChannelFuture write) {
        (write.isSuccess() ? passedOn : dropped).incrementAndGet();
    }
}
