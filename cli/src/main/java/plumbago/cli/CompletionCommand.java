package plumbago.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints a script that lets the shell complete commands and options. */
@Command(
        name = "completion",
        header = "Print a completion script for bash or zsh.",
        description = "%nUse it with: source <(plumbago completion)%n",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root));
        spec.commandLine().getOut().flush();
    }
}
