/**
 * When to flush, the statistics of an interval, and the names that they have in Graphite.
 */
package plumbago.statsd.flush;
