package plumbago.cli.whisper;

import java.io.IOException;
import plumbago.cli.whisper.option.UsageException;

/** What a tool does with its arguments. */
interface Tool {
    /**
     * Runs to the end.
     *
     * @return the exit status
     * @throws UsageException if the arguments are wrong, or ask for help
     * @throws ToolFailure if it cannot be done; the message is for the user
     * @throws IOException if it cannot be done because of a file
     */
    int run(String[] arguments, ToolContext context) throws UsageException, ToolFailure, IOException;
}
