package plumbago.statsd.backend;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.statsd.config.RepeaterOption;

/** Passes packets on by a connection, each with a line end behind it; one that broke is made again a second later. */
final class TcpRepeater implements RepeaterTarget {
    private static final Logger LOG = LoggerFactory.getLogger(TcpRepeater.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final long AGAIN_SECONDS = 1;
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(512 << 10, 1 << 20);

    private final RepeaterOption repeater;
    private final EventLoop loop;
    private final RepeaterCounters counters;
    /** What came in while there was no connection. */
    private final PacketBuffer waiting = new PacketBuffer();
    /** Null while there is no connection. */
    private Channel channel;

    /** What is written with the next flush; null if there is nothing. */
    private ByteBuf lines;

    private int packets;
    private boolean closed;
    private boolean failing;

    TcpRepeater(RepeaterOption repeater, EventLoop loop, RepeaterCounters counters) {
        this.repeater = repeater;
        this.loop = loop;
        this.counters = counters;
    }

    @Override
    public void open() {
        if (closed) {
            return;
        }
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .handler(new Answers())
                .connect(repeater.host(), repeater.port())
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        connected(connected.channel());
                    } else {
                        failed(connected.cause().toString());
                    }
                });
    }

    private void connected(Channel connection) {
        channel = connection;
        failing = false;
        connection.closeFuture().addListener(end -> {
            channel = null;
            failed("the connection was closed");
        });
        waiting.forEach(this::append);
        waiting.clear();
        flush();
        if (closed) {
            connection.close();
        }
    }

    private void failed(String why) {
        if (closed) {
            return;
        }
        if (!failing) {
            LOG.warn("cannot pass packets on to {}:{}: {}", repeater.host(), repeater.port(), why);
        }
        failing = true;
        var unused = loop.schedule(this::open, AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void packet(byte[] bytes, int offset, int length) {
        if (channel == null) {
            if (closed || !waiting.add(bytes, offset, length)) {
                drop();
            }
        } else if (channel.isWritable()) {
            append(bytes, offset, length);
        } else {
            drop();
        }
    }

    private void append(byte[] bytes, int offset, int length) {
        if (lines == null) {
            lines = channel.alloc().buffer();
        }
        lines.writeBytes(bytes, offset, length).writeByte('\n');
        packets++;
    }

    @Override
    public void flush() {
        if (lines == null) {
            return;
        }
        ByteBuf all = lines;
        int count = packets;
        lines = null;
        packets = 0;
        if (channel == null) {
            all.release();
            counters.dropped().addAndGet(count);
            return;
        }
        channel.writeAndFlush(all)
                .addListener(write -> (write.isSuccess() ? counters.passedOn() : counters.dropped()).addAndGet(count));
    }

    @Override
    public void drop() {
        counters.dropped().incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        waiting.forEach((bytes, offset, length) -> drop());
        waiting.clear();
        if (channel != null) {
            channel.close();
        }
    }

    /** A StatsD answers nothing; what comes all the same is passed over. */
    private static final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
