package plumbago.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UnmatchedArgsBinding;
import plumbago.cli.whisper.ToolContext;
import plumbago.cli.whisper.WhisperTool;

/**
 * The group of all Whisper tools. Their arguments are passed on as they are, since each tool reads them as the original
 * does: {@code plumbago whisper info -h} explains them.
 */
@Command(
        name = "whisper",
        header = "Create, read, change and check Whisper files.",
        description = "%nEach tool is also a program of its own, such as whisper-info in the folder bin.%n",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {"", "plumbago whisper TOOL -h tells more of a tool."})
final class WhisperCommand implements Runnable {
    /** Stands for no argument that a shell can pass on, so that a {@code --} reaches the tool. */
    private static final String NO_DELIMITER = "\0";

    @CommandLine.Spec
    private CommandSpec spec;

    /** Without a tool there is nothing to do but to say what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The group, whose tools run in the context that is made for each of them. */
    static CommandLine commandLine(Supplier<ToolContext> context) {
        CommandLine group = new CommandLine(new WhisperCommand());
        for (WhisperTool tool : WhisperTool.values()) {
            ToolCall call = new ToolCall(tool, context);
            CommandSpec spec = CommandSpec.wrapWithoutInspection(call).name(tool.toolName());
            spec.usageMessage().header(tool.summary() + ".");
            spec.parser().stopAtUnmatched(true).endOfOptionsDelimiter(NO_DELIMITER);
            spec.addUnmatchedArgsBinding(UnmatchedArgsBinding.forStringArrayConsumer(new CommandLine.Model.ISetter() {
                @Override
                @SuppressWarnings("unchecked") // the binding sets an array of strings, and so says its name
                public <T> T set(T value) {
                    // Without arguments the binding sets null.
                    call.arguments = value == null ? new String[0] : (String[]) value;
                    return (T) call.arguments;
                }
            }));
            group.addSubcommand(tool.toolName(), new CommandLine(spec));
        }
        return group;
    }

    /** A tool with the arguments that were given for it. */
    private static final class ToolCall implements Callable<Integer> {
        private final WhisperTool tool;
        private final Supplier<ToolContext> context;
        private String[] arguments = {};

        ToolCall(WhisperTool tool, Supplier<ToolContext> context) {
            this.tool = tool;
            this.context = context;
        }

        @Override
        public Integer call() {
            return tool.run(arguments, context.get());
        }
    }
}
