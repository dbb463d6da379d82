package plumbago.statsd.javascript;

/** Says where a text is no literal of JavaScript, and what was expected. */
public final class JsSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    JsSyntaxException(int line, String problem) {
        super("line " + line + ": " + problem);
        this.line = line;
    }

    /** The line, counted from 1. */
    public int line() {
        return line;
    }
}
