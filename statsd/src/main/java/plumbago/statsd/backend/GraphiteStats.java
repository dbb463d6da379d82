package plumbago.statsd.backend;

import java.nio.charset.StandardCharsets;
import plumbago.statsd.config.StatsdOptions;

/**
 * What is known of flushes to a Graphite: points of the next flush, and lines of the answer to {@code stats}. Safe for many
 * threads.
 */
public final class GraphiteStats {
    private static final String GROUP = ".graphiteStats.";

    private final byte[] lastExceptionName;
    private final byte[] lastFlushName;
    private final byte[] flushTimeName;
    private final byte[] flushLengthName;

    private long lastException;
    private long lastFlush;
    private long flushTime;
    private long flushLength;

    /** @param startSeconds when the process began, which counts as a flush; seconds since the epoch */
    public GraphiteStats(StatsdOptions options, long startSeconds) {
        StatsdOptions.Namespace namespace = options.namespace();
        String global = namespace.legacy() ? "stats" : namespace.globalPrefix();
        String prefix = (global.isEmpty() ? "" : global + ".") + options.prefixStats() + GROUP;
        String suffix = namespace.globalSuffix().map(text -> "." + text).orElse("");
        lastExceptionName = name(prefix, "last_exception", suffix);
        lastFlushName = name(prefix, "last_flush", suffix);
        flushTimeName = name(prefix, "flush_time", suffix);
        flushLengthName = name(prefix, "flush_length", suffix);
        lastFlush = startSeconds;
    }

    private static byte[] name(String prefix, String name, String suffix) {
        return (prefix + name + suffix).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A flush has been passed on.
     *
     * @param seconds when, since the epoch
     * @param millis how long that took
     * @param bytes how long it was
     */
    public synchronized void flushed(long seconds, long millis, long bytes) {
        lastFlush = seconds;
        flushTime = millis;
        flushLength = bytes;
    }

    /** A flush could not be passed on, at a time in seconds since the epoch. */
    public synchronized void failed(long seconds) {
        lastException = seconds;
    }

    /** Has the points visited that stand behind all others of a flush. */
    public void eachPoint(FlushedMetrics.PointVisitor visitor) {
        long exception;
        long flush;
        long time;
        long length;
        synchronized (this) {
            exception = lastException;
            flush = lastFlush;
            time = flushTime;
            length = flushLength;
        }
        visitor.point(lastExceptionName, 0, lastExceptionName.length, (double) exception);
        visitor.point(lastFlushName, 0, lastFlushName.length, (double) flush);
        visitor.point(flushTimeName, 0, flushTimeName.length, (double) time);
        visitor.point(flushLengthName, 0, flushLengthName.length, (double) length);
    }

    /** The lines of {@code stats}. */
    public synchronized void status(Backend.StatusWriter writer) {
        writer.put("last_flush", lastFlush);
        writer.put("last_exception", lastException);
        writer.put("flush_time", flushTime);
        writer.put("flush_length", flushLength);
    }
}
