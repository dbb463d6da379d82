package plumbago.base.http;

import java.util.LinkedHashMap;
import java.util.Map;
import plumbago.base.measure.WorkEndedException;

/** A request that cannot be answered, and the status that says why. The message goes to the client. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, Integer> details = new LinkedHashMap<>();

    public RequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** A request that makes no sense. */
    public static RequestException bad(String message) {
        return new RequestException(400, message);
    }

    /** A request whose work was ended: 499, which nobody reads, if the client has gone, and 422 if it took too long. */
    public static RequestException of(WorkEndedException ended) {
        return new RequestException(
                ended.reason() == WorkEndedException.Reason.CLIENT_GONE ? 499 : 422, ended.getMessage());
    }

    /**
     * Tells machines a number beside the sentence, such as where the mistake is.
     *
     * @param name of the field in the answer
     */
    public RequestException with(String name, int number) {
        details.put(name, number);
        return this;
    }

    /** What is told beside the sentence. */
    Map<String, Integer> details() {
        return details;
    }

    public int status() {
        return status;
    }
}
