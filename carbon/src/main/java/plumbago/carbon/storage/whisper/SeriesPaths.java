package plumbago.carbon.storage.whisper;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.storage.UnsoundSeriesException;

/** Where the files of series lie in a data folder. */
final class SeriesPaths {
    private final Path folder;
    private final boolean hashTaggedNames;

    /** @param hashTaggedNames whether the file of a tagged metric is named by a hash alone (TAG_HASH_FILENAMES) */
    SeriesPaths(Path folder, boolean hashTaggedNames) {
        this.folder = folder;
        this.hashTaggedNames = hashTaggedNames;
    }

    /**
     * Where the file of a metric is made.
     *
     * @throws UnsoundSeriesException if there can be no file of that name
     */
    Path of(String metric) throws UnsoundSeriesException {
        return of(metric, hashTaggedNames);
    }

    /** Where the file of a tagged metric lies whose name is not hashed. */
    Path readable(String metric) throws UnsoundSeriesException {
        return of(metric, false);
    }

    /** Where the file of a metric may be: tagged ones may still lie under the name they had before names were hashed. */
    List<Path> all(String metric) throws UnsoundSeriesException {
        return TaggedName.isTagged(metric) ? List.of(of(metric), of(metric, !hashTaggedNames)) : List.of(of(metric));
    }

    /** Where the file of a metric is, or would be. */
    Path stored(String metric) throws UnsoundSeriesException {
        for (Path path : all(metric)) {
            if (isThere(path)) {
                return path;
            }
        }
        return of(metric);
    }

    /** A path relative to the data folder. */
    Path below(String path) {
        return folder.resolve(path);
    }

    /** {@link Files#exists} costs an exception on Java 17 when the answer is no. */
    static boolean isThere(Path path) {
        return path.toFile().exists();
    }

    private Path of(String metric, boolean hashTagged) throws UnsoundSeriesException {
        try {
            return folder.resolve(MetricPath.of(metric, hashTagged));
        } catch (InvalidPathException e) {
            throw new UnsoundSeriesException(
                    "no file can have that name here; outside of ASCII it takes a UTF-8 locale, such as LC_ALL=C.UTF-8",
                    e);
        }
    }
}
