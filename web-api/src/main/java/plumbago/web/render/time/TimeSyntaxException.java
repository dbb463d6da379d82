package plumbago.web.render.time;

/** A time or length of time that cannot be read; the message says what was expected. */
public final class TimeSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeSyntaxException(String message) {
        super(message);
    }
}
