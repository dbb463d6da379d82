package plumbago.base.http;

/** What is to be known of a route before a request to it is answered. */
public enum RouteTrait {
    /**
     * Told in a moment from what is in memory: answered by a thread that does nothing else, so that whoever watches the
     * process hears from it however much work there is.
     */
    QUICK,

    /** Takes points: has threads of its own, for senders are not to wait behind renders. */
    ACCEPTS_POINTS,

    /** May take long, as renders do: has threads of its own, so that whatever else is asked does not wait for those. */
    LONG,

    /** Adds to what is stored; see {@link Access#WRITE}. */
    WRITES,

    /** Changes or deletes what is stored; see {@link Access#ADMIN}. */
    ADMINISTERS
}
