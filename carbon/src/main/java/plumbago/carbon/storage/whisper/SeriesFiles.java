package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.storage.NoSuchSeriesException;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesLocks;
import plumbago.whisper.Access;
import plumbago.whisper.Archive;
import plumbago.whisper.FetchResult;
import plumbago.whisper.Header;
import plumbago.whisper.Reshape;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/**
 * Deletes, renames and resizes the files of series. Whoever calls this holds the series' lock ({@link SeriesLocks}).
 * Nothing outside of the data folder is touched, also where links lead there.
 */
final class SeriesFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesFiles.class);

    private final Path folder;
    private final boolean hashTaggedNames;
    private final OpenFiles openFiles;
    private final Object folders;

    /**
     * @param openFiles the files that are held open, which are closed before they change
     * @param folders is locked while a folder is made or removed
     */
    SeriesFiles(Path folder, boolean hashTaggedNames, OpenFiles openFiles, Object folders) {
        this.folder = folder;
        this.hashTaggedNames = hashTaggedNames;
        this.openFiles = openFiles;
        this.folders = folders;
    }

    /**
     * Deletes all files of a series, and the folders that are empty then.
     *
     * @return whether there was any
     */
    boolean delete(String metric) throws IOException {
        openFiles.close(metric);
        boolean any = false;
        for (Path path : allPaths(metric)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                checkInside(path);
                Files.delete(path);
                any = true;
                removeEmptyFolders(path.getParent());
            }
        }
        return any;
    }

    /**
     * Gives a series another name.
     *
     * @return whether it had a file
     * @throws FileAlreadyExistsException if a series of that name has a file
     */
    boolean rename(String from, String to) throws IOException {
        for (Path path : allPaths(to)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(path.toString(), null, "there is a series " + to + " already");
            }
        }
        openFiles.close(from);
        boolean any = false;
        for (Path path : allPaths(from)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                checkInside(path);
                boolean compressed = path.toString().endsWith(CompressedFile.PACKED);
                Path target =
                        folder.resolve(MetricPath.of(to, hashTaggedNames) + (compressed ? CompressedFile.PACKED : ""));
                synchronized (folders) {
                    // Folders outside are not made either.
                    checkInside(nearestThere(target));
                    Files.createDirectories(target.getParent());
                    checkInside(target);
                    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
                }
                any = true;
                removeEmptyFolders(path.getParent());
            }
        }
        return any;
    }

    /** What a series' file says about itself; nothing if it has none that takes points. */
    Optional<Header> header(String metric) throws IOException {
        Optional<Path> path = path(metric);
        return path.isEmpty() ? Optional.empty() : Optional.of(WhisperFile.info(path.get()));
    }

    /**
     * When a series last got a point: the newest of its file's time of change and its newest points' times.
     *
     * @param before a time that is of interest: the points are only read if the file has not been changed since
     * @param now seconds since the epoch
     * @return seconds since the epoch; nothing if there is no file
     */
    OptionalLong lastUpdate(String metric, long before, long now) throws IOException {
        for (Path path : allPaths(metric)) {
            if (Files.exists(path)) {
                long changed = Files.getLastModifiedTime(path).toMillis() / 1000;
                boolean readable = changed < before && !path.toString().endsWith(CompressedFile.PACKED);
                return OptionalLong.of(readable ? Math.max(changed, newestPoint(path, now)) : changed);
            }
        }
        return OptionalLong.empty();
    }

    private static long newestPoint(Path path, long now) throws IOException {
        long newest = 0;
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            for (Archive archive : file.header().archives()) {
                FetchResult points = file.fetch(now - archive.retention(), now, now, archive.secondsPerPoint())
                        .orElse(null);
                for (int i = points == null ? -1 : points.size() - 1; i >= 0; i--) {
                    if (points.hasPoint(i)) {
                        newest = Math.max(newest, points.timestamp(i));
                        break;
                    }
                }
            }
        }
        return newest;
    }

    /**
     * Gives a series' file another layout, and keeps its points as far as the new archives take them. Where they are
     * coarser than those that hold the points now, the points are aggregated ({@link Reshape}). The file is whole at every moment, under its
     * name; a process that ends on the way leaves the old one.
     *
     * @return whether anything had to be done
     */
    boolean reshape(String metric, SeriesLayout wanted, long now) throws IOException {
        Path path = path(metric).orElseThrow(() -> new NoSuchSeriesException(metric + " has no file"));
        checkInside(path.toRealPath());
        SeriesLayout layout = FileLayouts.of(WhisperFile.info(path));
        if (layout.differences(wanted).isEmpty()) {
            return false;
        }
        openFiles.close(metric);
        if (layout.retentions().equals(wanted.retentions())) {
            try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
                file.setAggregationMethod(FileLayouts.of(wanted.aggregationMethod()));
                file.setXFilesFactor(wanted.xFilesFactor());
                file.force();
            }
            return true;
        }
        // Links are followed, as readers do: it is the file itself that is replaced, not the link.
        resize(path.toRealPath(), FileLayouts.of(wanted), now);
        return true;
    }

    private static void resize(Path path, WhisperLayout wanted, long now) throws IOException {
        FileTime changed = Files.getLastModifiedTime(path);
        Path made = WhisperFile.unfinishedBeside(path);
        try {
            Reshape.write(path, made, wanted, now);
            keepAttributes(path, made);
            try (FileChannel file = FileChannel.open(made, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.setLastModifiedTime(made, changed);
            Files.move(made, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static void keepAttributes(Path from, Path to) throws IOException {
        try {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
            Files.setOwner(to, Files.getOwner(from));
        } catch (UnsupportedOperationException | FileSystemException e) {
            LOG.debug("{} belongs to somebody else now: {}", from, e.toString());
        }
    }

    /** The file of a series that takes points. */
    private Optional<Path> path(String metric) {
        for (Path path : allPaths(metric)) {
            if (!path.toString().endsWith(CompressedFile.PACKED) && Files.exists(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /** Where files of a series may be. */
    private List<Path> allPaths(String metric) {
        List<Path> paths = new ArrayList<>();
        for (boolean hashed : TaggedName.isTagged(metric) ? new boolean[] {true, false} : new boolean[] {true}) {
            String file = MetricPath.of(metric, hashed);
            paths.add(folder.resolve(file));
            paths.add(folder.resolve(file + CompressedFile.PACKED));
        }
        return paths;
    }

    /** @throws IOException if a link leads out of the data folder */
    private void checkInside(Path path) throws IOException {
        Path real = path.getParent().toRealPath();
        if (!real.startsWith(folder.toRealPath())) {
            throw new IOException(path + " lies outside of the data folder, in " + real + ", and is left alone");
        }
    }

    /** A path, or the first above it whose folder is there. */
    private static Path nearestThere(Path path) {
        Path at = path;
        while (!Files.exists(at.getParent())) {
            at = at.getParent();
        }
        return at;
    }

    /** Removes folders from the innermost on, as long as they are empty; never a link, and never the data folder. */
    private void removeEmptyFolders(Path from) throws IOException {
        synchronized (folders) {
            Path at = from;
            while (!at.equals(folder) && at.startsWith(folder) && Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.delete(at);
                } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                    return;
                }
                at = at.getParent();
            }
        }
    }
}
