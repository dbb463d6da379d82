package plumbago.statsd.backend;

import java.util.Map;

/** An interval as a backend sees it. */
public interface FlushedMetrics {
    /** Seconds since the epoch. */
    long timestamp();

    /** Has each point visited, under its name in Graphite and in the original's order. May be called again. */
    void eachPoint(PointVisitor visitor);

    /** What the original's console prints: maps, lists, numbers and texts for {@code Inspection}. */
    Map<String, Object> structure();

    /** Takes one point. */
    @FunctionalInterface
    interface PointVisitor {
        /** @param name bytes of UTF-8, which change after the call */
        void point(byte[] name, int offset, int length, double value);
    }
}
