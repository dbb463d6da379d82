package plumbago.carbon.query;

/** Metadata that cannot be read or set. The message begins with the name of the original's error. */
public final class MetadataException extends Exception {
    private static final long serialVersionUID = 1;

    MetadataException(String message) {
        super(message, null, false, false);
    }
}
