package plumbago.statsd.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link OperationWriter} wrote. */
final class OperationReader {
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean complete;

    OperationReader(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Whether the mark was met that stands behind the whole state. */
    boolean metComplete() {
        return complete;
    }

    /**
     * Has all of them visited.
     *
     * @throws IllegalArgumentException if these are no operations
     */
    void read(OperationVisitor visitor) {
        try {
            while (at < end) {
                readOne(visitor);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("an operation is cut", e);
        }
        if (at > end) {
            throw new IllegalArgumentException("an operation is cut");
        }
    }

    private void readOne(OperationVisitor visitor) {
        long tag = number();
        int id = Math.toIntExact(tag >>> OperationWriter.KIND_BITS);
        switch ((int) tag & (1 << OperationWriter.KIND_BITS) - 1) {
            case OperationWriter.COUNT_WHOLE -> {
                long folded = number();
                visitor.count(id, (double) (folded >>> 1 ^ -(folded & 1)));
            }
            case OperationWriter.COUNT -> visitor.count(id, real());
            case OperationWriter.GAUGE -> visitor.gauge(id, real());
            case OperationWriter.TIMER_WHOLE -> visitor.timer(id, (double) number(), 1);
            case OperationWriter.TIMER -> {
                double value = real();
                visitor.timer(id, value, real());
            }
            case OperationWriter.MEMBER -> {
                int length = length();
                visitor.member(id, bytes, at - length, length);
            }
            case OperationWriter.DEFINE -> {
                int type = bytes[at++];
                int length = length();
                visitor.define(type, id, bytes, at - length, length);
            }
            default -> readControl(id, visitor);
        }
    }

    private void readControl(int which, OperationVisitor visitor) {
        switch (which) {
            case OperationWriter.REMOVE -> {
                int type = bytes[at++];
                visitor.remove(type, Math.toIntExact(number()));
            }
            case OperationWriter.INTERVAL_ENDED -> {
                at += Long.BYTES;
                visitor.intervalEnded((long) LONG.get(bytes, at - Long.BYTES));
            }
            case OperationWriter.FLUSHED -> visitor.flushed();
            case OperationWriter.SKETCH -> {
                int id = Math.toIntExact(number());
                double weight = real();
                int length = length();
                visitor.sketch(id, weight, bytes, at - length, length);
            }
            case OperationWriter.COMPLETE -> complete = true;
            default -> throw new IllegalArgumentException("no operation is numbered " + which);
        }
    }

    /** Reads a length and goes behind as many bytes. */
    private int length() {
        long length = number();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("a text of " + length + " bytes does not fit");
        }
        at += (int) length;
        return (int) length;
    }

    private double real() {
        at += Double.BYTES;
        return (double) DOUBLE.get(bytes, at - Double.BYTES);
    }

    private long number() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte group = bytes[at++];
            number |= (group & 0x7FL) << shift;
            if (group >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }
}
