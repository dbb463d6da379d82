package plumbago.statsd.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes operations one behind the other. Each begins with a number in groups of seven bits, lowest first, each but the last
 * with its highest bit set:
 *
 * <pre>
 *   id &lt;&lt; 3 | kind
 *   kind 0  count      amount, a whole number: (amount &lt;&lt; 1) ^ (amount &gt;&gt; 63), in groups of seven bits
 *        1  count      amount (8, a double)
 *        2  gauge      value (8, a double)
 *        3  timer      value, a whole number in groups of seven bits; it counts once
 *        4  timer      value (8) | how often it counts (8)
 *        5  member     of a set: length in groups of seven bits | bytes
 *        6  define     type (1) | length in groups of seven bits | bytes of the name
 *        7  control    the id says which
 *           0  remove      type (1) | id in groups of seven bits
 *           1  interval    has ended: milliseconds since the epoch (8)
 *           2  flushed     what the last ended interval held is with all backends
 *           3  complete    what comes before is the whole state of the file before this one
 *           4  sketch      of a timer: id in groups of seven bits | how often its values count (8)
 *                          | length in groups of seven bits | bytes
 * </pre>
 *
 * Doubles and milliseconds have their lowest byte first. Belongs to one thread.
 */
public final class OperationWriter {
    static final int COUNT_WHOLE = 0;
    static final int COUNT = 1;
    static final int GAUGE = 2;
    static final int TIMER_WHOLE = 3;
    static final int TIMER = 4;
    static final int MEMBER = 5;
    static final int DEFINE = 6;
    static final int CONTROL = 7;
    static final int KIND_BITS = 3;

    static final int REMOVE = 0;
    static final int INTERVAL_ENDED = 1;
    static final int FLUSHED = 2;
    static final int COMPLETE = 3;
    static final int SKETCH = 4;

    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The longest number, two doubles, and a byte. */
    private static final int MOST_BYTES = 32;

    private static final double MOST_WHOLE = 1L << 48;

    private byte[] bytes = new byte[1 << 16];
    private int end;

    /** An amount that a counter grows by. */
    public void count(int id, double amount) {
        reserve(MOST_BYTES);
        long whole = (long) amount;
        if (whole == amount && Math.abs(amount) < MOST_WHOLE) {
            number((long) id << KIND_BITS | COUNT_WHOLE);
            number(whole << 1 ^ whole >> 63);
        } else {
            number((long) id << KIND_BITS | COUNT);
            put(amount);
        }
    }

    /** What a gauge is now. */
    public void gauge(int id, double value) {
        reserve(MOST_BYTES);
        number((long) id << KIND_BITS | GAUGE);
        put(value);
    }

    /** A value of a timer, and how often it counts. */
    public void timer(int id, double value, double weight) {
        reserve(MOST_BYTES);
        long whole = (long) value;
        if (weight == 1 && whole == value && value >= 0 && value < MOST_WHOLE) {
            number((long) id << KIND_BITS | TIMER_WHOLE);
            number(whole);
        } else {
            number((long) id << KIND_BITS | TIMER);
            put(value);
            put(weight);
        }
    }

    /** Values of a timer that are only known by a sketch, whose bytes are the sketch's own matter. */
    public void sketch(int id, double weight, byte[] sketch) {
        reserve(MOST_BYTES + sketch.length);
        number((long) SKETCH << KIND_BITS | CONTROL);
        number(id);
        put(weight);
        text(sketch, 0, sketch.length);
    }

    /** A member that a set did not have. */
    public void member(int id, byte[] text, int offset, int length) {
        reserve(MOST_BYTES + length);
        number((long) id << KIND_BITS | MEMBER);
        text(text, offset, length);
    }

    /** A name that gets an id, from 0 on, which no other of its type has at the time. */
    public void define(int type, int id, byte[] name, int offset, int length) {
        reserve(MOST_BYTES + length);
        number((long) id << KIND_BITS | DEFINE);
        bytes[end++] = (byte) type;
        text(name, offset, length);
    }

    /** A name that is there no more. */
    public void remove(int type, int id) {
        reserve(MOST_BYTES);
        number((long) REMOVE << KIND_BITS | CONTROL);
        bytes[end++] = (byte) type;
        number(id);
    }

    /** The interval ends, and its flush begins. */
    public void intervalEnded(long millis) {
        reserve(MOST_BYTES);
        number((long) INTERVAL_ENDED << KIND_BITS | CONTROL);
        LONG.set(bytes, end, millis);
        end += Long.BYTES;
    }

    /** The last flush is done. */
    public void flushed() {
        reserve(MOST_BYTES);
        number((long) FLUSHED << KIND_BITS | CONTROL);
    }

    /** What has been written so far is all that there is. */
    public void complete() {
        reserve(MOST_BYTES);
        number((long) COMPLETE << KIND_BITS | CONTROL);
    }

    /** How many bytes have been written since {@link #clear}. */
    public int size() {
        return end;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        end = 0;
    }

    private void reserve(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
        }
    }

    private void number(long number) {
        long left = number;
        while ((left & ~0x7FL) != 0) {
            bytes[end++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[end++] = (byte) left;
    }

    private void put(double value) {
        DOUBLE.set(bytes, end, value);
        end += Double.BYTES;
    }

    private void text(byte[] text, int offset, int length) {
        number(length);
        System.arraycopy(text, offset, bytes, end, length);
        end += length;
    }
}
