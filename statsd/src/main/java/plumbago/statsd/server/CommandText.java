package plumbago.statsd.server;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** A chunk of bytes as a command. */
final class CommandText {
    private CommandText() {}

    /** The words of a chunk; at least one, which may be empty. */
    static List<String> words(ByteBuf chunk) {
        int length = chunk.readableBytes();
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = (char) (chunk.getByte(chunk.readerIndex() + i) & 0x7F);
        }
        int begin = 0;
        int end = length;
        while (begin < end && isWhite(text[begin])) {
            begin++;
        }
        while (end > begin && isWhite(text[end - 1])) {
            end--;
        }
        return List.of(new String(text, begin, end - begin).split(" ", -1));
    }

    /** Whether the words begin a request of HTTP, which a page in somebody's browser can send anywhere. */
    static boolean isHttp(List<String> words) {
        return words.size() > 2 && words.get(2).startsWith("HTTP/");
    }

    /** What JavaScript's trim takes away, of ASCII. */
    private static boolean isWhite(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
