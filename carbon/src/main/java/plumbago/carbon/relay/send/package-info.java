/**
 * Sends what waits in a spool to its destination, by TCP or datagrams, and lets it go when the destination's TCP has
 * acknowledged it. Does not know how destinations are chosen.
 */
package plumbago.carbon.relay.send;
