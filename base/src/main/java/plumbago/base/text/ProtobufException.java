package plumbago.base.text;

/** Bytes that are no message of Protocol Buffers. The message follows the word "because". */
public final class ProtobufException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message follows the word "because" */
    public ProtobufException(String message) {
        super(message, null, false, false);
    }
}
