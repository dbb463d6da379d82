package plumbago.carbon.storage;

import java.util.Optional;

/**
 * Where the points of a series come from, for who wonders at them.
 *
 * @param layout the archives, xFilesFactor and aggregation method it is stored with; nothing if that is not known, or if
 *     nothing is stored of it yet
 * @param waitingPoints how many of its points are in the write queue and not stored yet
 */
public record SeriesOrigin(Optional<SeriesLayout> layout, int waitingPoints) {
    /** Nothing is known of it. */
    public static final SeriesOrigin UNKNOWN = new SeriesOrigin(Optional.empty(), 0);
}
