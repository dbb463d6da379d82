package plumbago.carbon.storage.whisper;

import java.util.List;
import plumbago.whisper.Archive;

/**
 * How many points no archive of a file covers, as one number so that nothing is allocated for it:
 *
 * <pre>
 *   too old (32) | too far ahead (32)
 * </pre>
 *
 * Too old is what is older than the archive reaches back that reaches farthest; Whisper leaves that out. Too far ahead is
 * what would lie as far ahead as the finest archive reaches back, or farther: Whisper puts it into the place of a present
 * point, and a present one takes it away again before its time has come.
 */
final class Uncovered {
    private Uncovered() {}

    /**
     * Counts them.
     *
     * @param archives from the finest to the coarsest
     * @param timestamps ascending; the first {@code count} are used
     * @param acceptedAt when the first of them was accepted; a point that was old then is too old
     * @param now seconds since the epoch; what is far ahead then is too far
     */
    static long among(List<Archive> archives, long[] timestamps, int count, long acceptedAt, long now) {
        if (archives.isEmpty() || count == 0) {
            return 0;
        }
        long oldest = acceptedAt - archives.get(archives.size() - 1).retention();
        long end = now + archives.get(0).retention();
        if (timestamps[0] >= oldest && timestamps[count - 1] < end) {
            return 0;
        }
        int old = 0;
        while (old < count && timestamps[old] < oldest) {
            old++;
        }
        int ahead = 0;
        while (ahead < count && timestamps[count - 1 - ahead] >= end) {
            ahead++;
        }
        return (long) old << 32 | ahead;
    }

    static int tooOld(long uncovered) {
        return (int) (uncovered >>> 32);
    }

    static int tooFarAhead(long uncovered) {
        return (int) uncovered;
    }
}
