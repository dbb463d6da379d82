package plumbago.cli.whisper;

import java.nio.file.Path;

/**
 * Says on a terminal how far a long operation has come, on one line of standard error that is written over again and
 * again. Says nothing where standard error is no terminal.
 */
final class ProgressLine implements AutoCloseable {
    /** Nobody reads faster, and a terminal over a slow line is not flooded. */
    private static final long NANOSECONDS_BETWEEN = 200_000_000;

    private final ToolContext context;
    private final boolean shown;
    private long files;
    private long lastShown = System.nanoTime();
    private int lineLength;

    private ProgressLine(ToolContext context, boolean shown) {
        this.context = context;
        this.shown = shown;
    }

    static ProgressLine of(ToolContext context) {
        return new ProgressLine(context, context.errIsTerminal());
    }

    /** A file is about to be worked on. */
    void at(Path file) {
        files++;
        if (!shown || System.nanoTime() - lastShown < NANOSECONDS_BETWEEN) {
            return;
        }
        lastShown = System.nanoTime();
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
