package plumbago.cli.whisper;

import java.util.Arrays;
import java.util.Optional;

/** Starts one tool, with as little as possible around it: the first argument is the name of its program. */
public final class ToolMain {
    private static final int NO_SUCH_PROGRAM = 127;

    private ToolMain() {}

    /** Runs the tool and ends the process with its status. */
    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        Optional<WhisperTool> tool = WhisperTool.find(name);
        if (tool.isEmpty()) {
            System.err.println("[ERROR] There is no Whisper tool named '" + name + "'");
            System.exit(NO_SUCH_PROGRAM);
            return;
        }
        String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
        int status = tool.get().run(own, ToolContext.ofProcess());
        // Everything is printed and closed. System.exit would set up logging first, in case somebody wants it logged.
        Runtime.getRuntime().halt(status);
    }
}
