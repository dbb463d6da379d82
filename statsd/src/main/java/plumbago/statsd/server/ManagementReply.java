package plumbago.statsd.server;

/**
 * The answer to one command. Any thread may write it, one at a time; after {@link #done} or {@link #end} nothing more is
 * taken. Where the client has gone, all of it does nothing.
 */
public interface ManagementReply {
    /**
     * Adds text, as it is, to be sent in UTF-8. It never waits: what the client has not fetched yet is kept, up to the limit
     * of {@link ManagementListener}, beyond which the connection is closed.
     */
    void write(String text);

    /** The answer is complete, and the next command may come. */
    void done();

    /** The answer is complete, and the connection is closed when the client has got all of it. */
    void end();
}
