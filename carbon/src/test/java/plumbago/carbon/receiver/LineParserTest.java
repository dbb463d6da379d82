package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;

class LineParserTest {
    private static final long NOW = 1_700_000_000L;

    private final List<String> points = new ArrayList<>();
    private final PointCounters counters = new PointCounters();
    private final RejectedLines rejected = new RejectedLines(counters, () -> 0);
    private final LineParser parser = new LineParser(this::accept, counters, rejected, () -> NOW);

    private void accept(PointBatch batch) {
        counters.received(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            assertEquals(
                    NameHash.of(batch.bytes(), batch.nameOffset(i), batch.nameLength(i)),
                    batch.nameHash(i),
                    "the hash of a name does not depend on the way it was read");
            points.add(batch.name(i) + " " + batch.value(i) + " " + batch.timestamp(i));
        }
    }

    private int parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parser.parse(Arrays.copyOf(bytes, bytes.length + LineParser.PADDING), 0, bytes.length, "test");
    }

    @ParameterizedTest
    @CsvSource({
        "a.b.c 1 1500000000, a.b.c 1.0 1500000000",
        "a.b.c -1.25 1500000000, a.b.c -1.25 1500000000",
        "a 0.1 1500000000, a 0.1 1500000000",
        "exactly8 3 7, exactly8 3.0 7",
        "fifteen.letters 3 7, fifteen.letters 3.0 7",
        "a .5 1, a 0.5 1",
        "a 5. 1, a 5.0 1",
        "a -0 1, a -0.0 1",
        "a 1e3 1.5e9, a 1000.0 1500000000",
        "a 1_000 1, a 1000.0 1",
        "a 9007199254740993 1, a 9.007199254740992E15 1",
        "a 0.30000000000000004 1, a 0.30000000000000004 1",
        "a 123456789012345678901234567890 1, a 1.2345678901234568E29 1",
        "a -INFINITY 1, a -Infinity 1",
        "a 1 -1.9, a 1.0 1700000000",
        "a 1 10.9, a 1.0 10",
        "caf\u00e9.x 1 1, caf\u00e9.x 1.0 1",
        "a\u30001\u30002, a 1.0 2",
        "'   a    1   2   ', a 1.0 2",
        "a\u200b1 2 3, a\u200b1 2.0 3",
        "\u0661 \u0661\u0662 \uff11, \u0661 12.0 1",
    })
    void readsWhatCarbonReads(String line, String point) {
        assertEquals(line.getBytes(StandardCharsets.UTF_8).length + 1, parse(line + "\n"));
        assertEquals(List.of(point), points);
        points.clear();
        parse(line + "\r\n");
        assertEquals(List.of(point), points);
        assertEquals(2, counters.received());
    }

    /** Timestamps are read eight digits at a time where there are so many, and other bytes than digits stop that. */
    @Test
    void readsTimestampsOfAnyLength() {
        SplittableRandom random = new SplittableRandom(8);
        for (int length = 1; length <= 18; length++) {
            for (int round = 0; round < 50; round++) {
                StringBuilder digits = new StringBuilder();
                for (int i = 0; i < length; i++) {
                    digits.append((char) ('0' + random.nextInt(10)));
                }
                points.clear();
                String line = "a 1 " + digits + "\n";
                // In front of other bytes, and at the very end of what was read.
                parse(line + "b 2 3\n");
                assertEquals(List.of("a 1.0 " + Long.parseLong(digits.toString()), "b 2.0 3"), points);
                assertEquals(line.length(), parse(line));
                assertEquals(3, points.size());
                int place = random.nextInt(length);
                for (char other : new char[] {'/', ':', '?', '@', 'p', '\u0130'}) {
                    long before = counters.badLines();
                    parse("a 1 " + digits.substring(0, place) + other + digits.substring(place + 1) + "\n");
                    assertEquals(before + 1, counters.badLines(), digits + " with " + other + " at " + place);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1",
                "a 1 2 x",
                "",
                " ",
                "a 0x10 1",
                "a 1d 1",
                "a 1,5 1",
                "a 1e 1",
                "a e1 1",
                "a _1 1",
                "a 1__0 1",
                "a None 1",
                "a - 1",
                "a . 1",
                "a 1 N",
                "a 1 inf",
                "a 1 nan",
                "a 1 2-",
                "a infinit 1",
                "foo:1|c"
            })
    void refusesWhatIsNoPointAndGoesOn(String line) {
        parse("before 1 2\n" + line + "\nafter 3 4\n");
        assertEquals(List.of("before 1.0 2", "after 3.0 4"), points);
        assertEquals(1, counters.badLines());
        assertEquals(2, counters.received());
    }

    @Test
    void leavesNanOutAsCarbonDoes() {
        parse("a nan 1\nb 1 2\n");
        assertEquals(List.of("b 1.0 2"), points);
        assertEquals(1, counters.notANumbers());
        assertEquals(0, counters.badLines());
    }

    @Test
    void refusesLinesThatAreNotUtf8() {
        byte[] bytes = "a 1 2\nx?.y 1 2\nb 3 4\n".getBytes(StandardCharsets.ISO_8859_1);
        bytes[7] = (byte) 0xFF;
        parser.parse(Arrays.copyOf(bytes, bytes.length + LineParser.PADDING), 0, bytes.length, "test");
        assertEquals(List.of("a 1.0 2", "b 3.0 4"), points);
        assertEquals(1, counters.badLines());
    }

    @Test
    void refusesLinesThatAreTooLong() {
        String longName = "n".repeat(LineParser.MAX_LINE_BYTES);
        parse("a 1 2\n" + longName + " 1 2\nb 3 4\n");
        assertEquals(List.of("a 1.0 2", "b 3.0 4"), points);
        assertEquals(1, counters.badLines());
    }

    @Test
    void stopsAtTheUnfinishedLine() {
        assertEquals(6, parse("a 1 2\nb 3 4"));
        assertEquals(List.of("a 1.0 2"), points);
    }

    @Test
    void usualAndUnusualWayReadTheSameNumbers() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            String value = randomNumber(random);
            String timestamp = Long.toString(random.nextLong(1L << 33));
            points.clear();
            parse("a " + value + ' ' + timestamp + '\n');
            parse("a  " + value + ' ' + timestamp + '\n');
            assertEquals(2, points.size(), value);
            assertEquals(points.get(1), points.get(0), value);
            assertEquals("a " + Double.parseDouble(value) + ' ' + timestamp, points.get(0));
        }
    }

    private static String randomNumber(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        int digits = random.nextInt(1, 20);
        int point = random.nextInt(-3, digits + 1);
        for (int i = 0; i < digits; i++) {
            if (i == point) {
                text.append('.');
            }
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    @Test
    void theSplitIntoPacketsDoesNotMatter() {
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append(
                    switch (random.nextInt(12)) {
                        case 0 -> "junk\u0001\u00e9 " + i;
                        case 1 -> "x".repeat(random.nextInt(40_000));
                        case 2 -> "tabbed\t" + i + "\t5";
                        default -> "some.metric.m" + random.nextInt(100) + ' ' + i + ".5 " + (NOW + i);
                    });
            text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        LineBuffer whole = new LineBuffer(parser, rejected);
        UnfinishedQuota quota = new UnfinishedQuota(1 << 20, FlowControl.NONE, () -> 0);
        Packets oneByOne = new Packets(whole, quota);
        oneByOne.feed(bytes, 0, bytes.length);
        List<String> expected = List.copyOf(points);
        long expectedBad = counters.badLines();
        assertTrue(expected.size() > 2000 && expectedBad > 400, "the sample has points and rubbish");
        for (int round = 0; round < 5; round++) {
            points.clear();
            long badBefore = counters.badLines();
            Packets connection = new Packets(whole, quota);
            int largest = 1 << random.nextInt(1, 17);
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, random.nextInt(1, largest + 1));
                connection.feed(bytes, at, count);
                at += count;
            }
            assertEquals(expected, points);
            assertEquals(expectedBad, counters.badLines() - badBefore);
        }
    }

    @Test
    void linesWithoutEndGiveWayToOthersWhenNothingComesOfThem() {
        long[] nanos = {0};
        LineBuffer buffer = new LineBuffer(parser, rejected);
        UnfinishedQuota quota = new UnfinishedQuota(10_000, FlowControl.NONE, () -> nanos[0]);
        List<Packets> connections = new ArrayList<>();
        byte[] endless = "x".repeat(6_000).getBytes(StandardCharsets.UTF_8);
        byte[] usual = ("m".repeat(900) + " 1 2\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2; i++) {
            connections.add(new Packets(buffer, quota));
            connections.get(i).feed(endless, 0, endless.length);
        }
        assertEquals(0, counters.badLines(), "nobody is to blame yet");
        Packets sender = new Packets(buffer, quota);
        sender.feed(usual, 0, 700);
        for (int i = 0; i < 4; i++) {
            nanos[0] += 500_000_000;
            sender.feed(usual, 700 + i, 1);
        }
        assertEquals(1, counters.badLines(), "the first one gave way, and then there was room");
        sender.feed(usual, 704, usual.length - 704);
        connections.forEach(connection -> connection.feed(usual, 900, usual.length - 900));
        assertEquals(List.of("m".repeat(900) + " 1.0 2", "x".repeat(6_000) + " 1.0 2"), points);
        assertEquals(0, quota.taken());

        connections.get(0).feed(endless, 0, endless.length);
        assertEquals(6_000 - UnfinishedQuota.FREE_BYTES, quota.taken());
        connections.get(0).end();
        assertEquals(0, quota.taken(), "what has ended gave its quota back");
    }

    /** What a connection does with its packets, without the connection. */
    private static final class Packets {
        private final UnfinishedLine unfinished;
        private final LineBuffer buffer;

        Packets(LineBuffer buffer, UnfinishedQuota quota) {
            this.buffer = buffer;
            this.unfinished = new UnfinishedLine(quota.claim(Runnable::run, this::giveWay));
        }

        private void giveWay() {
            assertNull(buffer.giveWay(unfinished, "test"));
        }

        void feed(byte[] bytes, int from, int count) {
            assertNull(buffer.accept(unfinished, Unpooled.wrappedBuffer(bytes, from, count), "test"));
        }

        void end() {
            unfinished.clear();
        }
    }
}
