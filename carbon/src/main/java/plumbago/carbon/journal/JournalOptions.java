package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the journal is kept.
 *
 * @param folder where the segments lie
 * @param maxBytes most space on the disk that segments take; 4 MiB at least
 * @param diskBytes what the disk has in all: on a small one segments are smaller, since senders wait where it has no space
 *     for the next
 * @param syncInterval how often what was received is forced to the disk; zero for never, which leaves it to the
 *     operating system
 * @param reservation has the disk reserve space for segments
 * @param sync has what is stored outlast a crash of the machine, before the journal forgets points, if anything is forced
 *     to the disk; returns why it does not, as a sentence, or nothing if it does
 */
public record JournalOptions(
        Path folder,
        long maxBytes,
        long diskBytes,
        Duration syncInterval,
        SpaceReservation reservation,
        Supplier<Optional<String>> sync) {
    private static final long LEAST_BYTES = 4L << 20;
    private static final long LEAST_SEGMENT_BYTES = 1L << 20;
    private static final long MOST_SEGMENT_BYTES = 64L << 20;
    private static final int SEGMENTS = 16;

    /** Of a small disk: more than two of the longest records. */
    private static final long LEAST_SEGMENT_BYTES_OF_SMALL_DISK = 1L << 19;

    /** A segment takes no more than a part of this kind of the disk. */
    private static final int PART_OF_DISK = 8;

    /** In a segment names should take no more than a part of this kind of what there is. */
    private static final int NAMES_PART = 4;

    public JournalOptions {
        maxBytes = Math.max(LEAST_BYTES, maxBytes);
    }

    /** On a disk that is large enough. */
    public JournalOptions(
            Path folder,
            long maxBytes,
            Duration syncInterval,
            SpaceReservation reservation,
            Supplier<Optional<String>> sync) {
        this(folder, maxBytes, Long.MAX_VALUE, syncInterval, reservation, sync);
    }

    /** The same on the disk that the folder lies on. */
    JournalOptions onItsDisk() {
        return new JournalOptions(folder, maxBytes, SegmentFolder.diskBytes(folder), syncInterval, reservation, sync);
    }

    /** @throws IOException if the disk is too small, whatever lies on it */
    void checkDisk() throws IOException {
        if (diskBytes < PART_OF_DISK * LEAST_SEGMENT_BYTES_OF_SMALL_DISK) {
            throw new IOException("the journal's folder " + folder + " lies on a disk of " + diskBytes
                    + " bytes in all, and a journal takes one of "
                    + PART_OF_DISK * LEAST_SEGMENT_BYTES_OF_SMALL_DISK
                    + " at least; JOURNAL_DIR in [cache] chooses another, and JOURNAL = False does without");
        }
    }

    /** Whether anything is forced to the disk. */
    boolean syncs() {
        return !syncInterval.isZero();
    }

    /**
     * The size of the next segment.
     *
     * @param nameBytes what names took in the last one: each segment names its series anew
     */
    long segmentBytes(long nameBytes) {
        long usual = Math.max(LEAST_SEGMENT_BYTES, Math.min(MOST_SEGMENT_BYTES, maxBytes / SEGMENTS));
        long withNames = Math.max(usual, Math.min(maxBytes / (SEGMENTS / 2), NAMES_PART * nameBytes));
        return Math.min(withNames, Math.max(LEAST_SEGMENT_BYTES_OF_SMALL_DISK, diskBytes / PART_OF_DISK));
    }
}
