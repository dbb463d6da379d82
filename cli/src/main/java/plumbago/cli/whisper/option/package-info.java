/**
 * Command lines as Python's two standard parsers read and explain them, since scripts were written against those:
 * shortened long options, {@code -xVALUE}, {@code --option=value}, usage errors with status 2. Knows nothing of Whisper.
 */
package plumbago.cli.whisper.option;
