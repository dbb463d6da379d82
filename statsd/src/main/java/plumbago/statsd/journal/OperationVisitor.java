package plumbago.statsd.journal;

/** Is called with what {@link OperationWriter} wrote, in the same order. Byte arrays may change after the call. */
public interface OperationVisitor {
    /** See {@link OperationWriter#count}. */
    void count(int id, double amount);

    /** See {@link OperationWriter#gauge}. */
    void gauge(int id, double value);

    /** See {@link OperationWriter#timer}. */
    void timer(int id, double value, double weight);

    /** See {@link OperationWriter#sketch}. */
    void sketch(int id, double weight, byte[] bytes, int offset, int length);

    /** See {@link OperationWriter#member}. */
    void member(int id, byte[] text, int offset, int length);

    /** See {@link OperationWriter#define}. */
    void define(int type, int id, byte[] name, int offset, int length);

    /** See {@link OperationWriter#remove}. */
    void remove(int type, int id);

    /** See {@link OperationWriter#intervalEnded}. */
    void intervalEnded(long millis);

    /** See {@link OperationWriter#flushed}. */
    void flushed();

    /** All operations that were written together have been visited. */
    void frameRead();

    /** One that does nothing. */
    OperationVisitor NONE = new OperationVisitor() {
        @Override
        public void count(int id, double amount) {}

        @Override
        public void gauge(int id, double value) {}

        @Override
        public void timer(int id, double value, double weight) {}

        @Override
        public void sketch(int id, double weight, byte[] bytes, int offset, int length) {}

        @Override
        public void member(int id, byte[] text, int offset, int length) {}

        @Override
        public void define(int type, int id, byte[] name, int offset, int length) {}

        @Override
        public void remove(int type, int id) {}

        @Override
        public void intervalEnded(long millis) {}

        @Override
        public void flushed() {}

        @Override
        public void frameRead() {}
    };
}
