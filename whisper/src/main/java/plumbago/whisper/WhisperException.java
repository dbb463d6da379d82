package plumbago.whisper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says what is wrong with a Whisper file, or with a request to it.
 *
 * <p>The message has two parts: a {@linkplain #summary() summary} in the words by which Graphite's own tools report the
 * same condition, so that scripts which look for them go on working, and what was found or would be right.
 */
public class WhisperException extends IOException {
    private static final long serialVersionUID = 2L;

    /** The cases a caller may want to tell apart. */
    public enum Kind {
        /** A layout without any archive. */
        ARCHIVE_LIST_EMPTY,
        /** Two archives with the same seconds per point. */
        ARCHIVE_PRECISION_DUPLICATE,
        /** A coarser archive whose seconds per point are no multiple of the finer one's. */
        ARCHIVE_PRECISION_NOT_DIVISIBLE,
        /** A coarser archive that does not reach farther back than the finer one. */
        ARCHIVE_RETENTION_NOT_LARGER,
        /** A finer archive that holds fewer points than one point of the coarser one is made of. */
        ARCHIVE_TOO_FEW_POINTS_TO_CONSOLIDATE,
        /** An archive with no points, or with points of no length. */
        ARCHIVE_WITHOUT_POINTS,
        /** Something that goes into 32 bits of the file, and does not fit. */
        NUMBER_OUTSIDE_UNSIGNED_32_BIT,
        /** An unknown name or number of an aggregation method. */
        AGGREGATION_METHOD_UNKNOWN,
        /** An xFilesFactor that is no number. */
        XFF_NOT_A_NUMBER,
        /** An xFilesFactor below 0 or above 1. */
        XFF_OUT_OF_RANGE,
        /** A retention that is not two parts with a colon between them. */
        RETENTION_DEFINITION_INVALID,
        /** The part before the colon of a retention is no time. */
        RETENTION_PRECISION_INVALID,
        /** The part behind the colon of a retention is neither a number of points nor a time. */
        RETENTION_POINTS_INVALID,
        /** A unit of time that is not the beginning of seconds, minutes, hours, days, weeks or years. */
        RETENTION_UNIT_INVALID,
        /** A file that is to be made exists already. */
        FILE_ALREADY_EXISTS,
        /** A file that is to be opened does not exist. */
        FILE_MISSING,
        /** The first 16 bytes are not those of a Whisper file. */
        CORRUPT_HEADER,
        /** The table of archives is cut off, or describes archives that cannot be. */
        CORRUPT_ARCHIVE_INFO,
        /** The file ends before the first point of an archive. */
        TRUNCATED_BASE_POINT,
        /** The file ends inside an archive. */
        TRUNCATED_POINTS,
        /** The header announces no archive at all. */
        NO_ARCHIVE,
        /** A point in the future, or older than the file reaches back. */
        TIMESTAMP_NOT_COVERED,
        /** More points at once than half of the memory holds. */
        TOO_MANY_POINTS,
        /** A range of time that ends before it begins. */
        FROM_AFTER_UNTIL,
        /** An archive was asked for by its seconds per point, and the file has no such archive. */
        GRANULARITY_NOT_IN_FILE,
        /** Two files were to be compared or merged whose archives differ. */
        ARCHIVES_UNALIKE,
        /** A merge whose window of time ends before it begins. */
        MERGE_TIME_FROM_AFTER_TIME_TO,
        /** The file changed its size under an open mapping, or the disk had no room for a mapped write. */
        MAPPING_LOST
    }

    /** The case. */
    private final Kind kind;

    /** In the words of Graphite's tools. */
    private final String summary;

    /** The file, or null if the request itself was wrong. */
    private final transient Path path;

    WhisperException(Kind kind, String summary, String advice) {
        this(kind, null, summary, advice, null);
    }

    WhisperException(Kind kind, Path path, String summary, String advice) {
        this(kind, path, summary, advice, null);
    }

    WhisperException(Kind kind, Path path, String summary, String advice, Throwable cause) {
        super(summary + ": " + advice, cause);
        this.kind = kind;
        this.path = path;
        this.summary = summary;
    }

    /** Which case it is. */
    public Kind kind() {
        return kind;
    }

    /** The file that is wrong; nothing if the fault lies in the request alone. */
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    /** The first part of the message: the condition in the words of Graphite's own tools, without what follows it. */
    public String summary() {
        return summary;
    }
}
