package plumbago.carbon.receiver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Whoever sends over one connection, or the one who sent a datagram: goes along with what it sent, so that is counted, and the log can say
 * whose it was. Belongs to one thread at a time.
 */
final class Sender {
    private final Senders senders;
    private final InetAddress address;
    private final String protocol;
    private final Object shown;

    /** Null until something is counted. */
    private Senders.Entry entry;

    private Sender(Senders senders, InetAddress address, String protocol, Object shown) {
        this.senders = senders;
        this.address = address;
        this.protocol = protocol;
        this.shown = shown;
    }

    /** Somebody at an address, or the address alone if it is one of another kind, whom nobody counts. */
    static Object of(Senders senders, SocketAddress address, String protocol) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? new Sender(senders, inet.getAddress(), protocol, inet)
                : String.valueOf(address);
    }

    /** Somebody of whom only the address is known. */
    static Sender of(Senders senders, InetAddress address, String protocol) {
        return new Sender(senders, address, protocol, address.getHostAddress());
    }

    /** Counts what was read at once. */
    static void received(Object sender, long points, long bytes) {
        if (sender instanceof Sender known) {
            known.senders.received(known.entry(), points, bytes);
        }
    }

    /** Counts something that was refused. */
    static void refused(Object sender) {
        if (sender instanceof Sender known) {
            known.senders.refused(known.entry());
        }
    }

    private Senders.Entry entry() {
        if (entry == null || entry.isForgotten()) {
            entry = senders.entry(address, protocol);
        }
        return entry;
    }

    @Override
    public String toString() {
        return shown.toString();
    }
}
