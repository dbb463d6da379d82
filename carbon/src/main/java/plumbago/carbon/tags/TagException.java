package plumbago.carbon.tags;

/** A tag, a tagged name or a tag expression that is not well made. */
public final class TagException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TagException(String message) {
        super(message);
    }
}
