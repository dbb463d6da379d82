package plumbago.carbon.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which retentions a series can have together: those with which Graphite makes a file, and for which a file then takes
 * points. From the finest archive to the coarsest, each must have a precision of its own that divides the next one's, reach
 * less far back than the next, and hold at least as many points as one point of the next is made of.
 *
 * <p>They hold wherever series are kept, so that {@code storage-schemas.conf} says the same everywhere; that sizes fit the 32
 * bits that Whisper has for them is one of them. Stateless, and so safe for many threads.
 */
public final class RetentionRules {
    private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

    /** What Whisper takes on the disk. */
    private static final int HEADER_BYTES = 16;

    private static final int BYTES_PER_ARCHIVE = 12;
    private static final int BYTES_PER_POINT = 12;

    private RetentionRules() {}

    /**
     * Refuses what does not go together.
     *
     * @param retentions in any order; no number in them is negative
     * @throws IllegalArgumentException if there are none, or they break a rule; the message says which in the words of
     *     Graphite's tools, and what would be right
     */
    public static void check(List<Retention> retentions) {
        if (retentions.isEmpty()) {
            throw refused(
                    "You must specify at least one archive configuration!",
                    "such as 60:1440, a point a minute for a day");
        }
        List<Retention> sorted = new ArrayList<>(retentions);
        sorted.sort(Comparator.comparingInt(Retention::secondsPerPoint));
        for (int i = 1; i < sorted.size(); i++) {
            checkPair(i - 1, sorted.get(i - 1), sorted.get(i));
        }
        checkSizes(sorted);
        for (int i = 0; i < sorted.size(); i++) {
            Retention archive = sorted.get(i);
            if (archive.secondsPerPoint() == 0 || archive.points() == 0) {
                throw withoutPoints(i, archive);
            }
        }
    }

    private static void checkPair(int i, Retention finer, Retention coarser) {
        int next = i + 1;
        if (finer.secondsPerPoint() == coarser.secondsPerPoint()) {
            throw refused(
                    "A Whisper database may not be configured having two archives with the same precision (archive" + i
                            + ": " + describe(finer) + ", archive" + next + ": " + describe(coarser) + ")",
                    "keep the longer one");
        }
        if (finer.secondsPerPoint() == 0) {
            throw withoutPoints(i, finer);
        }
        int pointsPerConsolidation = coarser.secondsPerPoint() / finer.secondsPerPoint();
        if (coarser.secondsPerPoint() % finer.secondsPerPoint() != 0) {
            // Never the finer precision itself, which would be a duplicate.
            int below = Math.max(pointsPerConsolidation, 2) * finer.secondsPerPoint();
            throw refused(
                    "Higher precision archives' precision must evenly divide all lower precision archives' precision "
                            + "(archive" + i + ": " + finer.secondsPerPoint() + ", archive" + next + ": "
                            + coarser.secondsPerPoint() + ")",
                    "archive" + next + " could have " + below + " or " + (below + finer.secondsPerPoint())
                            + " seconds per point");
        }
        if (coarser.seconds() <= finer.seconds()) {
            throw refused(
                    "Lower precision archives must cover larger time intervals than higher precision archives (archive"
                            + i + ": " + finer.seconds() + " seconds, archive" + next + ": " + coarser.seconds()
                            + " seconds)",
                    "archive" + next + " needs at least " + (finer.seconds() / coarser.secondsPerPoint() + 1)
                            + " points of " + coarser.secondsPerPoint() + " seconds");
        }
        if (finer.points() < pointsPerConsolidation) {
            throw refused(
                    "Each archive must have at least enough points to consolidate to the next archive (archive" + next
                            + " consolidates " + pointsPerConsolidation + " of archive" + i
                            + "'s points but it has only " + finer.points() + " total points)",
                    "archive" + i + " needs at least " + pointsPerConsolidation + " points");
        }
    }

    private static void checkSizes(List<Retention> sorted) {
        long offset = HEADER_BYTES + (long) BYTES_PER_ARCHIVE * sorted.size();
        for (Retention archive : sorted) {
            if (offset > MAX_UNSIGNED_INT || archive.seconds() > MAX_UNSIGNED_INT) {
                throw refused(
                        "The archive " + archive + " does not fit the file format",
                        "it would begin at byte " + offset + " and reach back " + archive.seconds()
                                + " seconds, and both are kept as numbers up to " + MAX_UNSIGNED_INT);
            }
            offset += (long) BYTES_PER_POINT * archive.points();
        }
    }

    private static IllegalArgumentException withoutPoints(int i, Retention archive) {
        return refused(
                "An archive must have at least one point of at least one second (archive" + i + ": " + describe(archive)
                        + ")",
                "leave the archive out, or give it a length of at least its precision");
    }

    private static String describe(Retention retention) {
        return "(" + retention.secondsPerPoint() + ", " + retention.points() + ")";
    }

    private static IllegalArgumentException refused(String summary, String advice) {
        return new IllegalArgumentException(summary + ": " + advice);
    }
}
