package plumbago.base.part;

import java.io.IOException;
import java.util.List;
import plumbago.base.config.ConfigException;
import plumbago.base.config.SettingGroup;
import plumbago.base.net.ListenAddress;

/**
 * What a part says of itself before it runs; the program's list of these is all that knows of all parts.
 *
 * @param settings those that it acts on, in the order of the docs
 * @param addresses where it listens, by its settings
 * @param maker makes it, for {@link Part#start}
 * @param <C> what parts are given to stand on
 */
public record PartDeclaration<C>(List<SettingGroup> settings, List<ListenAddress> addresses, Maker<C> maker) {
    /** Makes a part that has not been started. */
    @FunctionalInterface
    public interface Maker<C> {
        /**
         * @throws ConfigException if a setting cannot be used
         * @throws IOException if a file cannot be read
         */
        Part make(C context) throws ConfigException, IOException;
    }

    /** The same with what the part stands on, for a list of parts that do not all stand on the same. */
    public Making with(C context) {
        return () -> maker.make(context);
    }

    /** Makes a part of which nothing further has to be known. */
    @FunctionalInterface
    public interface Making {
        /**
         * @throws ConfigException if a setting cannot be used
         * @throws IOException if a file cannot be read
         */
        Part make() throws ConfigException, IOException;
    }
}
