package plumbago.web.render.graph;

/** A picture that cannot be drawn here; the message says why, and what can. */
public final class UndrawableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndrawableException(String message, Throwable cause) {
        super(message, cause);
    }
}
