package plumbago.statsd.backend;

/** Where flushes go. Called by the thread that flushes alone. */
public interface Backend extends AutoCloseable {
    /** As the answer to the management port's {@code stats} calls it. */
    String name();

    /** Passes an interval on. What goes wrong is logged and counted: the next interval comes all the same. */
    void flush(FlushedMetrics metrics);

    /** What the management port's {@code stats} shows of it, in order; may be called by any thread. */
    void status(StatusWriter writer);

    @Override
    void close();

    /** Takes one line of the answer to {@code stats}. */
    @FunctionalInterface
    interface StatusWriter {
        /** @param value a time in seconds since the epoch where the name begins with {@code last_}: shown as an age */
        void put(String statistic, long value);
    }
}
