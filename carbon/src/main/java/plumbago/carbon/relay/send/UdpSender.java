package plumbago.carbon.relay.send;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import plumbago.base.net.Transport;
import plumbago.carbon.relay.spool.Spool;
import plumbago.carbon.relay.spool.SpoolFrame;

/**
 * Sends lines in datagrams, whole ones in each. Nobody acknowledges a datagram: what the system has taken counts as delivered, and
 * nothing waits for a destination that is not there.
 */
public final class UdpSender implements DestinationSender {
    /** What goes through usual networks in one piece. */
    private static final int DATAGRAM_BYTES = 1_400;

    private static final int MOST_DATAGRAM_BYTES = 65_507;

    private final SenderOptions options;
    private final Spool spool;
    private final Transport transport;
    private final EventLoop loop;
    private final SenderEvents events;
    private final LongSupplier millis;
    private final CatchUpPace pace;
    private final Backoff backoff = new Backoff();
    private final AtomicBoolean isWoken = new AtomicBoolean();

    /** Null while there is no socket. */
    private Channel channel;

    private volatile boolean isConnected;
    private boolean isSending;

    /** Whether sending goes on by itself when the pace allows it. */
    private boolean isHeldBack;

    private boolean isClosing;

    /**
     * @param transport the threads; stays the caller's
     * @param millis a clock, since the epoch
     */
    public UdpSender(
            SenderOptions options, Spool spool, Transport transport, SenderEvents events, LongSupplier millis) {
        this.options = options;
        this.spool = spool;
        this.transport = transport;
        this.loop = transport.loops().next();
        this.events = events;
        this.millis = millis;
        this.pace = new CatchUpPace(options.catchUpPerSecond(), System.nanoTime());
    }

    @Override
    public void start() {
        HostLookup.begin(options, loop, this::open, this::failed);
    }

    private void open(InetSocketAddress address) {
        if (isClosing) {
            return;
        }
        ChannelFuture opening = new Bootstrap()
                .group(loop)
                .channel(transport.datagramChannel())
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                        // A datagram before was told to be refused. The next one may not be.
                    }
                })
                .connect(address);
        opening.addListener(done -> {
            if (done.isSuccess() && isClosing) {
                opening.channel().close();
            } else if (done.isSuccess()) {
                channel = opening.channel();
                isConnected = true;
                backoff.succeeded();
                pace.begin();
                events.connected();
                send();
            } else {
                failed(ConnectProblem.of(done.cause()));
            }
        });
    }

    private void failed(String reason) {
        if (!isClosing) {
            long wait = backoff.failed();
            events.disconnected(backoff.failures(), reason);
            loop.schedule(this::start, wait, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void wake(int points) {
        pace.appended(points);
        if (isConnected && !isWoken.getAndSet(true)) {
            loop.execute(this::send);
        }
    }

    private void send() {
        isWoken.set(false);
        while (channel != null && !isSending && !isClosing) {
            if (!pace.allows(System.nanoTime())) {
                if (isHeldBack) {
                    return;
                }
                isHeldBack = true;
                loop.schedule(this::goOn, 10, TimeUnit.MILLISECONDS);
                return;
            }
            Optional<SpoolFrame> frame = spool.next();
            if (frame.isEmpty()) {
                return;
            }
            sendFrame(frame.get());
        }
    }

    private void goOn() {
        isHeldBack = false;
        send();
    }

    private void sendFrame(SpoolFrame frame) {
        ByteBuf lines = frame.lines();
        long maxAge = options.maxAge().toMillis();
        if (maxAge > 0 && frame.accepted() < millis.getAsLong() - maxAge) {
            lines.release();
            spool.acknowledge(1);
            events.expired(frame.points());
            return;
        }
        pace.sent(frame.points());
        isSending = true;
        ChannelFuture last = channel.newSucceededFuture();
        while (lines.isReadable()) {
            int length = datagram(lines);
            if (length > MOST_DATAGRAM_BYTES) {
                lines.skipBytes(length);
            } else {
                events.messageSent();
                last = channel.write(lines.readRetainedSlice(length));
            }
        }
        lines.release();
        channel.flush();
        last.addListener(done -> {
            // Refused ones are as good as lost ones, which nobody hears of.
            isSending = false;
            spool.acknowledge(1);
            events.delivered(frame.points());
            if (!isWoken.getAndSet(true)) {
                loop.execute(this::send);
            }
        });
    }

    /** Bytes of as many lines as go into a datagram, or of one that is longer. */
    private static int datagram(ByteBuf lines) {
        int start = lines.readerIndex();
        int most = Math.min(DATAGRAM_BYTES, lines.readableBytes());
        int newline = lines.forEachByteDesc(start, most, one -> one != '\n');
        if (newline < 0) {
            newline = lines.indexOf(start, lines.writerIndex(), (byte) '\n');
        }
        return newline + 1 - start;
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }

    @Override
    public void reconnect() {
        // There is no connection.
    }

    @Override
    public void divert(Predicate<SpoolFrame> taker) {
        // Nothing waits.
    }

    @Override
    public void close() {
        loop.submit(() -> {
                    isClosing = true;
                    isConnected = false;
                    if (channel != null) {
                        channel.close();
                        channel = null;
                    }
                })
                .awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
