package plumbago.whisper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the points of a file into a new one that has other archives, each archive for itself, so that none has less of
 * the past than the old file had: {@link Resize}, which does as the original does, stores each point in the finest archive
 * that reaches back to it and leaves the coarser ones to be made of it anew, which they are not where too little is known.
 *
 * <p>A slot of a new archive gets the first of these that there is:
 *
 * <ol>
 *   <li>the point of the old archive with the same step, as it is;
 *   <li>a point made of a finer old archive's, the finest first, by the new aggregation method, if enough of them are
 *       known and the archive reaches back to all of the slot;
 *   <li>the point of a coarser old archive, at its own time.
 * </ol>
 */
public final class Reshape {
    /** The points of an archive in order of time. */
    private record Past(int step, long[] times, double[] values, long reachesTo) {
        int at(long time) {
            return Arrays.binarySearch(times, time);
        }

        int firstNotBefore(long time) {
            int at = at(time);
            return at < 0 ? -at - 1 : at;
        }
    }

    private final WhisperLayout layout;
    private final List<Past> past = new ArrayList<>();
    private long newest;

    private Reshape(WhisperLayout layout) {
        this.layout = layout;
    }

    /**
     * Makes the new file; the old one is only read. Nobody may write to it meanwhile.
     *
     * @param made a file that does not exist
     * @param now seconds since the epoch
     * @throws WhisperException if the old file is damaged
     */
    public static void write(Path old, Path made, WhisperLayout layout, long now) throws IOException {
        Reshape reshape = new Reshape(layout);
        try (WhisperFile file = WhisperFile.openReadOnly(old)) {
            reshape.read(file, now);
        }
        WhisperFile.create(made, layout, Allocation.SPARSE);
        try (WhisperFile file = WhisperFile.open(made, Access.CHANNEL)) {
            for (int index = 0; index < layout.archives().size(); index++) {
                Points points = reshape.points(layout.archives().get(index), now);
                file.storeIn(index, points.timestamps, points.values, points.count);
            }
            file.force();
        }
    }

    /** All points there are, those of the future too: a sender's clock may be ahead. */
    private void read(WhisperFile file, long now) throws IOException {
        List<Archive> archives = file.header().archives();
        for (int index = 0; index < archives.size(); index++) {
            Archive archive = archives.get(index);
            ArchiveCheck.checkShape(file.path(), archive, index);
            List<long[]> found = new ArrayList<>();
            file.forEachPoint(index, (slot, timestamp, value) -> {
                if (timestamp != 0 && timestamp % archive.secondsPerPoint() == 0) {
                    found.add(new long[] {timestamp, Double.doubleToRawLongBits(value)});
                }
            });
            found.sort(Comparator.comparingLong(point -> point[0]));
            long last = found.isEmpty() ? 0 : found.get(found.size() - 1)[0];
            long reachesTo = Math.max(last, now - now % archive.secondsPerPoint()) - archive.retention();
            found.removeIf(point -> point[0] <= reachesTo);
            newest = Math.max(newest, last);
            past.add(new Past(
                    Math.toIntExact(archive.secondsPerPoint()),
                    found.stream().mapToLong(point -> point[0]).toArray(),
                    found.stream()
                            .mapToDouble(point -> Double.longBitsToDouble(point[1]))
                            .toArray(),
                    reachesTo));
        }
        past.sort(Comparator.comparingInt(Past::step));
    }

    private Points points(Archive archive, long now) {
        Points made = new Points();
        long step = archive.secondsPerPoint();
        long end = Math.max(newest, now);
        end -= end % step;
        for (long time = end - archive.retention() + step; time <= end; time += step) {
            double value = value(time, (int) step);
            if (FetchResult.isPoint(value)) {
                made.add(time, value);
            }
        }
        return made;
    }

    private double value(long time, int step) {
        for (Past same : past) {
            int at = same.step() == step ? same.at(time) : -1;
            if (at >= 0) {
                return same.values()[at];
            }
        }
        for (Past finer : past) {
            if (finer.step() < step && step % finer.step() == 0 && time > finer.reachesTo()) {
                double value = aggregated(finer, time, step);
                if (FetchResult.isPoint(value)) {
                    return value;
                }
            }
        }
        for (Past coarser : past) {
            int at = coarser.step() > step ? coarser.at(time) : -1;
            if (at >= 0) {
                return coarser.values()[at];
            }
        }
        return FetchResult.NO_POINT;
    }

    private double aggregated(Past finer, long time, int step) {
        int from = finer.firstNotBefore(time);
        int to = finer.firstNotBefore(time + step);
        int slots = step / finer.step();
        if (from == to || (double) (to - from) / slots < layout.xFilesFactor()) {
            return FetchResult.NO_POINT;
        }
        double[] known = Arrays.copyOfRange(finer.values(), from, to);
        return layout.aggregationMethod().aggregate(known, known.length, slots);
    }
}
