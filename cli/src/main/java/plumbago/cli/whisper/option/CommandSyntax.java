package plumbago.cli.whisper.option;

/** What a program says about its own command line. The width of the terminal, in columns, is given by the caller. */
public interface CommandSyntax {
    /** The short form, which ends with a line feed. */
    String usage(int columns);

    /** The long form, with every option explained. */
    String help(int columns);

    /** The name of the program, as it stands in front of its errors. */
    String program();
}
