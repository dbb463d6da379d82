package plumbago.whisper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What one thread needs while it works on a file, kept so that nothing is allocated for a point. */
final class Scratch {
    private static final int BUFFER_SIZE = 5_461 * Archive.POINT_SIZE;

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    /** Bytes read from a channel. */
    final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_SIZE).order(ByteOrder.BIG_ENDIAN);

    /** Points on their way to a channel, which lie side by side in the file. */
    final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_SIZE).order(ByteOrder.BIG_ENDIAN);

    /** Headers of files that were opened. */
    final KnownHeaders headers = new KnownHeaders();

    /** For each archive the time in its slot 0, or {@link #UNREAD}. */
    long[] bases = new long[8];

    /** Points of the finer archive while one point is made of them. */
    double[] values = new double[64];

    /** Points of a batch in order. */
    final PointSorter sorter = new PointSorter();

    static final long UNREAD = -1;

    private Scratch() {}

    static Scratch get() {
        return OF_THREAD.get();
    }

    void forgetBases(int archives) {
        if (bases.length < archives) {
            bases = new long[archives];
        }
        Arrays.fill(bases, 0, archives, UNREAD);
    }

    double[] values(int count) {
        if (values.length < count) {
            values = new double[Math.max(count, 2 * values.length)];
        }
        return values;
    }
}
