/**
 * Where a flush goes: the store, another Graphite, the console; and packets, to other StatsDs.
 */
package plumbago.statsd.backend;
