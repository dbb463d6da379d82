package plumbago.base.text.pickle;

/** Bytes that are no pickle of plain data. The message says what was found, to follow the word "because". */
public final class PickleException extends Exception {
    private static final long serialVersionUID = 1;

    PickleException(String message) {
        // Whoever sends rubbish shall not have stack traces made of it.
        super(message, null, false, false);
    }
}
