package plumbago.base.measure;

/** Work on a request that was ended before it was done; the message says why, and what would help. */
public final class WorkEndedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why there was no use in going on. */
    public enum Reason {
        /** Nobody waits for the answer any more. */
        CLIENT_GONE,
        /** It took longer than it may. */
        TIME_IS_OVER
    }

    /** @param message for who asked */
    public WorkEndedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why there was no use in going on. */
    public Reason reason() {
        return reason;
    }
}
