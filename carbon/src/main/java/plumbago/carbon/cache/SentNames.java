package plumbago.carbon.cache;

import java.util.List;
import java.util.function.IntPredicate;
import plumbago.carbon.stats.DropReason;

/**
 * What the names of a stripe are: whether a metric's, and what they mean when they are sent, which is usually that metric,
 * but may be another one, or nothing. Kept in flags, all of them off in the usual case, and in the lower half of the
 * record's long MEANING. Not thread-safe.
 */
final class SentNames {
    private static final List<DropReason> REASONS = List.of(DropReason.values());
    private static final long LOW = 0xFFFFFFFFL;

    private final SeriesTable table;
    private long refusedBytes;

    SentNames(SeriesTable table) {
        this.table = table;
    }

    /** Adds a name of which nobody has asked yet what it means when it is sent; returns its handle. */
    int addUndecided(byte[] bytes, int offset, int length, int hash) {
        int handle = table.add(bytes, offset, length, hash);
        leaveUndecided(handle);
        return handle;
    }

    /** Whether a name, when it is sent, means the metric of that name: nearly all do. */
    boolean meansItself(int handle) {
        return (state(handle) & SeriesFlags.NOT_ITSELF) == 0;
    }

    /** Whether it has to be asked what a name means. */
    boolean isUndecided(int handle) {
        return (state(handle) & SeriesFlags.UNDECIDED) != 0;
    }

    /** The series that a name means in place of its own, or -1. */
    int elsewhere(int handle) {
        boolean is = (state(handle) & SeriesFlags.ELSEWHERE) != 0;
        return is ? (int) table.get(handle, SeriesTable.MEANING) : -1;
    }

    /** Why points of a name are refused, or null if they are not. */
    DropReason refusal(int handle) {
        boolean is = (state(handle) & SeriesFlags.REFUSED) != 0;
        return is ? REASONS.get((int) table.get(handle, SeriesTable.MEANING)) : null;
    }

    void decideItself(int handle) {
        decide(handle, 0, 0);
    }

    void decideElsewhere(int handle, int series) {
        decide(handle, SeriesFlags.ELSEWHERE, series);
    }

    void decideRefused(int handle, DropReason reason) {
        decide(handle, SeriesFlags.REFUSED, REASONS.indexOf(reason));
    }

    void leaveUndecided(int handle) {
        decide(handle, SeriesFlags.UNDECIDED, 0);
    }

    /** Has every name be asked for anew what it means. */
    void leaveAllUndecided() {
        for (int handle = 0; handle < table.size(); handle++) {
            leaveUndecided(handle);
        }
    }

    /** Has it be asked anew about all names that mean another metric, one of these. */
    void reconsider(IntPredicate series) {
        for (int handle = 0; handle < table.size(); handle++) {
            int elsewhere = elsewhere(handle);
            if (elsewhere >= 0 && series.test(elsewhere)) {
                leaveUndecided(handle);
            }
        }
    }

    private void decide(int handle, long flag, long meaning) {
        table.set(handle, SeriesTable.STATE, (state(handle) & ~SeriesFlags.NOT_ITSELF) | flag);
        table.set(handle, SeriesTable.MEANING, (table.get(handle, SeriesTable.MEANING) & ~LOW) | meaning);
    }

    /** Counts a name that was added only to remember that it is refused. */
    void addedRefused(int nameBytes) {
        refusedBytes += SeriesTable.BYTES_PER_NAME + nameBytes;
    }

    /** Bytes of the names that were added only to remember that they are refused. */
    long refusedBytes() {
        return refusedBytes;
    }

    /** Whether a name is a metric's. */
    boolean isMetric(int handle) {
        return (state(handle) & SeriesFlags.METRIC) != 0;
    }

    /** Notes that a name is a metric's; returns whether that is to be announced: it is new, or to be announced again. */
    boolean becomeMetric(int handle) {
        long state = state(handle);
        table.set(handle, SeriesTable.STATE, (state | SeriesFlags.METRIC) & ~SeriesFlags.UNANNOUNCED);
        return (state & SeriesFlags.METRIC) == 0 || (state & SeriesFlags.UNANNOUNCED) != 0;
    }

    /** Has a name that is a metric's be like one that was never seen: its next point makes it a metric's again. */
    void forgetMetric(int handle) {
        table.set(handle, SeriesTable.STATE, state(handle) & ~(SeriesFlags.METRIC | SeriesFlags.STORED));
        leaveUndecided(handle);
    }

    /** Has the next point of a metric be announced as if it were its first. */
    void announceAgain(int handle) {
        table.set(handle, SeriesTable.STATE, state(handle) | SeriesFlags.UNANNOUNCED);
        leaveUndecided(handle);
    }

    private long state(int handle) {
        return table.get(handle, SeriesTable.STATE);
    }
}
