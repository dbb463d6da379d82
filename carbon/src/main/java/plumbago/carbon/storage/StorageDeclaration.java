package plumbago.carbon.storage;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import plumbago.base.config.ConfigException;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.Settings;
import plumbago.carbon.stats.PointCounters;

/**
 * A storage that the setting STORAGE can choose, before any is opened.
 *
 * @param name what the setting calls it
 * @param settings its own settings
 * @param opener makes one
 */
public record StorageDeclaration(String name, List<SettingGroup> settings, Opener opener) {
    /**
     * What a storage is made of.
     *
     * @param settings in which its own are
     * @param clock the time
     * @param layouts which archives a new series gets
     * @param counters count what is created, and what no archive covers
     * @param writes false for one that is only looked at, perhaps while another process writes: it holds nothing open
     */
    public record Context(Settings settings, Clock clock, Layouts layouts, PointCounters counters, boolean writes) {}

    /** Makes a storage. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens it; whoever has it opened closes it.
         *
         * @throws ConfigException if its settings cannot be used
         * @throws IOException if it cannot be opened
         */
        Storage open(Context context) throws ConfigException, IOException;
    }
}
