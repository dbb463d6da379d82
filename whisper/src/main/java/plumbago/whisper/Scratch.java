package plumbago.whisper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What one thread needs while it works on a file, kept so that nothing is allocated for a point. */
final class Scratch {
    private static final int BUFFER_SIZE = 5_461 * Archive.POINT_SIZE;

    /** The header and, with usual retentions, the finest archive's next points and the place of the coarser one's. */
    static final int HEAD_SIZE = 8_192;

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    /** Bytes read from a channel. */
    final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_SIZE).order(ByteOrder.BIG_ENDIAN);

    /** Points on their way to a channel, which lie side by side in the file. */
    final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_SIZE).order(ByteOrder.BIG_ENDIAN);

    /** The first bytes of the one file that is open for one operation. */
    final ByteBuffer head = ByteBuffer.allocateDirect(HEAD_SIZE).order(ByteOrder.BIG_ENDIAN);

    /** Headers of files that were opened. */
    final KnownHeaders headers = new KnownHeaders();

    /** For each archive the time in its slot 0, or {@link #UNREAD}. */
    long[] bases = new long[8];

    /** Points of the finer archive while one point is made of them. */
    double[] values = new double[64];

    /** Points of a batch in order. */
    final PointSorter sorter = new PointSorter();

    static final long UNREAD = -1;

    private SystemCalls calls;
    private boolean callsKnown;
    private long inputAddress;
    private long outputAddress;
    private long headAddress;

    private Scratch() {}

    static Scratch get() {
        return OF_THREAD.get();
    }

    /** Null where the system cannot be asked. */
    SystemCalls calls() {
        if (!callsKnown) {
            callsKnown = true;
            calls = SystemCalls.forThread();
            if (calls != null) {
                inputAddress = calls.address(input);
                outputAddress = calls.address(output);
                headAddress = calls.address(head);
            }
        }
        return calls;
    }

    /** Where a direct buffer begins in memory. */
    @SuppressWarnings("ReferenceEquality") // the very buffer, not one with the same bytes
    long address(ByteBuffer bytes) {
        return bytes == output ? outputAddress : bytes == input ? inputAddress : calls.address(bytes);
    }

    long headAddress() {
        return headAddress;
    }

    void forgetBases(int archives) {
        if (bases.length < archives) {
            bases = new long[archives];
        }
        Arrays.fill(bases, 0, archives, UNREAD);
    }

    double[] values(int count) {
        if (values.length < count) {
            values = new double[Math.max(count, Math.min(2 * values.length, 1 << 20))];
        }
        return values;
    }
}
