package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;

/** The folder of the segments, {@code 0000000001.journal} and on. */
final class SegmentFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentFolder.class);

    private static final Pattern NAME = Pattern.compile("([0-9]{10})\\.journal");

    private final Path folder;
    private final SpaceReservation reservation;

    /** A file of the folder that is a segment by its name. */
    record Entry(int number, Path file, long bytes) {}

    /** Takes a folder for segments, which is made if it is not there, on a disk that reserves no space. */
    SegmentFolder(Path folder) throws IOException {
        this(folder, SpaceReservation.NONE);
    }

    /** The same on a disk that reserves space. */
    SegmentFolder(Path folder, SpaceReservation reservation) throws IOException {
        make(folder);
        this.folder = folder;
        this.reservation = reservation;
    }

    /** Makes the folder if it is not there. */
    static void make(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException(
                    "the journal's folder " + folder + " cannot be made: " + FileProblem.of(e)
                            + "; JOURNAL_DIR in [cache] chooses another, and JOURNAL = False does without",
                    e);
        }
    }

    Path path() {
        return folder;
    }

    /**
     * Makes a segment, and the folder first if somebody has removed it.
     *
     * @throws IOException if there is no space
     */
    Segment create(int number, long capacity, long salt, long millis) throws IOException {
        try {
            return Segment.create(file(number), number, capacity, salt, millis, reservation);
        } catch (NoSuchFileException e) {
            make(folder);
            return Segment.create(file(number), number, capacity, salt, millis, reservation);
        }
    }

    /**
     * Bytes of the disk that it lies on, used ones too.
     *
     * @return {@link Long#MAX_VALUE} if that cannot be told
     */
    static long diskBytes(Path folder) {
        try {
            long total = Files.getFileStore(folder).getTotalSpace();
            return total > 0 ? total : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * When a segment was last written to, so that all points in it were accepted by then.
     *
     * @return seconds since the epoch; 0 if that cannot be told
     */
    static long lastWritten(Entry segment) {
        try {
            return Files.getLastModifiedTime(segment.file()).toMillis() / 1000;
        } catch (IOException e) {
            return 0;
        }
    }

    Path file(int number) {
        return folder.resolve(String.format(Locale.ROOT, "%010d.journal", number));
    }

    /**
     * Makes sure that all segments can be opened: to go on without one would lose what is in it, since it would be removed
     * as if that had been stored.
     *
     * @throws IOException if one cannot be; the message says what to do
     */
    static void checkReadable(List<Entry> segments) throws IOException {
        for (Entry segment : segments) {
            if (!Files.isReadable(segment.file())) {
                throw new IOException("the journal's segment " + segment.file() + " cannot be read by this user; give"
                        + " the right to, or move it away, which gives up the points that are only there");
            }
        }
    }

    /**
     * Gives back the space of a segment from an offset on; all of it, with its name, if that is 0.
     *
     * @return what is left of it, if anything; the segment as it was if that cannot be done
     */
    static Optional<Entry> cut(Entry segment, long end) {
        try {
            if (end == 0) {
                Files.deleteIfExists(segment.file());
                return Optional.empty();
            }
            if (end < segment.bytes()) {
                FileTime written = Files.getLastModifiedTime(segment.file());
                try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
                    channel.truncate(end);
                }
                // It goes on telling when the last record came.
                Files.setLastModifiedTime(segment.file(), written);
                return Optional.of(new Entry(segment.number(), segment.file(), end));
            }
        } catch (IOException e) {
            LOG.warn("the unused space of {} cannot be given back: {}", segment.file(), e.getMessage());
        }
        return Optional.of(segment);
    }

    /** Waits until what a process that was killed wrote is on the disk. */
    static void force(List<Entry> segments) {
        for (Entry segment : segments) {
            try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                LOG.error("{} could not be forced to the disk: {}", segment.file(), e.getMessage());
            }
        }
    }

    /** Waits until the names of the segments are on the disk. */
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The segments, oldest first; what else lies there goes into {@code foreign}. */
    List<Entry> list(List<Damage> foreign) throws IOException {
        TreeMap<Integer, Entry> entries = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                long number = name.matches() ? Long.parseLong(name.group(1)) : 0;
                if (number >= 1 && number < Integer.MAX_VALUE && Files.isRegularFile(file)) {
                    entries.put((int) number, new Entry((int) number, file, Files.size(file)));
                } else if (!file.getFileName().toString().startsWith(".")) {
                    foreign.add(new Damage(file, 0, 0, "this is no segment of the journal; it is left alone"));
                }
            }
        }
        return new ArrayList<>(entries.values());
    }

    /** Whether somebody has removed a file; not where that cannot be told, as without the right to look. */
    static boolean isGone(Path file) {
        Path at = file;
        while (at.getParent() != null && !at.toFile().exists()) {
            at = at.getParent();
        }
        return !at.equals(file) && (Files.notExists(file) || !Files.isDirectory(at));
    }
}
