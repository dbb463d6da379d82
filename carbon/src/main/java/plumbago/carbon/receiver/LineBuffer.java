package plumbago.carbon.receiver;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import plumbago.carbon.door.TcpDoor;
import plumbago.carbon.door.UnfinishedRoom;

/**
 * The place in which one thread puts what it has read, behind the unfinished line of the same connection, to cut it
 * into lines. Shared by all connections of the thread, so that an idle connection costs no buffer.
 */
final class LineBuffer {
    private static final String NO_ROOM = "its end has not come in, and there are too many such lines";

    private final byte[] bytes = new byte[LineParser.MAX_LINE_BYTES + TcpDoor.READ_BYTES + LineParser.PADDING];
    private final LineParser parser;
    private final LineRefusals refusals;
    private final UnfinishedRoom room;

    LineBuffer(LineParser parser, LineRefusals refusals, UnfinishedRoom room) {
        this.parser = parser;
        this.refusals = refusals;
        this.room = room;
    }

    /** Takes all that came in on a connection; what is left of it for the next time goes into {@code unfinished}. */
    void take(UnfinishedLine unfinished, ByteBuf input, Object sender) {
        while (input.isReadable()) {
            if (unfinished.skipping) {
                skipLine(unfinished, input);
                continue;
            }
            byte[] beginning = unfinished.bytes;
            forget(unfinished);
            System.arraycopy(beginning, 0, bytes, 0, beginning.length);
            int count = Math.min(input.readableBytes(), TcpDoor.READ_BYTES);
            input.readBytes(bytes, beginning.length, count);
            int end = beginning.length + count;
            int lineStart = parser.parse(bytes, 0, end, sender);
            int left = end - lineStart;
            if (left > LineParser.MAX_LINE_BYTES) {
                refusals.refuse(sender, bytes, lineStart, end, LineParser.TOO_LONG);
                unfinished.skipping = true;
            } else if (!room.take(Math.max(0, left - UnfinishedRoom.FREE_BYTES))) {
                refusals.refuse(sender, bytes, lineStart, end, NO_ROOM);
                unfinished.skipping = true;
            } else if (left > 0) {
                unfinished.bytes = Arrays.copyOfRange(bytes, lineStart, end);
            }
        }
    }

    /** Gives up what is kept of a line: its connection has ended, or its rest has come in. */
    void forget(UnfinishedLine unfinished) {
        room.giveBack(unfinished.surplus());
        unfinished.clear();
    }

    private static void skipLine(UnfinishedLine unfinished, ByteBuf input) {
        int newline = input.bytesBefore((byte) '\n');
        unfinished.skipping = newline < 0;
        input.skipBytes(newline < 0 ? input.readableBytes() : newline + 1);
    }
}
