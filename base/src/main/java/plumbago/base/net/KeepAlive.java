package plumbago.base.net;

/**
 * Whether and how the system looks after connections on which nothing comes in.
 *
 * @param on whether it does (TCP_KEEPALIVE)
 * @param idleSeconds silence before the first probe (TCP_KEEPIDLE)
 * @param intervalSeconds time between two probes (TCP_KEEPINTVL)
 * @param probes unanswered probes after which a connection is dead (TCP_KEEPCNT)
 */
public record KeepAlive(boolean on, int idleSeconds, int intervalSeconds, int probes) {
    /** Not at all. */
    public static final KeepAlive OFF = new KeepAlive(false, 10, 30, 2);
}
