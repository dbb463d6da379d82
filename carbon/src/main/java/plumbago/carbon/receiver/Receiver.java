package plumbago.carbon.receiver;

import plumbago.base.measure.Measures;

/** A listener that points come in by. */
public interface Receiver extends AutoCloseable {
    /** The port that is listened on. */
    int port();

    /** How many senders are connected. */
    int connections();

    /** Reports what there is to report of this listener alone, beside the counts of all. */
    default void register(Measures measures) {}

    /** Stops listening and ends all connections; what was read of them has been passed on. */
    @Override
    void close();
}
