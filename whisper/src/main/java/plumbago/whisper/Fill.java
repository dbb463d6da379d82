package plumbago.whisper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Closes the gaps of one file with points of another, and leaves the points it has alone.
 *
 * <p>A gap is a run of slots without a point, or with the value zero, that is longer than one slot. Unlike a merge it
 * takes each point from the finest archive of the source that reaches back to it, and the two files need not have the
 * same archives.
 */
final class Fill implements Closeable {
    private final Path sourcePath;
    private final WhisperFile target;
    private final long now;
    private final boolean ownsSource;
    private WhisperFile source;

    /**
     * A fill.
     *
     * @param source null for the one at {@code sourcePath}, which is then opened at the first gap
     */
    Fill(WhisperFile source, Path sourcePath, WhisperFile target, long now) {
        this.source = source;
        this.ownsSource = source == null;
        this.sourcePath = sourcePath;
        this.target = target;
        this.now = now;
    }

    void run(long until, Progress progress) throws IOException {
        List<Archive> archives = target.header().archives();
        long last = until;
        int done = 0;
        for (int index : target.header().byRetention()) {
            progress.step(done++, archives.size());
            Archive archive = archives.get(index);
            long first = now - archive.retention();
            if (first >= last) {
                continue;
            }
            Optional<FetchResult> range = target.fetch(first, last, now);
            if (range.isPresent()) {
                fillGaps(range.get(), archive.secondsPerPoint());
            }
            last = first;
        }
        progress.step(archives.size(), archives.size());
    }

    /** The newest slot closes a gap that it belongs to, and opens none: a point may yet come for it. */
    private void fillGaps(FetchResult range, long secondsPerPoint) throws IOException {
        long gapStart = 0;
        boolean inGap = false;
        for (int i = 0; i < range.size(); i++) {
            long time = range.timestamp(i);
            boolean empty = !range.hasPoint(i) || range.values()[i] == 0;
            if (!inGap) {
                inGap = empty;
                gapStart = time;
            } else if (!empty) {
                if (time - gapStart > secondsPerPoint) {
                    copy(gapStart - range.step(), time);
                }
                inGap = false;
            } else if (i == range.size() - 1) {
                copy(gapStart - range.step(), time);
            }
        }
    }

    /** Copies what the source has after {@code from}, up to and including {@code until}. */
    private void copy(long from, long until) throws IOException {
        if (source == null) {
            source = WhisperFile.openReadOnly(sourcePath);
        }
        Header header = source.header();
        if (until < now - header.maxRetention()) {
            return;
        }
        long last = until;
        for (int index : header.byRetention()) {
            long reach = now - header.archives().get(index).retention();
            if (last <= reach) {
                continue;
            }
            long first = Math.max(reach, from);
            Optional<FetchResult> range = source.fetch(first, last, now);
            if (range.isPresent()) {
                Points points = Points.of(range.get());
                target.updateMany(points.timestamps, points.values, points.count, now);
            }
            last = first;
            if (from == last) {
                return;
            }
        }
    }

    /** Closes what was opened here. */
    @Override
    public void close() throws IOException {
        if (ownsSource && source != null) {
            source.close();
        }
    }
}
