package plumbago.carbon.cache;

/**
 * The flags in a record's long STATE. The lower 16 bits of it and the upper 32 are numbers of the queue's, see {@link
 * SeriesTable}.
 */
final class SeriesFlags {
    /** The series stands in the list of those with points waiting, or the writer has it in hand. */
    static final long WAITING = 1L << 16;

    /** Nobody has asked yet what the name means when it is sent, or the rules have changed since. */
    static final long UNDECIDED = 1L << 17;

    /** The name means another metric; MEANING is that one's series. */
    static final long ELSEWHERE = 1L << 18;

    /** Points of that name are refused; MEANING is the number of the reason. */
    static final long REFUSED = 1L << 19;

    /** The name is a metric's; others are only sent, and mean another one or are refused. */
    static final long METRIC = 1L << 20;

    /** Points of the series have been stored since the start, so it has what they are stored in. */
    static final long STORED = 1L << 21;

    /** The listener is to be notified of the metric with its next point as if that were its first. */
    static final long UNANNOUNCED = 1L << 22;

    /** Somebody beside the writer stores points of the series, which stay as they are meanwhile. */
    static final long HELD = 1L << 23;

    /** The series' oldest points have been copied to be stored, and stay as they are until that is done. */
    static final long IN_HAND = 1L << 24;

    /** One of these is on where a sent name does not mean the metric of that name. */
    static final long NOT_ITSELF = UNDECIDED | ELSEWHERE | REFUSED;

    private SeriesFlags() {}
}
