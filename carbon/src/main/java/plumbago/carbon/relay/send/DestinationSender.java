package plumbago.carbon.relay.send;

import java.util.function.Predicate;
import plumbago.carbon.relay.spool.SpoolFrame;

/** Sends what waits for one destination, from the spool that it was made with. Safe for any number of threads. */
public interface DestinationSender extends AutoCloseable {
    /** Begins to send. */
    void start();

    /** Says that so many points were put into the spool. */
    void wake(int points);

    /** Whether the destination can be sent to at this moment. */
    boolean isConnected();

    /** Ends the connection, if there is one, and begins anew. */
    void reconnect();

    /**
     * Has what waits be taken elsewhere, as long as there is no connection and the taker takes it.
     *
     * @param taker is given each frame, whose lines stay ours; says whether it has taken it
     */
    void divert(Predicate<SpoolFrame> taker);

    /** Stops, after what has been sent has been acknowledged or a second is over; what waits stays in the spool. */
    @Override
    void close();
}
