/**
 * The file that additions are kept in until they have been flushed, so that they outlive the process.
 */
package plumbago.statsd.journal;
