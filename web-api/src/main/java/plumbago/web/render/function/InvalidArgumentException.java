package plumbago.web.render.function;

/** A target asks for something that cannot be done; the message names function and parameter. */
public final class InvalidArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean namesFunction;

    /** @param message what is wrong and what would be right, for the client */
    public InvalidArgumentException(String message) {
        this(message, false);
    }

    private InvalidArgumentException(String message, boolean namesFunction) {
        super(message);
        this.namesFunction = namesFunction;
    }

    /** The same, with the innermost function's name in front if it is not there yet. */
    InvalidArgumentException in(String function) {
        if (namesFunction) {
            return this;
        }
        String message = getMessage().startsWith(function) ? getMessage() : function + ": " + getMessage();
        return new InvalidArgumentException(message, true);
    }
}
