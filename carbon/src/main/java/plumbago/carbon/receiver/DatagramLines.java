package plumbago.carbon.receiver;

import io.netty.buffer.ByteBuf;

/**
 * Cuts a datagram into lines. As in carbon, whatever Unicode calls the end of a line ends one here (LF, CR, CRLF, VT, FF,
 * the separators FS, GS, RS and U+2028, U+2029, and NEL), the last line needs no end, and none goes on in the next
 * datagram. Belongs to one thread at a time.
 */
final class DatagramLines {
    /** A datagram has 65,507 bytes at most. */
    static final int MAX_BYTES = 65536;

    private final byte[] bytes = new byte[MAX_BYTES + 1 + LineParser.PADDING];
    private final LineParser parser;

    DatagramLines(LineParser parser) {
        this.parser = parser;
    }

    /** Takes all lines of a datagram. */
    void accept(ByteBuf datagram, Object sender) {
        int length = Math.min(datagram.readableBytes(), MAX_BYTES);
        if (length == 0) {
            return;
        }
        datagram.readBytes(bytes, 0, length);
        endLinesWithNewlines(bytes, length);
        if (bytes[length - 1] != '\n') {
            bytes[length++] = '\n';
        }
        parser.parse(bytes, 0, length, sender);
    }

    /** Puts a newline where another end of a line is; of the longer ones the bytes before become blanks. */
    private static void endLinesWithNewlines(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b >= 0x1f) {
                continue;
            }
            if (b >= 0) {
                boolean end = b == 0x0b || b == 0x0c || (b >= 0x1c && b <= 0x1e);
                if (end || (b == '\r' && !(i + 1 < length && bytes[i + 1] == '\n'))) {
                    bytes[i] = '\n';
                }
            } else if (b == (byte) 0xc2 && i + 1 < length && bytes[i + 1] == (byte) 0x85) {
                bytes[i] = ' ';
                bytes[i + 1] = '\n';
            } else if (b == (byte) 0xe2
                    && i + 2 < length
                    && bytes[i + 1] == (byte) 0x80
                    && (bytes[i + 2] == (byte) 0xa8 || bytes[i + 2] == (byte) 0xa9)) {
                bytes[i] = ' ';
                bytes[i + 1] = ' ';
                bytes[i + 2] = '\n';
            }
        }
    }
}
