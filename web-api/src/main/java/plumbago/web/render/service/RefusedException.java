package plumbago.web.render.service;

/** A render that is refused. The message is for who asked: it says what is wrong, and what would be right. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Whether there is use in asking again. */
    public enum Reason {
        /** The request makes no sense, and never will. */
        INVALID,
        /** It asks for more than any request may have; the message names the setting. */
        TOO_LARGE,
        /** Others hold what it needs; it may be asked again later. */
        BUSY,
        /** What is stored cannot be reached at present; it may be asked again later. */
        UNREACHABLE
    }

    RefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static RefusedException invalid(String message) {
        return new RefusedException(Reason.INVALID, message);
    }

    /** Whether there is use in asking again. */
    public Reason reason() {
        return reason;
    }
}
