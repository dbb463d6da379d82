package plumbago.cli.whisper.rrd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the machine that wrote a file lays out a C structure: an RRD file is its memory, written down.
 *
 * <pre>
 * header           "RRD\\0" | version, 4 digits and \\0 | cookie double
 *                  | data source count W | archive count W | step W | parameters 10 × 8
 * data source      name 20 | type 20 | parameters 10 × 8
 * archive          consolidation 20 | row count W | steps per row W | parameters 10 × 8, the first is the xff
 * last update      seconds W | microseconds W (from version 0003 on)
 * data source      last value 30 | scratch 10 × 8          once for each data source
 * state            scratch 10 × 8                          once for each data source of each archive
 * current row      row W                                   once for each archive
 * rows             row count × data source count × 8       once for each archive
 * </pre>
 *
 * W is a word, of 4 or 8 bytes. Words and doubles begin at multiples of their own size, but on some 32-bit machines
 * doubles begin at multiples of 4.
 *
 * @param order of the bytes in a word or double
 * @param word bytes of a C long
 * @param doubleAlignment a double begins at a multiple of so many bytes
 */
record RrdLayout(ByteOrder order, int word, int doubleAlignment) {
    /** A number that is told apart in any order of bytes, which is what it is there for. */
    private static final double COOKIE = 8.642135E130;

    private static final int NAME = 20;
    private static final int PARAMETERS = 10 * Double.BYTES;
    private static final int BEFORE_COOKIE = 9;
    private static final int LAST_VALUE = 30;
    private static final int FIRST_VERSION_WITH_MICROSECONDS = 3;

    /** All that are known, the most common first. */
    static final RrdLayout[] ALL = {
        new RrdLayout(ByteOrder.LITTLE_ENDIAN, 8, 8),
        new RrdLayout(ByteOrder.BIG_ENDIAN, 8, 8),
        new RrdLayout(ByteOrder.LITTLE_ENDIAN, 4, 4),
        new RrdLayout(ByteOrder.LITTLE_ENDIAN, 4, 8),
        new RrdLayout(ByteOrder.BIG_ENDIAN, 4, 8),
        new RrdLayout(ByteOrder.BIG_ENDIAN, 4, 4),
    };

    /** Whether a file that begins so may have this layout. */
    boolean fits(ByteBuffer start) {
        return start.limit() >= headerSize() && start.order(order).getDouble(cookieAt()) == COOKIE;
    }

    private int cookieAt() {
        return align(BEFORE_COOKIE, doubleAlignment);
    }

    int dataSourceCountAt() {
        return cookieAt() + Double.BYTES;
    }

    int archiveCountAt() {
        return dataSourceCountAt() + word;
    }

    int stepAt() {
        return archiveCountAt() + word;
    }

    int headerSize() {
        return align(stepAt() + word, doubleAlignment) + PARAMETERS;
    }

    int dataSourceSize() {
        return 2 * NAME + PARAMETERS;
    }

    /** In the description of an archive. */
    int rowCountAt() {
        return align(NAME, word);
    }

    /** In the description of an archive. */
    int stepsPerRowAt() {
        return rowCountAt() + word;
    }

    /** In the description of an archive. */
    int xffAt() {
        return align(stepsPerRowAt() + word, doubleAlignment);
    }

    int archiveSize() {
        return xffAt() + PARAMETERS;
    }

    int lastUpdateSize(int version) {
        return version < FIRST_VERSION_WITH_MICROSECONDS ? word : 2 * word;
    }

    int dataSourceStateSize() {
        return align(LAST_VALUE, doubleAlignment) + PARAMETERS;
    }

    int archiveStateSize() {
        return PARAMETERS;
    }

    /** Reads a word, which is never negative in any sound file. */
    long word(ByteBuffer bytes, int at) {
        return word == Integer.BYTES ? Integer.toUnsignedLong(bytes.getInt(at)) : bytes.getLong(at);
    }

    private static int align(int at, int alignment) {
        return (at + alignment - 1) / alignment * alignment;
    }
}
