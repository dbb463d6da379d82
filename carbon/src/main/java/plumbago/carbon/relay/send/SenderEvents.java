package plumbago.carbon.relay.send;

/** Is told what becomes of points that were sent, and of the connection; called by one thread at a time, which must not be kept. */
public interface SenderEvents {
    /** Points have been taken: TCP has acknowledged all of their bytes, or their datagram has been sent. */
    void delivered(long points);

    /** Points were older than they may be, and have been dropped. */
    void expired(long points);

    /** A message was written. */
    void messageSent();

    /** A connection was made. */
    void connected();

    /**
     * There is no connection: it could not be made, or it has ended.
     *
     * @param failures how often in a row none could be made that took anything
     * @param reason what was wrong, as the end of a sentence
     */
    void disconnected(int failures, String reason);
}
