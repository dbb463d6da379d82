package plumbago.statsd.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.MetricType;
import plumbago.statsd.metric.Metrics;

class PacketParserTest {
    /** Pieces of lines, right and wrong. */
    private static final String[] NAMES = {
        "a", "b.c", "b/c", "", "name.of.sixteen..", "x;k=v", "a b", "ü", "longer.than.a.word", "c", "g", "msx"
    };

    private static final String[] VALUES = {
        "1",
        "0",
        "-1",
        "+2",
        "1.5",
        "-0",
        ".5",
        "5.",
        "1e2",
        "",
        "x",
        "123456789012345678",
        "1.23456789012345678",
        "0x10",
        " 3",
        "Infinity",
        "=-5",
        "a:b"
    };
    private static final String[] TYPES = {"c", "ms", "g", "s", "h", "d", "c ", "", "m", "msx", "ms\u00a0"};
    private static final String[] ENDS = {
        "", "", "", "|@0.1", "|@0", "|@1.5", "|@x", "|@", "|", "|@+1", "|#k:v", "|@.5|#k:v,l", "\r"
    };

    private static final class Side {
        private final Metrics metrics = new Metrics(1000, 1000, 100_000);
        private final UnusualLines unusual = new UnusualLines(metrics, new BadLines(() -> 0), true, null);
        private final PacketParser parser = new PacketParser(metrics, unusual);

        void parse(String packet) {
            byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
            byte[] space = Arrays.copyOf(bytes, bytes.length + PacketParser.SLACK);
            space[bytes.length] = '\n';
            parser.parse(space, 0, bytes.length);
        }

        /** Only what the usual way leaves. */
        void parseUnusual(String packet) {
            for (String line : packet.split("\n")) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                if (bytes.length > 0) {
                    unusual.parse(bytes, 0, bytes.length);
                }
            }
        }

        String state() {
            Map<String, Object> state = new TreeMap<>();
            for (MetricType type : MetricType.values()) {
                state.put(type.name(), new TreeMap<>(metrics.dump(type).byName()).toString());
            }
            EndedInterval ended = metrics.endInterval(0);
            StringBuilder rest = new StringBuilder();
            for (int id = 0; id < ended.timers().length; id++) {
                rest.append(new String(ended.timers()[id], StandardCharsets.UTF_8))
                        .append(ended.values().timerCount(id))
                        .append(' ');
            }
            for (int id = 0; id < ended.sets().length; id++) {
                rest.append(new String(ended.sets()[id], StandardCharsets.UTF_8))
                        .append(ended.values().setSize(id))
                        .append(' ');
            }
            ended.values().clear();
            metrics.flushed(ended.values());
            return state + " " + rest + " bad " + unusual.takeBad();
        }
    }

    @Test
    void theUsualWayAndTheOtherAgree() {
        Random random = new Random(12);
        Side usual = new Side();
        Side other = new Side();
        for (int round = 0; round < 3000; round++) {
            StringBuilder packet = new StringBuilder();
            int lines = 1 + random.nextInt(8);
            for (int i = 0; i < lines; i++) {
                packet.append(i == 0 ? "" : "\n")
                        .append(any(NAMES, random))
                        .append(random.nextInt(20) == 0 ? "" : ":")
                        .append(any(VALUES, random))
                        .append(random.nextInt(8) == 0 ? "" : "|")
                        .append(random.nextInt(8) == 0 ? "" : any(TYPES, random))
                        .append(any(ENDS, random));
            }
            usual.parse(packet.toString());
            other.parseUnusual(packet.toString());
            assertEquals(other.state(), usual.state(), packet::toString);
        }
    }

    private static String any(String[] of, Random random) {
        return of[random.nextInt(of.length)];
    }

    @Test
    void gaugesMayBeSetBelowZero() {
        Side side = new Side();
        side.parse("a:5|g\na:=-3|g\nb:=+4|g\nb:=x|g");
        assertEquals(
                "{a=-3.0, b=4.0}", side.metrics.dump(MetricType.GAUGE).byName().toString());
        assertEquals(1, side.unusual.takeBad());
    }

    @Test
    void aTypeIsTrimmedOfWhateverIsWhiteSpaceToJavaScript() {
        Side side = new Side();
        side.parse("a:5|ms\u00a0\na:-6|\u2003ms\nb:7|\ufeffg\nc:1|x\u3000");
        assertEquals(
                "{a=[5.0, -6.0]}{b=7.0}{c=1.0}",
                "" + side.metrics.dump(MetricType.TIMER).byName()
                        + side.metrics.dump(MetricType.GAUGE).byName()
                        + side.metrics.dump(MetricType.COUNTER).byName());
        assertEquals(0, side.unusual.takeBad());
    }

    @Test
    void aCounterThatIsNoNumberBeginsAgain() {
        Side side = new Side();
        side.parse("a:0|c|@0\nb:Infinity|c\nb:-Infinity|c\nb:-0|c");
        assertEquals(
                "{a=NaN, b=0.0}", side.metrics.dump(MetricType.COUNTER).byName().toString());
        side.parse("a:3|c\na:4|c");
        assertEquals(7.0, side.metrics.dump(MetricType.COUNTER).byName().get("a"));
    }

    @Test
    void namesThatThereIsNoSpaceForAreRefusedAndTheOthersGoOn() {
        Side side = new Side();
        for (int i = 0; i < 1200; i++) {
            side.parse("n" + i + ":1|c");
        }
        side.parse("n7:1|c");
        assertEquals(1000, side.metrics.size());
        assertEquals(200, side.metrics.metricsRefused());
        assertEquals(2.0, side.metrics.dump(MetricType.COUNTER).byName().get("n7"));
    }

    @Test
    void whateverComesIsReadToItsEnd() {
        Random random = new Random(3);
        Side side = new Side();
        byte[] letters = ":|@#\n.0159-+cmsgh;,= \r\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 200_000; round++) {
            int length = random.nextInt(40);
            byte[] packet = new byte[length + PacketParser.SLACK];
            for (int i = 0; i < length; i++) {
                packet[i] = random.nextInt(10) == 0 ? (byte) random.nextInt() : letters[random.nextInt(letters.length)];
            }
            packet[length] = '\n';
            side.parser.parse(packet, 0, length);
        }
        assertTrue(side.parser.takeLines() > 200_000);
        assertTrue(side.metrics.size() <= 1000);
    }
}
