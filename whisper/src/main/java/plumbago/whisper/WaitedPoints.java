package plumbago.whisper;

import java.util.List;

/**
 * What becomes of points that had to wait before they are stored, so that the archives get what they would have got at once:
 * a point that was fresh when it came must not be taken for an old one, and one that has the slot of an older one in the ring
 * must not take that from it before the coarser points have been made of it.
 */
final class WaitedPoints {
    private WaitedPoints() {}

    /**
     * Whether the archives would get something else if all points came just now.
     *
     * @param times ascending
     * @param acceptedAt when the first of the points came; the others came later, and none before its own time
     */
    static boolean matters(List<Archive> archives, long[] times, int count, long acceptedAt, long now) {
        if (acceptedAt >= now
                || archives.isEmpty()
                || count == 0
                || now - times[0] <= archives.get(0).retention()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            long came = Math.max(acceptedAt, Math.min(times[i], now));
            if (archive(archives, now - times[i]) != archive(archives, came - times[i])) {
                return true;
            }
        }
        return false;
    }

    /** The finest archive that reaches back so far, by its number; their number if none does. */
    private static int archive(List<Archive> archives, long age) {
        int index = 0;
        while (index < archives.size() && archives.get(index).retention() < age) {
            index++;
        }
        return index;
    }

    /**
     * The end of those points, from one on, that can be stored together: all that were old when the first came; and of later
     * ones as many as leave in the finest archive what the next coarser one is still to be made of.
     */
    static int endOfUpdate(List<Archive> archives, long[] times, int from, int count, long acceptedAt) {
        long end = times[from] <= acceptedAt ? acceptedAt + 1 : endOfTurn(archives, times[from]);
        int to = from + 1;
        while (to < count && times[to] < end) {
            to++;
        }
        return to;
    }

    /** Within one turn of the finest archive from the beginning of the coarser point on that a time is part of. */
    private static long endOfTurn(List<Archive> archives, long time) {
        long step = archives.get(Math.min(1, archives.size() - 1)).secondsPerPoint();
        long begin = time - time % step;
        return begin + Math.max(1, archives.get(0).retention() / step) * step;
    }
}
