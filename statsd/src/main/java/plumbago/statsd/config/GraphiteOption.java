package plumbago.statsd.config;

/**
 * Another Graphite that flushes go to.
 *
 * @param host address or name
 * @param port of the protocol that is used
 * @param pickle whether points go as pickles; as lines of text otherwise
 */
public record GraphiteOption(String host, int port, boolean pickle) {}
