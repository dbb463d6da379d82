package plumbago.whisper;

import java.util.List;

/**
 * In what points one archive of two files differs.
 *
 * @param archive index of the archive, counted from the shortest retention to the longest
 * @param total points that were compared
 * @param differing those that are not equal, oldest first
 */
public record ArchiveDifference(int archive, int total, List<PointDifference> differing) {
    /** Copies the list. */
    public ArchiveDifference {
        differing = List.copyOf(differing);
    }

    /**
     * A point that is not the same in two files. A NaN differs from any other value and from itself.
     *
     * @param timestamp seconds since the epoch
     * @param a value in the first file, {@link FetchResult#NO_POINT} if it has none
     * @param b value in the second file, {@link FetchResult#NO_POINT} if it has none
     */
    public record PointDifference(long timestamp, double a, double b) {
        /** Whether the first file has a point. */
        public boolean inA() {
            return FetchResult.isPoint(a);
        }

        /** Whether the second file has a point. */
        public boolean inB() {
            return FetchResult.isPoint(b);
        }
    }
}
