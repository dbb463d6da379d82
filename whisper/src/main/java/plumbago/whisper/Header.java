package plumbago.whisper;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a file says about itself.
 *
 * @param aggregationMethod how finer points become coarser ones
 * @param maxRetention seconds that the file reaches back; the file says so apart from its archives, and it is what
 *     decides whether a point is too old
 * @param xFilesFactor the share of finer points, 0 to 1, that must be known for a coarser one to be made
 * @param archives in the order of the file's table, which is from the finest to the coarsest in every file that was
 *     made by {@code create}
 */
public record Header(
        AggregationMethod aggregationMethod, long maxRetention, float xFilesFactor, List<Archive> archives) {
    /** Bytes before the table of archives. */
    static final int METADATA_SIZE = 16;

    /** Bytes of one entry in the table of archives. */
    static final int ARCHIVE_INFO_SIZE = 12;

    /** Copies the list. */
    public Header {
        archives = List.copyOf(archives);
    }

    /** Bytes before the first point of a file with so many archives. */
    static long size(long archives) {
        return METADATA_SIZE + ARCHIVE_INFO_SIZE * archives;
    }

    /** Indexes of the archives from the shortest retention to the longest. */
    int[] byRetention() {
        int[] indexes = new int[archives.size()];
        for (int i = 0; i < indexes.length; i++) {
            int place = i;
            // There are a handful, and in order already in every file that create() made.
            while (place > 0
                    && archives.get(indexes[place - 1]).retention()
                            > archives.get(i).retention()) {
                indexes[place] = indexes[place - 1];
                place--;
            }
            indexes[place] = i;
        }
        return indexes;
    }

    /** The archives as a user would write them. */
    String describeArchives() {
        return archives.stream()
                .map(archive -> archive.secondsPerPoint() + ":" + archive.points())
                .collect(Collectors.joining(","));
    }

    /** What the file would be created with. */
    public WhisperLayout layout() throws WhisperException {
        return WhisperLayout.of(
                archives.stream()
                        .map(archive -> new Retention((int) archive.secondsPerPoint(), (int) archive.points()))
                        .toList(),
                xFilesFactor,
                aggregationMethod);
    }
}
