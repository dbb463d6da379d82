/**
 * Numbers and times in the notations that Python and C give them, which the output of the Whisper tools is made of.
 */
package plumbago.cli.whisper.text;
