package plumbago.base.part;

/**
 * A port that is listened on, for the sentence that the start prints.
 *
 * @param what what comes in there, such as points or queries
 * @param port from 1 to 65535
 * @param protocol what is spoken there
 */
public record Listening(String what, int port, String protocol) {}
