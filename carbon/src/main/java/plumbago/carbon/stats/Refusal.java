package plumbago.carbon.stats;

/** What a listener did not take in. None of it is among the received points. Each kind has its own counter. */
public enum Refusal {
    /** A plaintext line that is no point. */
    LINE("badLines"),
    /** A point inside a sound frame that cannot be one: no number, no name. */
    POINT("badPoints"),
    /** A frame that cannot be decoded or is too long. */
    FRAME("badFrames"),
    /** A question on the query port that cannot be answered. */
    QUERY("badQueries"),
    /** A connection from an address that may not connect. */
    CONNECTION("refusedConnections"),
    /** A connection that does not come to speak TLS. */
    HANDSHAKE("badHandshakes"),
    /** A connection on the plaintext listener on which something else is spoken: HTTP, or TLS where there is none. */
    PROTOCOL("badProtocols"),
    /** A datagram from an address that may not send. */
    DATAGRAM("refusedDatagrams");

    private final String label;

    Refusal(String label) {
        this.label = label;
    }

    /** The name under which the counter is published. */
    public String label() {
        return label;
    }
}
