/**
 * What carbon-relay does: {@link plumbago.carbon.relay.RelayPart} takes points in, {@code Relay} looks up where each name goes and
 * puts lines into the spools of its destinations, and {@code Forwarder} opens these by the settings and goes on when settings or
 * rules change. How destinations are chosen is in {@code route}, what waits in {@code spool}, and sending in {@code send}. The
 * aggregator passes on what it makes by a forwarder of its own.
 */
package plumbago.carbon.relay;
