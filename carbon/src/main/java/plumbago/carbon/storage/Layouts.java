package plumbago.carbon.storage;

import plumbago.whisper.WhisperLayout;

/** Says which archives, xFilesFactor and aggregation method the file of a new metric gets. Safe for many threads. */
@FunctionalInterface
public interface Layouts {
    WhisperLayout layoutFor(String metric);

    /** Has the rules be read again now, if they have changed. */
    default void refresh() {}
}
