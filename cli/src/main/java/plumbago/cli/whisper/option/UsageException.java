package plumbago.cli.whisper.option;

/** Ends a program before it does anything: its command line is wrong, or asks only for an explanation. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The status of a program whose command line is wrong. */
    public static final int WRONG_USAGE = 2;

    /** What the caller is to be told. */
    private enum Answer {
        ERROR,
        HELP,
        VERSION
    }

    private final Answer answer;
    private final transient CommandSyntax syntax;

    private UsageException(Answer answer, CommandSyntax syntax, String message) {
        super(message, null, false, false);
        this.answer = answer;
        this.syntax = syntax;
    }

    /** The command line is wrong; the message says what about it. */
    public static UsageException error(CommandSyntax syntax, String message) {
        return new UsageException(Answer.ERROR, syntax, message);
    }

    static UsageException help(CommandSyntax syntax) {
        return new UsageException(Answer.HELP, syntax, null);
    }

    static UsageException version(CommandSyntax syntax, String version) {
        return new UsageException(Answer.VERSION, syntax, version);
    }

    /** The exit status: 0 if an explanation was asked for. */
    public int status() {
        return isError() ? WRONG_USAGE : 0;
    }

    /** Whether the text belongs on standard error. */
    public boolean isError() {
        return answer == Answer.ERROR;
    }

    /** What to print, to the last line feed. */
    public String text(int columns) {
        return switch (answer) {
            case HELP -> syntax.help(columns);
            case VERSION -> syntax.program() + " " + getMessage() + "\n";
            case ERROR -> syntax.usage(columns) + syntax.program() + ": error: " + getMessage() + "\n";
        };
    }
}
