package plumbago.carbon.relay.route;

/** Chooses destinations by the name of a metric. Gives the same answer for ever, and is safe for use by several threads. */
public interface Router {
    /**
     * The destinations of a metric, as indexes into the list that this was made of, in the original's order; an index may
     * come twice where the original sends twice.
     */
    int[] destinations(String metric);

    /** Why they are these: one sentence for people. */
    String reason(String metric);
}
