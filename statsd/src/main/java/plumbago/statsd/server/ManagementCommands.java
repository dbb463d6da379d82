package plumbago.statsd.server;

import java.util.List;

/** What the commands of a management port do. */
@FunctionalInterface
public interface ManagementCommands {
    /**
     * Runs a command. Called by a thread that reads sockets and must not wait for anything; what takes time answers later,
     * from whatever thread. No other command of the same connection is run before this one has been answered.
     *
     * @param command its first word; empty where only blanks and line ends came in
     * @param arguments what single blanks separate from it, so that there are empty ones between two of them
     * @param reply is to be told that the answer is complete, by {@link ManagementReply#done} or {@link ManagementReply#end}
     */
    void run(String command, List<String> arguments, ManagementReply reply);
}
