package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.WaitingPoints;
import plumbago.whisper.Archive;
import plumbago.whisper.FetchResult;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperException.Kind;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/**
 * Reads series out of their files: through the one that the writer holds open, or one that is opened for it, packed or not;
 * and where there is none yet, as if there were. Safe for many threads.
 */
final class FileReads {
    private static final Logger LOG = LoggerFactory.getLogger(FileReads.class);

    private final SeriesPaths paths;
    private final FileLayouts layouts;
    private final OpenFiles openFiles;

    FileReads(SeriesPaths paths, FileLayouts layouts, OpenFiles openFiles) {
        this.paths = paths;
        this.layouts = layouts;
        this.openFiles = openFiles;
    }

    /** Reads as {@link WhisperStorage#read} does. */
    Optional<SeriesRange> read(String metric, long from, long until, long now, WaitingPoints waiting)
            throws IOException {
        return MetricPath.hasFoldersWithDots(metric)
                ? readBelowFoldersWithDots(metric, from, until, now)
                : readOpenOrStored(metric, from, until, now, waiting);
    }

    private Optional<SeriesRange> readOpenOrStored(
            String metric, long from, long until, long now, WaitingPoints waiting) throws IOException {
        WhisperFile open = openFiles.find(metric);
        if (open != null) {
            try {
                return fetch(open, from, until, now, waiting);
            } catch (ClosedChannelException e) {
                LOG.debug("{} was closed in the meantime", open.path());
            } catch (WhisperException e) {
                if (e.kind() != Kind.MAPPING_LOST) {
                    throw e;
                }
                // Nor is it of any use to the next who reads it, or to the writer.
                openFiles.close(metric);
            }
        }
        for (Path path : paths.all(metric)) {
            try (WhisperFile file = WhisperFile.openReadOnly(path)) {
                return fetch(file, from, until, now, waiting);
            } catch (WhisperException e) {
                if (e.kind() != Kind.FILE_MISSING) {
                    throw e;
                }
            } catch (FileSystemException e) {
                // A tagged name that is too long for a file can only have the hashed one.
                if (path.equals(paths.of(metric))) {
                    throw e;
                }
            }
        }
        if (waiting.count() > 0) {
            return notCreatedYet(metric, from, until, now, waiting);
        }
        return readCompressed(paths.of(metric), from, until, now);
    }

    /** No point ever waits for such a file. */
    private Optional<SeriesRange> readBelowFoldersWithDots(String metric, long from, long until, long now)
            throws IOException {
        String below = MetricPath.belowFoldersWithDots(metric);
        if (below == null) {
            return Optional.empty();
        }
        Path path = paths.below(below);
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            return fetch(file, from, until, now, WaitingPoints.NONE);
        } catch (WhisperException e) {
            if (e.kind() != Kind.FILE_MISSING) {
                throw e;
            }
        }
        return readCompressed(path, from, until, now);
    }

    private Optional<SeriesRange> readCompressed(Path path, long from, long until, long now) throws IOException {
        Path packed = path.resolveSibling(path.getFileName() + CompressedFile.PACKED);
        if (!Files.isRegularFile(packed)) {
            return Optional.empty();
        }
        try (CompressedFile unpacked = CompressedFile.unpack(packed);
                WhisperFile file = WhisperFile.openReadOnly(unpacked.path())) {
            return fetch(file, from, until, now, WaitingPoints.NONE);
        }
    }

    private static Optional<SeriesRange> fetch(WhisperFile file, long from, long until, long now, WaitingPoints waiting)
            throws IOException {
        Optional<FetchResult> result = waiting.count() == 0
                ? file.fetch(from, until, now)
                : file.fetchWithPending(
                        from,
                        until,
                        now,
                        waiting.acceptedAt(now),
                        waiting.timestamps(),
                        waiting.values(),
                        coverable(waiting, file.header().archives(), now));
        return result.map(FileReads::range);
    }

    /** How many of the waiting points, the oldest first, would be written. */
    private static int coverable(WaitingPoints waiting, List<Archive> archives, long now) {
        int count = waiting.count();
        return count
                - Uncovered.tooFarAhead(
                        Uncovered.among(archives, waiting.timestamps(), count, waiting.acceptedAt(now), now));
    }

    private Optional<SeriesRange> notCreatedYet(String metric, long from, long until, long now, WaitingPoints waiting)
            throws IOException {
        WhisperLayout layout = layouts.layoutFor(metric);
        return WhisperFile.fetchWithPending(
                        layout,
                        from,
                        until,
                        now,
                        waiting.acceptedAt(now),
                        waiting.timestamps(),
                        waiting.values(),
                        coverable(waiting, layout.archives(), now))
                .map(FileReads::range);
    }

    private static SeriesRange range(FetchResult result) {
        return new SeriesRange(result.start(), result.end(), result.step(), result.values());
    }
}
