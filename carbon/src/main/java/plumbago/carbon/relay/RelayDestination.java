package plumbago.carbon.relay;

import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.spool.FrameBuffer;

/** A destination as points go to it. Safe for many threads. */
interface RelayDestination extends AutoCloseable {
    /** As it is written in DESTINATIONS. */
    Destination destination();

    /** Takes lines, or counts why not. */
    void append(FrameBuffer lines, long millis);

    /** Whether so many bytes of lines can be taken without anybody having to wait. */
    boolean hasRoomFor(int bytes);

    /** Points that wait to be sent. */
    long waiting();

    /** Whether it can be sent to at this moment. */
    boolean isConnected();

    /** What became of its points. */
    DestinationCounters counters();

    /** Stops sending; what waits stays where it is. */
    @Override
    void close();
}
