package plumbago.carbon.storage;

import java.io.IOException;
import java.util.Optional;

/** Gets many series one after the other, from {@link SeriesReader#readEach}, by the thread that called that. */
public interface SeriesReceiver {
    /**
     * One has been read.
     *
     * @param range as {@link SeriesReader#read} returns it
     * @return whether the next one is wanted
     */
    boolean received(String metric, Optional<SeriesRange> range);

    /**
     * One cannot be read.
     *
     * @return whether the next one is wanted
     */
    boolean unreadable(String metric, IOException reason);

    /** Called before each series, and now and then while one is waited for; what is thrown here ends the reading. */
    default void proceed() {}
}
