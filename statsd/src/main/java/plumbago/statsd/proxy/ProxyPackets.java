package plumbago.statsd.proxy;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import plumbago.base.net.DatagramHandler;
import plumbago.base.net.DatagramListener;

/** Passes on what comes in datagrams. */
final class ProxyPackets implements DatagramHandler {
    private final LineForwarder lines;
    private final byte[] packet = new byte[DatagramListener.MAX_BYTES];

    ProxyPackets(LineForwarder lines) {
        this.lines = lines;
    }

    @Override
    public void accept(ByteBuf content, InetSocketAddress sender) {
        int length = content.readableBytes();
        content.readBytes(packet, 0, length);
        lines.accept(packet, length);
    }

    @Override
    public void roundEnded() {
        lines.flush();
    }

    @Override
    public void refused() {
        throw new IllegalStateException("everybody may send");
    }
}
