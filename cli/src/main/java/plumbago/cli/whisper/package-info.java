/**
 * The command-line tools of Whisper: one class for each, all behind {@link plumbago.cli.whisper.WhisperTool}, with the
 * names, options, output and exit status that scripts know. What they do to files is done by {@code plumbago.whisper};
 * here it is only asked for and printed. Nothing here loads the command tree of {@code plumbago}, so that a tool starts
 * quickly.
 */
package plumbago.cli.whisper;
