/**
 * Parses packets as the original does, bad lines included. Knows nothing of sockets.
 */
package plumbago.statsd.packet;
