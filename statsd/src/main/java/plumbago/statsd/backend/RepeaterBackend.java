package plumbago.statsd.backend;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import plumbago.statsd.config.RepeaterOption;

/**
 * Passes packets on to other StatsDs as they came in: datagrams unchanged, over TCP with a line end behind each. Packets wait
 * in a bounded buffer for the thread that sends them; what does not fit into it, or what a StatsD does not take, is dropped
 * and counted.
 */
public final class RepeaterBackend implements PacketCopy {
    private static final long CLOSE_SECONDS = 2;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final List<RepeaterTarget> targets;
    private final AtomicLong passedOn = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    private PacketBuffer filling = new PacketBuffer();
    private PacketBuffer spare = new PacketBuffer();
    private boolean drainIsDue;
    private boolean closed;

    /**
     * Starts the thread, which looks names up and connects.
     *
     * @param protocol {@code udp4}, {@code udp6} or {@code tcp}
     */
    public RepeaterBackend(List<RepeaterOption> repeaters, String protocol) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("statsd-repeater", true), NioIoHandler.newFactory());
        loop = group.next();
        RepeaterCounters counters = new RepeaterCounters(passedOn, dropped);
        targets = protocol.equals("tcp")
                ? repeaters.stream()
                        .<RepeaterTarget>map(repeater -> new TcpRepeater(repeater, loop, counters))
                        .toList()
                : List.of(new UdpRepeater(repeaters, protocol.equals("udp6"), loop, counters));
        loop.execute(() -> targets.forEach(RepeaterTarget::open));
    }

    @Override
    public void packet(byte[] bytes, int offset, int length) {
        synchronized (this) {
            if (!closed && filling.add(bytes, offset, length)) {
                if (!drainIsDue) {
                    drainIsDue = true;
                    loop.execute(this::drain);
                }
                return;
            }
        }
        drop();
    }

    private void drop() {
        targets.forEach(RepeaterTarget::drop);
    }

    private void drain() {
        PacketBuffer full;
        synchronized (this) {
            full = filling;
            filling = spare;
            drainIsDue = false;
        }
        for (RepeaterTarget target : targets) {
            full.forEach(target::packet);
            target.flush();
        }
        full.clear();
        synchronized (this) {
            spare = full;
        }
    }

    /** Packets that went out, counted for each StatsD they went to. */
    public long passedOn() {
        return passedOn.get();
    }

    /** Packets that were dropped, counted for each StatsD they did not go to. */
    public long dropped() {
        return dropped.get();
    }

    /** Sends what waits, for two seconds at most. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        loop.submit(() -> {
                    drain();
                    targets.forEach(RepeaterTarget::close);
                })
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
