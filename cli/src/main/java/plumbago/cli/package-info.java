/** The command line: {@code plumbago start} and every {@code whisper-*} tool. Thin: parse, call, print. */
package plumbago.cli;
