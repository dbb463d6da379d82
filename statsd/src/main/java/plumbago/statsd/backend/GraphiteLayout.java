package plumbago.statsd.backend;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import plumbago.base.text.Bytes;
import plumbago.statsd.javascript.JsNumber;

/** How points are laid out for Graphite. */
enum GraphiteLayout {
    /** Lines of name, value and time. */
    TEXT {
        @Override
        void point(byte[] name, int offset, int length, double value, long seconds, Bytes to) {
            to.put(name, offset, length).put(' ');
            number(value, to);
            to.put(' ').number(seconds).put('\n');
        }

        @Override
        ByteBuffer[] frame(Bytes points, Bytes last) {
            return new ByteBuffer[] {buffer(points), buffer(last)};
        }
    },

    /**
     * A frame of four bytes for its length and a pickle of protocol 0: a list of tuples, in which times are long integers and
     * values are texts, as the original has it.
     */
    PICKLE {
        @Override
        void point(byte[] name, int offset, int length, double value, long seconds, Bytes to) {
            to.put('(').put('S').put('\'');
            for (int i = offset; i < offset + length; i++) {
                if (name[i] == '\'' || name[i] == '\\') {
                    to.put('\\');
                }
                to.put(name[i]);
            }
            to.ascii("'\n(L").number(seconds).ascii("L\nS'");
            number(value, to);
            to.ascii("'\ntta");
        }

        @Override
        ByteBuffer[] frame(Bytes points, Bytes last) {
            int length = LIST.length + points.length() + last.length() + STOP.length;
            ByteBuffer prefix =
                    ByteBuffer.allocate(Integer.BYTES).putInt(length).flip();
            return new ByteBuffer[] {prefix, ByteBuffer.wrap(LIST), buffer(points), buffer(last), ByteBuffer.wrap(STOP)
            };
        }
    };

    private static final byte[] LIST = "(l".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STOP = ".".getBytes(StandardCharsets.US_ASCII);

    /** Appends a point. */
    abstract void point(byte[] name, int offset, int length, double value, long seconds, Bytes to);

    /** All that is sent for a flush. */
    abstract ByteBuffer[] frame(Bytes points, Bytes last);

    private static void number(double value, Bytes to) {
        byte[] array = to.ensure(JsNumber.MAX_LENGTH);
        to.length(JsNumber.write(value, array, to.length()));
    }

    private static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.array(), 0, bytes.length());
    }
}
