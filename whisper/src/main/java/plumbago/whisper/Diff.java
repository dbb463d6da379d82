package plumbago.whisper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares two files archive by archive, from the shortest retention to the longest.
 *
 * <p>Each archive is compared only in the time that the one before does not reach back to.
 */
final class Diff {
    private Diff() {}

    static List<ArchiveDifference> run(
            PointStorage a,
            Header headerA,
            PointStorage b,
            Header headerB,
            boolean ignoreEmpty,
            long until,
            long now,
            Progress progress)
            throws IOException {
        Merge.checkAlike(a, headerA, b, headerB, "diffing");
        Scratch scratch = Scratch.get();
        List<ArchiveDifference> differences = new ArrayList<>();
        int archives = headerA.archives().size();
        long last = until;
        for (int index : headerA.byRetention()) {
            progress.step(differences.size(), archives);
            Archive archive = headerA.archives().get(index);
            long first = now - archive.retention();
            List<ArchiveDifference.PointDifference> differing = new ArrayList<>();
            int total = 0;
            if (isCompared(archive, first, last)) {
                long end = Math.min(last, first + archive.retention());
                FetchResult inA = ArchiveReader.read(a, headerA, index, first, end, scratch);
                FetchResult inB = ArchiveReader.read(b, headerB, index, first, end, scratch);
                for (int i = 0; i < inA.size(); i++) {
                    if (ignoreEmpty ? inA.hasPoint(i) && inB.hasPoint(i) : inA.hasPoint(i) || inB.hasPoint(i)) {
                        total++;
                        double valueA = inA.values()[i];
                        double valueB = inB.values()[i];
                        // Where one has no point its value is NaN, which is equal to nothing.
                        if (valueA != valueB) {
                            differing.add(new ArchiveDifference.PointDifference(inA.timestamp(i), valueA, valueB));
                        }
                    }
                }
            }
            differences.add(new ArchiveDifference(differences.size(), total, differing));
            last = Math.min(first, last);
        }
        progress.step(archives, archives);
        return List.copyOf(differences);
    }

    /** An archive whose points have no length is to be refused where it is read. */
    private static boolean isCompared(Archive archive, long first, long last) {
        return archive.secondsPerPoint() == 0 || archive.interval(first) <= archive.interval(last);
    }
}
