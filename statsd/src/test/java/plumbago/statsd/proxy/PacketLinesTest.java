package plumbago.statsd.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketLinesTest {
    /** Each line with its key in front. */
    private static List<String> lines(byte[] packet) {
        List<String> lines = new ArrayList<>();
        PacketLines.each(
                packet,
                packet.length,
                (key, keyOffset, keyLength, line, offset, length) ->
                        lines.add(new String(key, keyOffset, keyLength, UTF_8)
                                + " <- "
                                + new String(line, offset, length, ISO_8859_1)));
        return lines;
    }

    private static List<String> lines(String packet) {
        return lines(packet.getBytes(ISO_8859_1));
    }

    @Test
    void linesEndAtNewlinesAndKeysAtColons() {
        assertEquals(List.of("a.b <- a.b:1|c"), lines("a.b:1|c"));
        assertEquals(List.of("a <- a:1|c", "b <- b:2|ms:3|ms"), lines("a:1|c\nb:2|ms:3|ms\n"));
        assertEquals(List.of("a <- a:1|c"), lines("\n\na:1|c\n\n"));
        assertEquals(List.of(), lines("\n"));
        assertEquals(List.of(), lines(""));
        assertEquals(List.of("no colon <- no colon", " <- :1|c", "\r <- \r"), lines("no colon\n:1|c\n\r"));
        assertEquals(List.of("a <- a:1|c\r"), lines("a:1|c\r\n"));
    }

    @Test
    void whatIsNoTextIsReplacedAsInTheOriginal() {
        String replaced = new String("\uFFFD".getBytes(UTF_8), ISO_8859_1);
        // Alone it goes on as it came.
        assertEquals(List.of("a\uFFFD <- a\u00FF:1"), lines("a\u00FF:1"));
        assertEquals(List.of("a\uFFFD <- a" + replaced + ":1", "b <- b"), lines("a\u00FF:1\nb"));
        // A surrogate in three bytes is three mistakes; a character that is cut is one.
        assertEquals(
                List.of("\uFFFD\uFFFD\uFFFD\uFFFD <- \u00ED\u00A0\u0080\u00F0\u009F\u0098:"),
                lines("\u00ED\u00A0\u0080\u00F0\u009F\u0098:"));
        byte[] cafe = "café:1|c\nüber:2|c".getBytes(UTF_8);
        assertEquals(
                List.of(
                        "café <- " + new String("café:1|c".getBytes(UTF_8), ISO_8859_1),
                        "über <- " + new String("über:2|c".getBytes(UTF_8), ISO_8859_1)),
                lines(cafe));
    }
}
