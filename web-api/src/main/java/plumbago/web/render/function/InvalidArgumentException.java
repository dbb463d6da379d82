package plumbago.web.render.function;

/** A target asks for something that cannot be done; the message names function and parameter. */
public final class InvalidArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidArgumentException(String message) {
        super(message);
    }
}
