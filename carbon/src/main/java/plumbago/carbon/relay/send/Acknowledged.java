package plumbago.carbon.relay.send;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How much of what was written to a connection the other side's TCP has acknowledged: a line has no acknowledgement of its own,
 * and what is on the way when a connection breaks is lost unless it is kept until then. Linux tells it (TCP_INFO, tcpi_bytes_acked);
 * elsewhere what the system has taken counts as acknowledged. Belongs to the connection's thread; first in its pipeline, so
 * that it sees what TLS makes of what is written.
 */
final class Acknowledged extends ChannelDuplexHandler {
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;

    /** tcpi_state, the first byte, of a connection that both sides have ended, or one by a reset. */
    private static final int TCP_CLOSE = 7;

    /** Where tcpi_bytes_acked is in the system's struct, since Linux 4.1. */
    private static final int BYTES_ACKED = 120;

    private static final int INFO_BYTES = BYTES_ACKED + Long.BYTES;
    private static final RawUnixChannelOption INFO =
            new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, TCP_INFO, INFO_BYTES);

    private final Channel channel;

    /** What counts as acknowledged before anything is written, as the beginning of the connection does. */
    private long base;

    private boolean isTold;
    private boolean isReset;
    private long written;
    private long acknowledged;

    Acknowledged(Channel channel) {
        this.channel = channel;
    }

    /** The connection has been made, and TLS has written nothing yet: what it writes is counted on both sides. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        isTold = channel instanceof EpollSocketChannel;
        base = 0;
        base = isTold ? told() : 0;
        context.fireChannelActive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
        }
        context.write(message, promise);
    }

    /** Bytes that have been written, as they go over the wire. */
    long written() {
        return written;
    }

    /** Those of them that have been acknowledged; as they were last known if the connection is closed. */
    long acknowledged() {
        if (channel.isOpen()) {
            acknowledged = Math.max(acknowledged, isTold ? told() : taken());
        }
        return acknowledged;
    }

    /** Whether nothing more can be acknowledged, as it was when that was asked last. */
    boolean isReset() {
        return isReset;
    }

    private long told() {
        try {
            ByteBuffer info = channel.config().getOption(INFO);
            isReset = info.get(info.position()) == TCP_CLOSE;
            return info.order(ByteOrder.nativeOrder()).getLong(info.position() + BYTES_ACKED) - base;
        } catch (ChannelException e) {
            // It is closed at this moment.
            return acknowledged;
        }
    }

    private long taken() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? acknowledged : Math.max(0, written - waiting.totalPendingWriteBytes());
    }
}
