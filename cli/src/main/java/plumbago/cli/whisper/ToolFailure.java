package plumbago.cli.whisper;

/** Ends a tool with one line for the user, and status 1. */
final class ToolFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ToolFailure(String message) {
        super(message, null, false, false);
    }
}
