package plumbago.base.net;

/** Counts what comes to no exchange of bytes at all. Called from many threads. */
public interface ConnectionCounters {
    /** Counts a connection from an address that may not connect. */
    void connectionRefused();

    /** Counts a connection that did not come to speak TLS. */
    void handshakeFailed();
}
