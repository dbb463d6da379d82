/**
 * The files of RRDtool, as far as it takes to read what they hold. They are read as they are, without the library that
 * wrote them, and therefore also those from machines of another kind, which that library refuses.
 */
package plumbago.cli.whisper.rrd;
