package plumbago.carbon.storage;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A storage that is done with a write or a read when the call returns, as with files or memory. */
public interface BlockingStorage extends Storage {
    /**
     * Writes points of one series, as {@link Storage#write} does.
     *
     * @param points what is to be written; how it ends is not reported to it
     */
    int write(SeriesWrite points) throws IOException;

    @Override
    Optional<SeriesRange> read(String metric, long from, long until, long now, WaitingPoints waiting)
            throws IOException;

    @Override
    default void begin(SeriesWrite write) {
        int stored;
        try {
            stored = write(write);
        } catch (IOException | RuntimeException | Error e) {
            write.failed(e);
            return;
        }
        if (stored == NOT_YET) {
            write.notYet();
        } else {
            write.stored(stored);
        }
    }

    @Override
    default CompletableFuture<Optional<SeriesRange>> beginRead(
            String metric, long from, long until, long now, WaitingPoints waiting) {
        try {
            return CompletableFuture.completedFuture(read(metric, from, until, now, waiting));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** 1: more at once is no use. */
    @Override
    default int atOnce() {
        return 1;
    }

    @Override
    default void flush() {}
}
