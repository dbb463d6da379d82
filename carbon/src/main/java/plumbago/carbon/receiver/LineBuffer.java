package plumbago.carbon.receiver;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import plumbago.base.net.TcpListener;

/**
 * The place in which one thread puts what it has read, behind the unfinished line of the same connection, to cut it
 * into lines. Shared by all connections of the thread, so that an idle connection costs no buffer.
 */
final class LineBuffer {
    private static final String QUOTA_USED = "its end has not come in for too long, and there are too many such lines";

    private final byte[] bytes = new byte[LineParser.MAX_LINE_BYTES + TcpListener.READ_BYTES + LineParser.PADDING];
    private final LineParser parser;
    private final LineRefusals refusals;

    LineBuffer(LineParser parser, LineRefusals refusals) {
        this.parser = parser;
        this.refusals = refusals;
    }

    /**
     * Takes all that came in on a connection; what is left of it for the next time goes into {@code unfinished}.
     *
     * @return null, or the protocol that is spoken on the connection instead of lines, of which nothing is taken
     */
    String accept(UnfinishedLine unfinished, ByteBuf input, Object sender) {
        while (input.isReadable()) {
            if (unfinished.skipping) {
                skipLine(unfinished, input);
                continue;
            }
            byte[] beginning = unfinished.bytes;
            System.arraycopy(beginning, 0, bytes, 0, beginning.length);
            int count = Math.min(input.readableBytes(), TcpListener.READ_BYTES);
            input.readBytes(bytes, beginning.length, count);
            int end = beginning.length + count;
            if (unfinished.first) {
                String protocol = FirstLine.protocol(bytes, end);
                if (protocol != null) {
                    refuseLines(end, sender, protocol);
                    return protocol;
                }
            }
            int lineStart = parser.parse(bytes, 0, end, sender);
            if (lineStart > 0) {
                unfinished.first = false;
                unfinished.clear();
            }
            int left = end - lineStart;
            if (left > LineParser.MAX_LINE_BYTES) {
                refusals.refuse(sender, bytes, lineStart, end, LineParser.TOO_LONG);
                readOver(unfinished);
            } else if (left > 0 && !unfinished.keep(Arrays.copyOfRange(bytes, lineStart, end))) {
                String protocol = giveWay(unfinished, sender);
                if (protocol != null) {
                    return protocol;
                }
            }
        }
        return null;
    }

    /**
     * Gives up the beginning of a line, since others need the quota, and reads over the rest of it.
     *
     * @return null, or the protocol that is spoken on the connection instead of lines
     */
    String giveWay(UnfinishedLine unfinished, Object sender) {
        byte[] kept = unfinished.bytes;
        if (unfinished.first && FirstLine.isBeginningOfRequest(kept, kept.length)) {
            return FirstLine.HTTP;
        }
        refusals.refuse(sender, kept, 0, kept.length, QUOTA_USED);
        readOver(unfinished);
        return null;
    }

    /** Counts what has come in of something else as carbon would count it. */
    private void refuseLines(int end, Object sender, String protocol) {
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                refusals.refuse(sender, bytes, start, i, "it belongs to a connection that speaks " + protocol);
                start = i + 1;
            }
        }
    }

    private static void readOver(UnfinishedLine unfinished) {
        unfinished.clear();
        unfinished.skipping = true;
        unfinished.first = false;
    }

    private static void skipLine(UnfinishedLine unfinished, ByteBuf input) {
        int newline = input.bytesBefore((byte) '\n');
        unfinished.skipping = newline < 0;
        input.skipBytes(newline < 0 ? input.readableBytes() : newline + 1);
    }
}
