package plumbago.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import plumbago.cli.whisper.ToolContext;

/** The {@code plumbago} command and its subcommands. */
@Command(
        name = "plumbago",
        header = "The Graphite stack as one program.",
        description = "%nTakes points on port 2003, keeps them in Whisper files, and answers on port 8080.%n",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            StartCommand.class,
            MetricsCommand.class,
            SchemaCommand.class,
            RelayCommand.class,
            StatsdCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {"", "plumbago help COMMAND tells more of a command. Start with: plumbago start"})
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Without a command there is nothing to do but to say what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(WhisperCommand.commandLine(ToolContext::ofProcess))
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true);
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
