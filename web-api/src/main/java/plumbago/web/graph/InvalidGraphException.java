package plumbago.web.graph;

/** A graph that cannot be drawn as it was asked for. The message names the parameter or function, and what was expected. */
public final class InvalidGraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for who asked: what is wrong, and what would be right */
    public InvalidGraphException(String message) {
        super(message);
    }
}
