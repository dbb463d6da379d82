/**
 * What waits for a destination: frames of lines, in files that outlive the process, in the order in which they came. Knows
 * neither routes nor connections.
 */
package plumbago.carbon.relay.spool;
