package plumbago.carbon.relay.send;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import plumbago.base.net.Transport;
import plumbago.carbon.relay.spool.Spool;
import plumbago.carbon.relay.spool.SpoolFrame;

/**
 * Sends over TCP. At most {@value #WINDOW_BYTES} bytes are on the way without having been acknowledged: that is what may come
 * twice when a relay is killed; when a connection breaks it is the one line, or frame of points, in which the acknowledgement
 * ended. A destination that takes nothing is waited for; what comes in for it stays in its spool.
 */
public final class TcpSender implements DestinationSender {
    /** Most that is on the way. */
    static final int WINDOW_BYTES = 1 << 19;

    private static final int CONNECT_MILLIS = 5_000;
    private static final long FIRST_LOOK_MILLIS = 4;
    private static final long MOST_LOOK_MILLIS = 64;
    private static final long CLOSE_MILLIS = 1_000;
    private static final int DIVERTED_AT_ONCE = 16;

    private final SenderOptions options;
    private final Spool spool;
    private final Transport transport;
    private final EventLoop loop;
    private final SenderEvents events;
    private final LongSupplier millis;
    private final Messages messages;
    private final CatchUpPace pace;
    private final Backoff backoff = new Backoff();
    private final InFlight inFlight = new InFlight();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Null while there is no connection, and while it is being made. */
    private Channel channel;

    private Acknowledged acknowledged;
    private volatile boolean isConnected;
    private volatile boolean isClosing;

    /** Whether the destination says no more: what is on the way to it may still be taken. */
    private boolean isEnding;

    private boolean isLooking;
    private long lookMillis = FIRST_LOOK_MILLIS;

    /** Takes what waits elsewhere while there is no connection; null where it is to wait. */
    private Predicate<SpoolFrame> elsewhere;

    /** Bytes of the next frame's lines that the connection before had delivered. */
    private int delivered;

    private String lastReason = "";

    /**
     * @param transport the threads; stays the caller's
     * @param millis a clock, since the epoch
     */
    public TcpSender(
            SenderOptions options, Spool spool, Transport transport, SenderEvents events, LongSupplier millis) {
        this.options = options;
        this.spool = spool;
        this.transport = transport;
        this.loop = transport.loops().next();
        this.events = events;
        this.millis = millis;
        this.pace = new CatchUpPace(options.catchUpPerSecond(), System.nanoTime());
        this.messages = switch (options.protocol()) {
            case PICKLE -> FramedMessages.pickles(options.pointsPerMessage(), PooledByteBufAllocator.DEFAULT);
            case PROTOBUF -> FramedMessages.protobuf(options.pointsPerMessage(), PooledByteBufAllocator.DEFAULT);
            case LINE, UDP -> Messages.lines();
        };
    }

    @Override
    public void start() {
        loop.execute(this::connect);
    }

    @Override
    public void wake(int points) {
        pace.appended(points);
        if (isConnected && !isWoken.getAndSet(true)) {
            loop.execute(this::send);
        }
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }

    @Override
    public void reconnect() {
        loop.execute(() -> broken("it was to be made anew"));
    }

    @Override
    public void divert(Predicate<SpoolFrame> taker) {
        loop.execute(() -> {
            elsewhere = taker;
            divertSome();
        });
    }

    private void divertSome() {
        for (int i = 0; i < DIVERTED_AT_ONCE; i++) {
            boolean isAway = channel == null && elsewhere != null && !isClosing;
            Optional<SpoolFrame> frame = isAway ? spool.next() : Optional.empty();
            if (frame.isEmpty()) {
                elsewhere = null;
                return;
            }
            boolean isTaken = elsewhere.test(frame.get());
            frame.get().lines().release();
            if (!isTaken) {
                spool.rewind();
                elsewhere = null;
                return;
            }
            delivered = 0;
            spool.acknowledge(1);
        }
        loop.execute(this::divertSome);
    }

    private void connect() {
        if (isClosing) {
            ended.complete(null);
            return;
        }
        HostLookup.begin(options, loop, this::connectTo, this::failed);
    }

