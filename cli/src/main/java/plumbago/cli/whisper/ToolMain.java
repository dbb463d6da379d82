package plumbago.cli.whisper;

import java.util.Arrays;
import java.util.Optional;

/** Starts one tool, with as little as possible around it: the first argument is the name of its program. */
public final class ToolMain {
    private static final int NO_SUCH_PROGRAM = 127;

    private ToolMain() {}

    /** Runs the tool and ends the process with its status. */
    public static void main(String[] arguments) {
        int status = run(arguments);
        // Everything is printed and closed. System.exit would set up logging first, in case somebody wants it logged.
        Runtime.getRuntime().halt(status);
    }

    static int run(String... commandLine) {
        String name = commandLine.length == 0 ? "" : commandLine[0];
        Optional<WhisperTool> tool = WhisperTool.find(name);
        if (tool.isEmpty()) {
            System.err.println("[ERROR] There is no Whisper tool named '" + name + "'");
            return NO_SUCH_PROGRAM;
        }
        return tool.get().run(Arrays.copyOfRange(commandLine, 1, commandLine.length), ToolContext.ofProcess());
    }
}
