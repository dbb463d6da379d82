package plumbago.carbon.cache;

import java.util.Arrays;

/** How many series have their oldest waiting point in each segment of the journal. Not thread-safe. */
final class SegmentCounts {
    private int[] counts = new int[16];

    /** The segment that {@code counts[0]} stands for; none before it is counted. */
    private int first;

    private int end;

    /** Counts one series more. */
    void add(int segment) {
        dropEmpty();
        if (first == end) {
            first = segment;
            end = segment;
        }
        int lowest = Math.min(first, segment);
        int needed = Math.max(end, segment + 1) - lowest;
        if (needed > counts.length || lowest < first) {
            int[] moved = new int[Math.max(2 * needed, counts.length)];
            System.arraycopy(counts, 0, moved, first - lowest, end - first);
            counts = moved;
            first = lowest;
        }
        end = Math.max(end, segment + 1);
        counts[segment - first]++;
    }

    /** Counts one series less. */
    void remove(int segment) {
        counts[segment - first]--;
    }

    /** The lowest segment that some series needs, or {@link Integer#MAX_VALUE} if none does. */
    int lowest() {
        dropEmpty();
        return first == end ? Integer.MAX_VALUE : first;
    }

    private void dropEmpty() {
        if (first == end || counts[0] > 0) {
            return;
        }
        int empty = 0;
        while (first + empty < end && counts[empty] == 0) {
            empty++;
        }
        if (empty > 0) {
            int left = end - first - empty;
            System.arraycopy(counts, empty, counts, 0, left);
            Arrays.fill(counts, left, end - first, 0);
            first += empty;
        }
    }
}
