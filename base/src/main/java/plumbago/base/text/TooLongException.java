package plumbago.base.text;

/** An answer that would be longer than an array can be. The message goes to the client. */
public final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLongException() {
        super("the answer would be longer than 2 GiB; ask for fewer series or less time");
    }
}
