/**
 * What has been added up: the names and values of counters, timers, gauges and sets in the interval under way. Belongs\n * to one thread; what a flush takes out belongs to the flush.
 */
package plumbago.statsd.metric;
