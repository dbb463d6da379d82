package plumbago.statsd.journal;

import plumbago.base.journal.OperationInput;

/** Reads what {@link OperationWriter} wrote. */
final class OperationReader {
    private final OperationInput in;
    private boolean complete;

    OperationReader(OperationInput in) {
        this.in = in;
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
            while (!in.atEnd()) {
                readOne(visitor);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("an operation is cut", e);
        }
    }

    private void readOne(OperationVisitor visitor) {
        long tag = in.number();
        int id = Math.toIntExact(tag >>> OperationWriter.KIND_BITS);
        switch ((int) tag & (1 << OperationWriter.KIND_BITS) - 1) {
            case OperationWriter.COUNT_WHOLE -> {
                visitor.count(id, (double) in.signed());
            }
            case OperationWriter.COUNT -> visitor.count(id, in.real());
            case OperationWriter.GAUGE -> visitor.gauge(id, in.real());
            case OperationWriter.TIMER_WHOLE -> visitor.timer(id, (double) in.number(), 1);
            case OperationWriter.TIMER -> {
                double value = in.real();
                visitor.timer(id, value, in.real());
            }
            case OperationWriter.MEMBER -> {
                int length = in.text();
                visitor.member(id, in.bytes(), in.position() - length, length);
            }
            case OperationWriter.DEFINE -> {
                int type = in.octet();
                int length = in.text();
                visitor.define(type, id, in.bytes(), in.position() - length, length);
            }
            default -> readControl(id, visitor);
        }
    }

    private void readControl(int which, OperationVisitor visitor) {
        switch (which) {
            case OperationWriter.REMOVE -> {
                int type = in.octet();
                visitor.remove(type, Math.toIntExact(in.number()));
            }
            case OperationWriter.INTERVAL_ENDED -> {
                visitor.intervalEnded(in.fixed());
            }
            case OperationWriter.FLUSHED -> visitor.flushed();
            case OperationWriter.SKETCH -> {
                int id = Math.toIntExact(in.number());
                double weight = in.real();
                int length = in.text();
                visitor.sketch(id, weight, in.bytes(), in.position() - length, length);
            }
            case OperationWriter.COMPLETE -> complete = true;
            default -> throw new IllegalArgumentException("no operation is numbered " + which);
        }
    }
}
