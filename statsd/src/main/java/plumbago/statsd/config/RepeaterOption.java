package plumbago.statsd.config;

/**
 * Another StatsD that packets are passed on to.
 *
 * @param host address or name
 * @param port 1 to 65535
 */
public record RepeaterOption(String host, int port) {}
