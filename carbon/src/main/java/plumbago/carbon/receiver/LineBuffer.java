package plumbago.carbon.receiver;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The place in which one thread puts what it has read, behind the unfinished line of the same connection, to cut it
 * into lines. Shared by all connections of the thread, so that an idle connection costs no buffer.
 */
final class LineBuffer {
    /** At most this many bytes are read from a socket at once. */
    static final int READ_BYTES = 65536;

    private final byte[] bytes = new byte[LineParser.MAX_LINE_BYTES + READ_BYTES + LineParser.PADDING];
    private final LineParser parser;
    private final RejectedLines rejected;

    LineBuffer(LineParser parser, RejectedLines rejected) {
        this.parser = parser;
        this.rejected = rejected;
    }

    /** Takes all that came in on a connection; what is left of it for the next time goes into {@code unfinished}. */
    void take(UnfinishedLine unfinished, ByteBuf input, Object sender) {
        while (input.isReadable()) {
            if (unfinished.skipping) {
                skipLine(unfinished, input);
                continue;
            }
            byte[] beginning = unfinished.bytes;
            System.arraycopy(beginning, 0, bytes, 0, beginning.length);
            int count = Math.min(input.readableBytes(), READ_BYTES);
            input.readBytes(bytes, beginning.length, count);
            int end = beginning.length + count;
            int lineStart = parser.parse(bytes, 0, end, sender);
            int left = end - lineStart;
            if (left > LineParser.MAX_LINE_BYTES) {
                rejected.reject(sender, bytes, lineStart, end, LineParser.TOO_LONG);
                unfinished.skipping = true;
            }
            if (left == 0 || unfinished.skipping) {
                unfinished.clear();
            } else {
                unfinished.bytes = Arrays.copyOfRange(bytes, lineStart, end);
            }
        }
    }

    private static void skipLine(UnfinishedLine unfinished, ByteBuf input) {
        int newline = input.bytesBefore((byte) '\n');
        unfinished.skipping = newline < 0;
        input.skipBytes(newline < 0 ? input.readableBytes() : newline + 1);
    }
}
