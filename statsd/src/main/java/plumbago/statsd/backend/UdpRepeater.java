package plumbago.statsd.backend;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.statsd.config.RepeaterOption;

/** Passes packets on as datagrams, to all StatsDs from one socket. Names are looked up again once in a minute. */
final class UdpRepeater implements RepeaterTarget {
    private static final Logger LOG = LoggerFactory.getLogger(UdpRepeater.class);
    private static final long LOOK_UP_SECONDS = 60;
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(512 << 10, 1 << 20);

    private final List<RepeaterOption> repeaters;
    private final boolean ipv6;
    private final EventLoop loop;
    private final RepeaterCounters counters;
    private final List<Optional<InetSocketAddress>> addresses = new ArrayList<>();
    /** Null where the machine has no such socket. */
    private final Channel channel;

    UdpRepeater(List<RepeaterOption> repeaters, boolean ipv6, EventLoop loop, RepeaterCounters counters) {
        this.repeaters = repeaters;
        this.ipv6 = ipv6;
        this.loop = loop;
        this.counters = counters;
        this.channel = bind();
    }

    /** Waits for the machine only, and for no other one. */
    private Channel bind() {
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channelFactory(
                        () -> new NioDatagramChannel(ipv6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .handler(new ChannelInboundHandlerAdapter())
                .bind(0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            LOG.warn("cannot send packets to other StatsDs: {}", bound.cause().toString());
            return null;
        }
        return bound.channel();
    }

    @Override
    public void open() {
        repeaters.forEach(repeater -> addresses.add(Optional.empty()));
        lookUpAll();
    }

    private void lookUpAll() {
        for (int i = 0; i < repeaters.size(); i++) {
            RepeaterOption repeater = repeaters.get(i);
            Optional<InetSocketAddress> found = lookUp(repeater);
            if (found.isPresent()) {
                addresses.set(i, found);
            } else if (addresses.get(i).isEmpty()) {
                LOG.warn(
                        "{} has no address of {}; packets for it are dropped", repeater.host(), ipv6 ? "IPv6" : "IPv4");
            }
        }
        var unused = loop.schedule(this::lookUpAll, LOOK_UP_SECONDS, TimeUnit.SECONDS);
    }

    private Optional<InetSocketAddress> lookUp(RepeaterOption repeater) {
        try {
            for (InetAddress address : InetAddress.getAllByName(repeater.host())) {
                if (address instanceof Inet6Address == ipv6) {
                    return Optional.of(new InetSocketAddress(address, repeater.port()));
                }
            }
        } catch (UnknownHostException e) {
            LOG.debug("not found: {}", repeater.host());
        }
        return Optional.empty();
    }

    @Override
    public void packet(byte[] bytes, int offset, int length) {
        if (channel != null && !channel.isWritable()) {
            channel.flush();
        }
        for (Optional<InetSocketAddress> address : addresses) {
            if (channel == null || address.isEmpty() || !channel.isWritable()) {
                counters.dropped().incrementAndGet();
                continue;
            }
            ByteBuf copy = channel.alloc().buffer(length).writeBytes(bytes, offset, length);
            channel.write(new DatagramPacket(copy, address.get())).addListener(counters);
        }
    }

    @Override
    public void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    @Override
    public void drop() {
        counters.dropped().addAndGet(repeaters.size());
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.close();
        }
    }
}
