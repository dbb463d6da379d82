package plumbago.carbon.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads series by metric name. What is on disk and what still waits in a write queue come back as one answer. */
public interface SeriesReader {
    /**
     * Reads the values in {@code (from, until]}, as Whisper does: the archive is the first whose retention reaches from
     * {@code now} back to {@code from}, and both ends are rounded to its step.
     *
     * @param metric dotted metric name, or {@code name;tag=value} for a tagged series; with slashes for the dots in
     *     folders' names, as the index has it, it is read from below these
     * @param from seconds since the epoch, before {@code until}
     * @param until seconds since the epoch
     * @param now seconds since the epoch, what the caller holds to be the present
     * @return the values, or nothing if there is no such series or the range lies wholly outside its retention or in
     *     the future
     * @throws IOException if the series exists and cannot be read; the message names the file
     */
    Optional<SeriesRange> read(String metric, long from, long until, long now) throws IOException;

    /**
     * Where the points of a series come from at the moment.
     *
     * @param metric as for {@link #read}
     * @throws IOException if the series exists and cannot be read
     */
    default SeriesOrigin origin(String metric) throws IOException {
        return SeriesOrigin.UNKNOWN;
    }

    /**
     * Reads many series, and passes each on in the order of their names, on this thread; where that is faster, several are
     * read ahead.
     *
     * @return false if the receiver wanted no more
     */
    default boolean readEach(List<String> metrics, long from, long until, long now, SeriesReceiver receiver) {
        for (String metric : metrics) {
            receiver.proceed();
            Optional<SeriesRange> range;
            try {
                range = read(metric, from, until, now);
            } catch (IOException e) {
                if (!receiver.unreadable(metric, e)) {
                    return false;
                }
                continue;
            }
            if (!receiver.received(metric, range)) {
                return false;
            }
        }
        return true;
    }
}
