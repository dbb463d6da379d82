/**
 * Listens: for packets, and for the commands of the management port.
 */
package plumbago.statsd.server;
