package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a file is to hold: its archives, and how finer points become coarser ones. Immutable, and meant to be shared by all
 * files that are made alike.
 *
 * <p>The rules are those of the original. From the finest archive to the coarsest, each must have a precision of its own
 * that divides the next one's, reach less far back than the next, and hold at least as many points as one point of the
 * next is made of; and sizes and offsets must fit the 32 bits they have on disk. These rules let a few layouts through
 * whose files can take no points, or cannot be read: see {@link #checkUsable}.
 */
public final class WhisperLayout {
    /** The xFilesFactor of a file for which none was given. */
    public static final double DEFAULT_X_FILES_FACTOR = 0.5;

    /** The aggregation method of a file for which none was given. */
    public static final AggregationMethod DEFAULT_AGGREGATION_METHOD = AggregationMethod.AVERAGE;

    private static final long MAX_UNSIGNED_INT = 0xffff_ffffL;

    private final List<Retention> retentions;
    private final List<Archive> archives;
    private final float xFilesFactor;
    private final AggregationMethod aggregationMethod;

    private WhisperLayout(List<Retention> retentions, float xFilesFactor, AggregationMethod aggregationMethod)
            throws WhisperException {
        this.retentions = retentions;
        this.archives = place(retentions);
        this.xFilesFactor = xFilesFactor;
        this.aggregationMethod = aggregationMethod;
    }

    /** A layout with an xFilesFactor of one half, and averages. */
    public static WhisperLayout of(Retention... retentions) throws WhisperException {
        return of(Arrays.asList(retentions), DEFAULT_X_FILES_FACTOR, DEFAULT_AGGREGATION_METHOD);
    }

    /**
     * A layout in full.
     *
     * @param retentions the archives, in any order
     * @param xFilesFactor the share of finer points, 0 to 1, that must be known for a coarser one to be made; kept with
     *     the precision of a float, as on disk; NaN passes, as in the original
     * @throws WhisperException of one of the kinds {@code ARCHIVE_…} or {@code XFF_…}, or
     *     {@link Kind#NUMBER_OUTSIDE_UNSIGNED_32_BIT}
     */
    public static WhisperLayout of(List<Retention> retentions, double xFilesFactor, AggregationMethod aggregationMethod)
            throws WhisperException {
        Objects.requireNonNull(aggregationMethod, "aggregationMethod");
        List<Retention> sorted = new ArrayList<>(retentions);
        sorted.sort((a, b) -> Integer.compare(a.secondsPerPoint(), b.secondsPerPoint()));
        validate(sorted);
        return new WhisperLayout(List.copyOf(sorted), checkedXFilesFactor(xFilesFactor), aggregationMethod);
    }

    /** The archives, from the finest to the coarsest. */
    public List<Retention> retentions() {
        return retentions;
    }

    /** Where the archives lie in a file, from the finest to the coarsest. */
    public List<Archive> archives() {
        return archives;
    }

    /** The share of finer points, 0 to 1, that must be known for a coarser one to be made. */
    public float xFilesFactor() {
        return xFilesFactor;
    }

    /** How finer points become coarser ones. */
    public AggregationMethod aggregationMethod() {
        return aggregationMethod;
    }

    /** How far back the coarsest archive reaches, in seconds. */
    public long maxRetention() {
        return retentions.get(retentions.size() - 1).seconds();
    }

    /** Bytes of a file so laid out. */
    public long fileSize() {
        return archives.get(archives.size() - 1).end();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WhisperLayout that
                && retentions.equals(that.retentions)
                && Float.compare(xFilesFactor, that.xFilesFactor) == 0
                && aggregationMethod == that.aggregationMethod;
    }

    @Override
    public int hashCode() {
        return Objects.hash(retentions, xFilesFactor, aggregationMethod);
    }

    @Override
    public String toString() {
        return retentions + " " + aggregationMethod.label() + " xFilesFactor " + xFilesFactor;
    }

    /**
     * Refuses what passes the original's rules and still makes a file that is of no use: an only archive that has no
     * points, or points of no length, takes no point ever; and a file whose xFilesFactor is NaN cannot be opened again.
     *
     * @throws WhisperException of kind {@link Kind#ARCHIVE_WITHOUT_POINTS} or {@link Kind#XFF_OUT_OF_RANGE}
     */
    public void checkUsable() throws WhisperException {
        for (int i = 0; i < retentions.size(); i++) {
            Retention archive = retentions.get(i);
            if (archive.secondsPerPoint() == 0 || archive.points() == 0) {
                throw withoutPoints(i, archive);
            }
        }
        if (Float.isNaN(xFilesFactor)) {
            throw outOfRange(xFilesFactor);
        }
    }

    /** Refuses what the original refuses, and so not NaN. */
    static float checkedXFilesFactor(double xFilesFactor) throws WhisperException {
        if (xFilesFactor < 0 || xFilesFactor > 1) {
            throw outOfRange(xFilesFactor);
        }
        return (float) xFilesFactor;
    }

    private static WhisperException outOfRange(double xFilesFactor) {
        return new WhisperException(
                Kind.XFF_OUT_OF_RANGE,
                "Invalid xFilesFactor " + xFilesFactor + ", not between 0 and 1",
                "it is the share of finer points that must be known, 0.5 for one half");
    }

    private static WhisperException withoutPoints(int i, Retention archive) {
        return new WhisperException(
                Kind.ARCHIVE_WITHOUT_POINTS,
                "An archive must have at least one point of at least one second (archive" + i + ": " + describe(archive)
                        + ")",
                "leave the archive out, or give it a length of at least its precision");
    }

    private static void validate(List<Retention> sorted) throws WhisperException {
        if (sorted.isEmpty()) {
            throw new WhisperException(
                    Kind.ARCHIVE_LIST_EMPTY,
                    "You must specify at least one archive configuration!",
                    "such as 60:1440, a point a minute for a day");
        }
        for (Retention archive : sorted) {
            if (archive.secondsPerPoint() < 0 || archive.points() < 0) {
                throw new WhisperException(
                        Kind.NUMBER_OUTSIDE_UNSIGNED_32_BIT,
                        "The archive " + archive + " does not fit the file format",
                        "neither of its numbers can be negative");
            }
        }
        for (int i = 1; i < sorted.size(); i++) {
            validatePair(i - 1, sorted.get(i - 1), sorted.get(i));
        }
    }

    private static void validatePair(int i, Retention finer, Retention coarser) throws WhisperException {
        int next = i + 1;
        if (finer.secondsPerPoint() == coarser.secondsPerPoint()) {
            throw new WhisperException(
                    Kind.ARCHIVE_PRECISION_DUPLICATE,
                    "A Whisper database may not be configured having two archives with the same precision (archive" + i
                            + ": " + describe(finer) + ", archive" + next + ": " + describe(coarser) + ")",
                    "keep the longer one");
        }
        if (finer.secondsPerPoint() == 0) {
            // The original divides by it here.
            throw withoutPoints(i, finer);
        }
        if (coarser.secondsPerPoint() % finer.secondsPerPoint() != 0) {
            throw new WhisperException(
                    Kind.ARCHIVE_PRECISION_NOT_DIVISIBLE,
                    "Higher precision archives' precision must evenly divide all lower precision archives' precision "
                            + "(archive" + i + ": " + finer.secondsPerPoint() + ", archive" + next + ": "
                            + coarser.secondsPerPoint() + ")",
                    "archive" + next + " could have " + multipleBelow(finer, coarser) + " or "
                            + (multipleBelow(finer, coarser) + finer.secondsPerPoint()) + " seconds per point");
        }
        if (coarser.seconds() <= finer.seconds()) {
            throw new WhisperException(
                    Kind.ARCHIVE_RETENTION_NOT_LARGER,
                    "Lower precision archives must cover larger time intervals than higher precision archives (archive"
                            + i + ": " + finer.seconds() + " seconds, archive" + next + ": " + coarser.seconds()
                            + " seconds)",
                    "archive" + next + " needs at least "
                            + (finer.seconds() / coarser.secondsPerPoint() + 1) + " points of "
                            + coarser.secondsPerPoint() + " seconds");
        }
        int pointsPerConsolidation = coarser.secondsPerPoint() / finer.secondsPerPoint();
        if (finer.points() < pointsPerConsolidation) {
            throw new WhisperException(
                    Kind.ARCHIVE_TOO_FEW_POINTS_TO_CONSOLIDATE,
                    "Each archive must have at least enough points to consolidate to the next archive (archive" + next
                            + " consolidates " + pointsPerConsolidation + " of archive" + i
                            + "'s points but it has only " + finer.points() + " total points)",
                    "archive" + i + " needs at least " + pointsPerConsolidation + " points");
        }
    }

    /** The larger multiple of the finer precision below the coarser one, but never the finer precision itself. */
    private static int multipleBelow(Retention finer, Retention coarser) {
        int below = coarser.secondsPerPoint() / finer.secondsPerPoint() * finer.secondsPerPoint();
        return Math.max(below, 2 * finer.secondsPerPoint());
    }

    private static String describe(Retention retention) {
        return "(" + retention.secondsPerPoint() + ", " + retention.points() + ")";
    }

    private static List<Archive> place(List<Retention> retentions) throws WhisperException {
        List<Archive> archives = new ArrayList<>(retentions.size());
        long offset = Header.size(retentions.size());
        for (Retention retention : retentions) {
            Archive archive = new Archive(offset, retention.secondsPerPoint(), retention.points());
            if (offset > MAX_UNSIGNED_INT || archive.retention() > MAX_UNSIGNED_INT) {
                throw new WhisperException(
                        Kind.NUMBER_OUTSIDE_UNSIGNED_32_BIT,
                        "The archive " + retention + " does not fit the file format",
                        "it would begin at byte " + offset + " and reach back " + archive.retention()
                                + " seconds, and both are kept as numbers up to " + MAX_UNSIGNED_INT);
            }
            archives.add(archive);
            offset = archive.end();
        }
        return List.copyOf(archives);
    }
}
