package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.IOException;
import java.util.List;

/**
 * Copies the points of one file over those of another, archive by archive.
 *
 * <p>Each archive is copied for itself, from the shortest retention to the longest, and changes the coarser ones below
 * it as any stored point does. Coarse points that were right may thus be made anew from finer ones with gaps, before the
 * source's own coarse points are copied over them.
 */
final class Merge {
    private Merge() {}

    static void run(
            PointStorage source,
            Header sourceHeader,
            PointStorage target,
            Header targetHeader,
            long from,
            long until,
            long now,
            Progress progress)
            throws IOException {
        checkAlike(source, sourceHeader, target, targetHeader, "merging");
        if (until < from) {
            throw new WhisperException(
                    Kind.MERGE_TIME_FROM_AFTER_TIME_TO,
                    target.path(),
                    "time_to must be >= time_from",
                    "the window is from " + from + " to " + until);
        }
        Scratch scratch = Scratch.get();
        List<Archive> archives = sourceHeader.archives();
        int done = 0;
        for (int index : sourceHeader.byRetention()) {
            progress.step(done++, archives.size());
            long retention = archives.get(index).retention();
            long first = Math.max(from, now - retention);
            if (until < now - retention) {
                continue;
            }
            // What lies beyond would be the same slots of the ring once more.
            long last = Math.min(until, first + retention);
            Points points = Points.of(ArchiveReader.read(source, sourceHeader, index, first, last, scratch));
            ArchiveWriter.storeAll(
                    target, targetHeader, index, points.timestamps, points.values, 0, points.count, scratch);
        }
        progress.step(archives.size(), archives.size());
    }

    static void checkAlike(
            PointStorage first, Header firstHeader, PointStorage second, Header secondHeader, String doing)
            throws WhisperException {
        if (!firstHeader.archives().equals(secondHeader.archives())) {
            throw new WhisperException(
                    Kind.ARCHIVES_UNALIKE,
                    first.path(),
                    first.path() + " and " + second.path()
                            + " archive configurations are unalike. Resize the input before " + doing,
                    "the first has " + firstHeader.describeArchives() + ", the second "
                            + secondHeader.describeArchives());
        }
    }
}
