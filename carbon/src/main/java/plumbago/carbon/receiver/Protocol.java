package plumbago.carbon.receiver;

import java.io.IOException;
import java.net.InetSocketAddress;
import plumbago.base.net.ListenAddress;

/**
 * A protocol that points come in by. A receiver declares its own beside itself; a list of these is all that is needed to
 * have them listened for.
 *
 * @param name as users call it
 * @param address where it is listened for
 * @param opening begins to listen
 */
public record Protocol(String name, ListenAddress address, Opening opening) {
    /** Begins to listen for a protocol. */
    @FunctionalInterface
    public interface Opening {
        /** @throws IOException if the address cannot be listened on; the cause tells why */
        Receiver open(InetSocketAddress address, ReceiverContext context) throws IOException;
    }
}
