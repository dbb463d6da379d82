package plumbago.base.part;

import java.io.IOException;
import java.util.List;
import plumbago.base.config.ConfigException;

/**
 * A part of the program that runs between start and stop. Parts are started in order, each on those before it, and stopped
 * in the opposite one. Not for several threads, but for {@link #reload}, which any thread may call.
 */
public interface Part extends AutoCloseable {
    /** A word or two for the log. */
    String name();

    /**
     * Begins to work. What was started before it failed is stopped by {@link #close}.
     *
     * @throws ConfigException if a setting or a rule file cannot be used
     * @throws IOException if a folder cannot be used or a port cannot be listened on
     */
    void start() throws ConfigException, IOException;

    /** What it listens on, once it has been started. */
    default List<Listening> listening() {
        return List.of();
    }

    /** Called when all parts have been started. */
    default void ready() {}

    /** Has files that the user may change be looked at now; returns before that is done. */
    default void reload() {}

    /** Stops within a bound of time that its settings say. May be called whether or not it was started. */
    @Override
    void close();
}
