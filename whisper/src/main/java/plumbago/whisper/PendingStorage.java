package plumbago.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A file as it would be with some points stored that are not: writes stay in memory and lie over the bytes below, which
 * are those of a file, or the zeros of one that does not exist. For one thread, and for one question.
 */
final class PendingStorage extends PointStorage {
    private record Point(long time, double value) {}

    private static final Path NOT_CREATED = Path.of("not created");

    private final PointStorage below;
    private final Map<Long, Point> written = new HashMap<>();

    private PendingStorage(PointStorage below, Path path, Object identity, long length) {
        super(path, identity, length);
        this.below = below;
    }

    static PendingStorage over(PointStorage below) {
        return new PendingStorage(below, below.path(), below.identity(), below.length());
    }

    static PendingStorage overNothing(WhisperLayout layout) {
        return new PendingStorage(null, NOT_CREATED, NOT_CREATED, layout.fileSize());
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    /** Stores the points in a file. */
    void storeIn(PointStorage file, Scratch scratch) throws IOException {
        long[] offsets = new long[written.size()];
        int count = 0;
        for (long offset : written.keySet()) {
            offsets[count++] = offset;
        }
        // In order, as those that lie side by side are then written together.
        Arrays.sort(offsets);
        boolean done = false;
        try {
            for (long offset : offsets) {
                Point point = written.get(offset);
                file.writePoint(offset, point.time(), point.value(), scratch);
            }
            file.flush(scratch);
            done = true;
        } finally {
            if (!done) {
                // What was held back must not get into the next file.
                scratch.output.clear();
            }
        }
    }

    /** Puts the points where they belong in the bytes of the whole file. */
    void putIn(ByteBuffer file) {
        for (Map.Entry<Long, Point> entry : written.entrySet()) {
            Point point = entry.getValue();
            int at = entry.getKey().intValue();
            file.putInt(at, (int) point.time()).putDouble(at + Integer.BYTES, point.value());
        }
    }

    @Override
    Access access() {
        throw new IllegalStateException("no file is reached");
    }

    @Override
    long metadataWord(int index) {
        return 0;
    }

    @Override
    void enter() {
        // Whoever asks has entered the storage below.
    }

    @Override
    void leave() {
        // See enter.
    }

    @Override
    public void close() {
        written.clear();
    }

    @Override
    void readBytes(long offset, ByteBuffer bytes) {
        throw new IllegalStateException("only points are read of a file with pending points");
    }

    @Override
    void writeBytes(long offset, ByteBuffer bytes) {
        throw new IllegalStateException("only points are written over a file");
    }

    @Override
    long readTime(long offset, Scratch scratch) throws IOException {
        Point point = written.get(offset);
        if (point != null) {
            return point.time();
        }
        return below == null ? 0 : below.readTime(offset, scratch);
    }

    @Override
    void readValues(long offset, int count, long firstTime, long step, double[] values, int at, Scratch scratch)
            throws IOException {
        if (below == null) {
            checkRange(offset, (long) count * Archive.POINT_SIZE);
            Arrays.fill(values, at, at + count, FetchResult.NO_POINT);
        } else {
            below.readValues(offset, count, firstTime, step, values, at, scratch);
        }
        if (written.size() < count) {
            for (Map.Entry<Long, Point> entry : written.entrySet()) {
                long i = (entry.getKey() - offset) / Archive.POINT_SIZE;
                if (entry.getKey() >= offset && i < count) {
                    values[at + (int) i] = valueAt(entry.getValue(), firstTime + i * step);
                }
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            Point point = written.get(offset + (long) i * Archive.POINT_SIZE);
            if (point != null) {
                values[at + i] = valueAt(point, firstTime + i * step);
            }
        }
    }

    private static double valueAt(Point point, long time) {
        return FetchResult.value(point.time() == time, Double.doubleToRawLongBits(point.value()));
    }

    @Override
    void writePoint(long offset, long time, double value, Scratch scratch) throws IOException {
        checkRange(offset, Archive.POINT_SIZE);
        written.put(offset, new Point(time, value));
    }

    @Override
    void flush(Scratch scratch) {
        // Nothing is held back.
    }

    @Override
    void force() {
        // Nothing here is ever stored.
    }
}
