package plumbago.cli.whisper;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Says on a terminal how far a long operation has come, on one line of standard error that is written over again and
 * again. Says nothing where standard error is no terminal.
 */
final class ProgressLine implements AutoCloseable {
    /** Nobody reads faster, and a terminal over a slow line is not flooded. */
    private static final long NANOSECONDS_BETWEEN = 200_000_000;

    private final ToolContext context;
    private final boolean shown;
    private final LongSupplier nanoseconds;
    private long files;
    private long lastShown;
    private int lineLength;

    ProgressLine(ToolContext context, boolean shown, LongSupplier nanoseconds) {
        this.context = context;
        this.shown = shown;
        this.nanoseconds = nanoseconds;
        this.lastShown = nanoseconds.getAsLong();
    }

    static ProgressLine of(ToolContext context) {
        return new ProgressLine(context, context.errIsTerminal(), System::nanoTime);
    }

    /** A file is about to be worked on. */
    void at(Path file) {
        files++;
        if (!shown || nanoseconds.getAsLong() - lastShown < NANOSECONDS_BETWEEN) {
            return;
        }
        lastShown = nanoseconds.getAsLong();
        clear();
        String line = files + " files, at " + file;
        if (line.length() >= context.columns()) {
            line = line.substring(0, context.columns() - 1);
        }
        lineLength = line.length();
        context.err().print(line);
        context.err().flush();
    }

    /** Takes the line away, so that something else can be printed. */
    void clear() {
        if (lineLength > 0) {
            context.err().print("\r" + " ".repeat(lineLength) + "\r");
            context.err().flush();
            lineLength = 0;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
