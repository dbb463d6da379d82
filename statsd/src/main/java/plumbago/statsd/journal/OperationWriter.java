package plumbago.statsd.journal;

import plumbago.base.journal.OperationOutput;

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

    /** The longest number, two doubles, and a byte. */
    private static final int MOST_BYTES = 32;

    private static final double MOST_WHOLE = 1L << 48;

    private final OperationOutput out;

    OperationWriter(OperationOutput out) {
        this.out = out;
    }

    /** An amount that a counter grows by. */
    public void count(int id, double amount) {
        out.reserve(MOST_BYTES);
        long whole = (long) amount;
        if (whole == amount && Math.abs(amount) < MOST_WHOLE) {
            out.number((long) id << KIND_BITS | COUNT_WHOLE);
            out.signed(whole);
        } else {
            out.number((long) id << KIND_BITS | COUNT);
            out.real(amount);
        }
    }

    /** What a gauge is now. */
    public void gauge(int id, double value) {
        out.reserve(MOST_BYTES);
        out.number((long) id << KIND_BITS | GAUGE);
        out.real(value);
    }

    /** A value of a timer, and how often it counts. */
    public void timer(int id, double value, double weight) {
        out.reserve(MOST_BYTES);
        long whole = (long) value;
        if (weight == 1 && whole == value && value >= 0 && value < MOST_WHOLE) {
            out.number((long) id << KIND_BITS | TIMER_WHOLE);
            out.number(whole);
        } else {
            out.number((long) id << KIND_BITS | TIMER);
            out.real(value);
            out.real(weight);
        }
    }

    /** Values of a timer that are only known by a sketch, whose bytes are the sketch's own matter. */
    public void sketch(int id, double weight, byte[] sketch) {
        out.reserve(MOST_BYTES + sketch.length);
        out.number((long) SKETCH << KIND_BITS | CONTROL);
        out.number(id);
        out.real(weight);
        out.text(sketch, 0, sketch.length);
    }

    /** A member that a set did not have. */
    public void member(int id, byte[] text, int offset, int length) {
        out.reserve(MOST_BYTES + length);
        out.number((long) id << KIND_BITS | MEMBER);
        out.text(text, offset, length);
    }

    /** A name that gets an id, from 0 on, which no other of its type has at the time. */
    public void define(int type, int id, byte[] name, int offset, int length) {
        out.reserve(MOST_BYTES + length);
        out.number((long) id << KIND_BITS | DEFINE);
        out.octet(type);
        out.text(name, offset, length);
    }

    /** A name that is there no more. */
    public void remove(int type, int id) {
        out.reserve(MOST_BYTES);
        out.number((long) REMOVE << KIND_BITS | CONTROL);
        out.octet(type);
        out.number(id);
    }

    /** The interval ends, and its flush begins. */
    public void intervalEnded(long millis) {
        out.reserve(MOST_BYTES);
        out.number((long) INTERVAL_ENDED << KIND_BITS | CONTROL);
        out.fixed(millis);
    }

    /** The last flush is done. */
    public void flushed() {
        out.reserve(MOST_BYTES);
        out.number((long) FLUSHED << KIND_BITS | CONTROL);
    }

    /** What has been written so far is all that there is. */
    public void complete() {
        out.reserve(MOST_BYTES);
        out.number((long) COMPLETE << KIND_BITS | CONTROL);
    }

    /** How many bytes have been written and wait to be committed. */
    public int size() {
        return out.size();
    }
}
