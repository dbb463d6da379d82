package plumbago.carbon.cache;

import java.util.Arrays;

/**
 * A store of small chunks of points that queues are chained from. A chunk is eight longs, as much as a cache line:
 *
 * <pre>
 *   long 0..4   values 0 to 4, as raw bits
 *   long 5      timestamp 1 (32) | timestamp 0 (32)
 *   long 6      timestamp 3 (32) | timestamp 2 (32)
 *   long 7      next chunk  (32) | timestamp 4 (32)
 * </pre>
 *
 * The last chunk of a queue has no next one; what stands in its place there is the queue's ({@link AcceptanceTimes}).
 * Timestamps are seconds since the epoch in 32 bits without sign, as in a Whisper file. Chunk 0 is never given out: 0
 * means "none". Freed chunks are used again; the store never shrinks. Not thread-safe.
 */
final class PointChunks {
    /** Points in a chunk. */
    static final int POINTS = 5;

    static final int CHUNK_BYTES = 64;

    private static final int SEGMENT_BITS = 12;
    private static final int SEGMENT_CHUNKS = 1 << SEGMENT_BITS;
    private static final int TIMESTAMPS = 5;
    private static final int LAST = 7;
    private static final long LOW = 0xFFFFFFFFL;

    private long[][] segments = new long[16][];
    private int free;
    private int created = 1;
    private int used;

    /** Takes a chunk whose next is none. */
    int allocate() {
        used++;
        int chunk = free;
        if (chunk != 0) {
            free = next(chunk);
        } else {
            chunk = created++;
            int segment = chunk >>> SEGMENT_BITS;
            if (segment == segments.length) {
                segments = Arrays.copyOf(segments, 2 * segment);
            }
            if (segments[segment] == null) {
                segments[segment] = new long[SEGMENT_CHUNKS * 8];
            }
        }
        segment(chunk)[base(chunk) + LAST] = 0;
        return chunk;
    }

    /** Gives a chunk back. */
    void release(int chunk) {
        used--;
        setNext(chunk, free);
        free = chunk;
    }

    int next(int chunk) {
        return (int) (segment(chunk)[base(chunk) + LAST] >>> 32);
    }

    void setNext(int chunk, int next) {
        long[] segment = segment(chunk);
        int last = base(chunk) + LAST;
        segment[last] = (long) next << 32 | (segment[last] & LOW);
    }

    void set(int chunk, int i, long timestamp, double value) {
        long[] segment = segment(chunk);
        int base = base(chunk);
        segment[base + i] = Double.doubleToRawLongBits(value);
        int at = base + TIMESTAMPS + (i >>> 1);
        if ((i & 1) == 0) {
            segment[at] = (segment[at] & ~LOW) | timestamp;
        } else {
            segment[at] = (segment[at] & LOW) | timestamp << 32;
        }
    }

    long timestamp(int chunk, int i) {
        long pair = segment(chunk)[base(chunk) + TIMESTAMPS + (i >>> 1)];
        return (i & 1) == 0 ? pair & LOW : pair >>> 32;
    }

    double value(int chunk, int i) {
        return Double.longBitsToDouble(segment(chunk)[base(chunk) + i]);
    }

    /** Bytes of the chunks that are in use. */
    long usedBytes() {
        return (long) used * CHUNK_BYTES;
    }

    private long[] segment(int chunk) {
        return segments[chunk >>> SEGMENT_BITS];
    }

    private static int base(int chunk) {
        return (chunk & (SEGMENT_CHUNKS - 1)) << 3;
    }
}
