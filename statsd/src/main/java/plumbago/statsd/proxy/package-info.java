/**
 * The cluster proxy: passes each line on to the one of several StatsDs that its name belongs to.
 */
package plumbago.statsd.proxy;
