package plumbago.carbon.receiver;

/** A listener that points come in by. */
public interface Receiver extends AutoCloseable {
    /** The port that is listened on. */
    int port();

    /** How many senders are connected. */
    int connections();

    /** Stops listening and ends all connections; what was read of them has been passed on. */
    @Override
    void close();
}
