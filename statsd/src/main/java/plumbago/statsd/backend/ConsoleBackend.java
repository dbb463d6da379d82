package plumbago.statsd.backend;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import plumbago.statsd.javascript.Inspection;

/** Prints each flush, as node prints objects. */
public final class ConsoleBackend implements Backend {
    private static final int PRETTY_DEPTH = 5;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx (zzzz)", Locale.ENGLISH);

    private final PrintStream out;
    private final boolean pretty;
    private final ZoneId zone;
    private final long startSeconds;
    private volatile long lastFlush;

    /**
     * Prints to a stream, which is not closed.
     *
     * @param pretty whether with colours, and to five levels instead of two
     * @param zone that dates are printed in
     * @param startSeconds when the process began, seconds since the epoch
     */
    public ConsoleBackend(PrintStream out, boolean pretty, ZoneId zone, long startSeconds) {
        this.out = out;
        this.pretty = pretty;
        this.zone = zone;
        this.startSeconds = startSeconds;
        this.lastFlush = startSeconds;
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public void flush(FlushedMetrics metrics) {
        String date = DATE.format(Instant.ofEpochSecond(metrics.timestamp()).atZone(zone));
        String metricsAsText =
                pretty ? Inspection.inColours(metrics.structure(), PRETTY_DEPTH) : Inspection.of(metrics.structure());
        out.print("Flushing stats at  " + date + "\n" + metricsAsText + "\n");
        out.flush();
        lastFlush = metrics.timestamp();
    }

    /** The names have no {@code last_} at their beginning, and so times are shown and not ages, as in the original. */
    @Override
    public void status(StatusWriter writer) {
        writer.put("lastFlush", lastFlush);
        writer.put("lastException", startSeconds);
    }

    @Override
    public void close() {
        // the stream belongs to whoever gave it
    }
}