    private void connectTo(InetSocketAddress address) {
        if (isClosing) {
            ended.complete(null);
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(transport.clientChannel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                // The end of a connection is looked at before it is closed: what had been acknowledged is known only
                // then.
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(WINDOW_BYTES, 2 * WINDOW_BYTES))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        Acknowledged told = new Acknowledged(made);
                        made.pipeline().addLast(told);
                        options.tls().ifPresent(tls -> {
                            SslHandler handler = tls.newHandler(made.alloc(), options.host(), options.port());
                            made.pipeline().addLast(handler);
                        });
                        made.pipeline().addLast(new SenderConnection(TcpSender.this, told));
                    }
                })
                .connect(address);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                failed(ConnectProblem.of(done.cause()));
            }
        });
    }

    /** A connection can be written to, from its thread. */
    void ready(Channel made, Acknowledged told) {
        if (isClosing) {
            made.close();
            return;
        }
        channel = made;
        acknowledged = told;
        isConnected = true;
        lastReason = "";
        pace.begin();
        events.connected();
        send();
    }

    private void send() {
        isWoken.set(false);
        if (channel == null || isClosing || isEnding) {
            return;
        }
        lookAtAcknowledged();
        boolean written = false;
        while (pace.allows(System.nanoTime())) {
            // A frame that is longer than the window goes alone.
            Optional<SpoolFrame> frame =
                    spool.next(inFlight.bytes() == 0 ? Long.MAX_VALUE : WINDOW_BYTES - inFlight.bytes());
            if (frame.isEmpty()) {
                break;
            }
            write(frame.get());
            written = true;
        }
        if (written) {
            messages.finish(this::write);
            channel.flush();
            inFlight.written(acknowledged.written());
        }
        lookAgain();
    }

    private void write(SpoolFrame frame) {
        long maxAge = options.maxAge().toMillis();
        if (maxAge > 0 && frame.accepted() < millis.getAsLong() - maxAge) {
            delivered = 0;
            inFlight.addExpired(frame.points(), frame.lines().readableBytes());
            frame.lines().release();
            return;
        }
        ByteBuf lines = frame.lines();
        int skipped = 0;
        if (delivered > 0) {
            int newline = lines.forEachByteDesc(0, Math.min(delivered, lines.readableBytes()), one -> one != '\n');
            skipped = newline + 1;
            lines.skipBytes(skipped);
            delivered = 0;
        }
        inFlight.add(frame.points(), lines.readableBytes(), skipped);
        pace.sent(frame.points());
        messages.add(lines, this::write);
        if (messages.begun() >= options.pointsPerMessage() / 2) {
            messages.finish(this::write);
        }
        if (messages.begun() == 0 && options.tls().isEmpty()) {
            inFlight.written(acknowledged.written());
        }
    }

    private void write(ByteBuf message) {
        if (message.isReadable()) {
            events.messageSent();
            channel.write(message, channel.voidPromise());
        } else {
            message.release();
        }
    }

    private void lookAtAcknowledged() {
        if (inFlight.isEmpty()) {
            return;
        }
        InFlight.Taken taken = inFlight.acknowledged(acknowledged.acknowledged());
        if (taken.frames() > 0) {
            spool.acknowledge(taken.frames());
            lookMillis = FIRST_LOOK_MILLIS;
            if (taken.points() > 0) {
                backoff.succeeded();
                events.delivered(taken.points());
            }
            if (taken.expired() > 0) {
                events.expired(taken.expired());
            }
        }
    }

    private void lookAgain() {
        boolean isHeldBack =
                inFlight.isEmpty() && !Double.isInfinite(options.catchUpPerSecond()) && spool.waiting() > 0;
        if ((inFlight.isEmpty() && !isHeldBack) || isLooking) {
            return;
        }
        isLooking = true;
        loop.schedule(this::look, lookMillis, TimeUnit.MILLISECONDS);
        lookMillis = Math.min(MOST_LOOK_MILLIS, 2 * lookMillis);
    }

    private void look() {
        isLooking = false;
        if (channel == null) {
            return;
        }
        if (isClosing || isEnding) {
            lookAtAcknowledged();
            if (inFlight.isEmpty() || acknowledged.isReset()) {
                channel.close();
            } else {
                lookAgain();
            }
            return;
        }
        send();
    }

    /**
     * The destination has ended its half of the connection, from its thread. Most close it altogether, and refuse what is on the
     * way; others read on to the end, and what they take must not be sent again.
     */
    void ending(Channel half, String reason) {
        if (half != channel || inFlight.isEmpty()) {
            broken(reason);
            half.close();
            return;
        }
        lastReason = reason;
        isConnected = false;
        isEnding = true;
        lookMillis = FIRST_LOOK_MILLIS;
        lookAgain();
        loop.schedule(() -> half.close(), 2 * CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The connection is of no use any more, from its thread: what has been acknowledged is looked at, and it is closed. */
    void broken(String reason) {
        if (channel != null) {
            lastReason = reason;
            lookAtAcknowledged();
            channel.close();
        }
    }

    /** A connection has ended, from its thread. */
    void ended(Channel gone, String reason) {
        if (gone == channel) {
            isConnected = false;
            isEnding = false;
            channel = null;
            lookAtAcknowledged();
            if (!inFlight.isEmpty()) {
                boolean areLines =
                        options.protocol() == WireProtocol.LINE && options.tls().isEmpty();
                delivered = areLines ? inFlight.partOfOldest(acknowledged.acknowledged()) : 0;
            }
            inFlight.clear();
            messages.clear();
            spool.rewind();
        }
        failed(lastReason.isEmpty() ? reason : lastReason);
    }

    private void failed(String reason) {
        if (isClosing) {
            ended.complete(null);
            return;
        }
        long wait = backoff.failed();
        events.disconnected(backoff.failures(), reason);
        loop.schedule(this::connect, wait, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        isClosing = true;
        loop.execute(() -> {
            if (channel == null) {
                ended.complete(null);
            } else if (inFlight.isEmpty()) {
                channel.close();
            } else {
                lookAgain();
                Channel closing = channel;
                loop.schedule(() -> closing.close(), CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
        ended.completeOnTimeout(null, 2 * CLOSE_MILLIS, TimeUnit.MILLISECONDS).join();
    }
}
