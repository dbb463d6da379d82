package plumbago.base.net;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/** What becomes of datagrams. All of it is called by the one thread that reads the socket. */
public interface DatagramHandler {
    /**
     * Accepts a datagram, whole as it was sent.
     *
     * @param content the listener's again when this returns: what is wanted of it is copied
     */
    void accept(ByteBuf content, InetSocketAddress sender);

    /** All that could be read for now has been passed on: what was gathered meanwhile should go its way. */
    default void roundEnded() {}

    /** Counts a datagram from an address that may not send; the listener logs it. */
    void refused();
}
