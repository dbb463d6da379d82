package plumbago.carbon.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the journal is kept.
 *
 * @param folder where the segments lie
 * @param maxBytes most room on the disk that segments take; 4 MiB at least
 * @param syncInterval how often what was received is forced to the disk; zero for never, which leaves it to the
 *     operating system
 * @param dataFolder where the Whisper files lie, whose file system is forced to the disk before the journal forgets
 *     points, if anything is
 */
public record JournalOptions(Path folder, long maxBytes, Duration syncInterval, Path dataFolder) {
    private static final long LEAST_BYTES = 4L << 20;
    private static final long LEAST_SEGMENT_BYTES = 1L << 20;
    private static final long MOST_SEGMENT_BYTES = 64L << 20;
    private static final int SEGMENTS = 16;

    /** In a segment names should take no more than a part of this kind of what there is. */
    private static final int NAMES_PART = 4;

    public JournalOptions {
        maxBytes = Math.max(LEAST_BYTES, maxBytes);
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
        return Math.max(usual, Math.min(maxBytes / (SEGMENTS / 2), NAMES_PART * nameBytes));
    }
}
