package plumbago.statsd.backend;

/** Where packets are passed on to. Belongs to the thread that sends, but for {@link #drop}. */
interface RepeaterTarget {
    /** Begins. */
    void open();

    /** Passes a packet on, or drops it; is buffered until {@link #flush}. */
    void packet(byte[] bytes, int offset, int length);

    void flush();

    /** Counts a packet that does not come here; any thread. */
    void drop();

    void close();
}
