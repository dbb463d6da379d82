/**
 * The Whisper file format and nothing else: header, archives, update, fetch, resize, merge, fill and diff over
 * memory-mapped files. Knows no metric names, no network, and starts no threads of its own; every call that depends on
 * the time takes it as an argument.
 */
package plumbago.whisper;
