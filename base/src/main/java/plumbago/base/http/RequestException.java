package plumbago.base.http;

/** A request that cannot be answered, and the status that says why. The message goes to the client. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    public RequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** A request that makes no sense. */
    public static RequestException bad(String message) {
        return new RequestException(400, message);
    }

    public int status() {
        return status;
    }
}
