package plumbago.base.http;

/** Why a request was not read to its end; the message is for the client. */
final class RefusedBody extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedBody(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /** Of the answer. */
    int status() {
        return status;
    }
}
