package plumbago.statsd.proxy;

/** Why a line is passed on to nobody. */
enum ProxyDrop {
    /** No node was in the ring, or its name could not be resolved. */
    NO_NODE("no_node"),
    /** It is longer than a datagram can be. */
    TOO_LONG("too_long"),
    /** Its connection speaks HTTP or TLS, and was ended. */
    OTHER_PROTOCOL("other_protocol"),
    /** Its connection sent no end of it while others needed the memory. */
    UNFINISHED("unfinished"),
    /** The system did not take it. */
    UNSENT("unsent");

    private final String label;

    ProxyDrop(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
