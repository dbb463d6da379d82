package plumbago.carbon.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbago.carbon.stats.DropExamples.Example;

class DropExamplesTest {
    private long now = 1_000_000;

    private final DropExamples examples = new DropExamples(new Clock() {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    private void refuse(String line) {
        byte[] bytes = ("before" + line + "behind").getBytes(StandardCharsets.UTF_8);
        examples.refused(Refusal.LINE, "somebody", bytes, 6, bytes.length - 6, "why");
    }

    private List<String> lines() {
        return examples.of(Refusal.LINE).stream().map(Example::text).toList();
    }

    @Test
    void theLastOnesAreKeptAndAFloodLeavesSomeOfEachSecond() {
        for (int i = 0; i < 100; i++) {
            refuse("a" + i);
        }
        assertEquals(List.of("a9", "a8", "a7", "a6", "a5", "a4", "a3", "a2", "a1", "a0"), lines());
        now += 999;
        refuse("b");
        assertEquals("a9", lines().get(0));
        now += 1;
        refuse("b");
        refuse("c");
        assertEquals(List.of("c", "b", "a9"), lines().subList(0, 3));
        assertEquals(DropExamples.KEPT, lines().size());
        assertTrue(examples.of(Refusal.FRAME).isEmpty(), "each kind has its own");
    }

    @Test
    void aClockThatIsSetBackDoesNotEndIt() {
        for (int i = 0; i < 20; i++) {
            refuse("a" + i);
        }
        now -= 500_000;
        refuse("b");
        assertEquals("b", lines().get(0));
    }

    @Test
    void whatIsShownIsOneShortLine() {
        refuse("tab\there\u0007\nand \u00e4" + "x".repeat(1000));
        String text = lines().get(0);
        assertTrue(text.startsWith("tab?here??and \u00e4xxx"), text);
        assertTrue(text.endsWith("xxx..."), text);
        assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= DropExamples.SHOWN_BYTES + 3);

        byte[] name = "n".repeat(3000).getBytes(StandardCharsets.UTF_8);
        examples.dropped(
                DropReason.TOO_OLD, new InetSocketAddress("192.0.2.1", 77), name, 0, name.length, -1.5e300, -99);
        Example point = examples.of(DropReason.TOO_OLD).get(0);
        assertTrue(point.text().endsWith("n... -1.5E300 -99"), point.text());
        assertTrue(point.text().length() <= DropExamples.SHOWN_BYTES, point.text());
        assertEquals("192.0.2.1:77", point.sender());
        assertEquals(now, point.millis());
        assertEquals(DropReason.TOO_OLD.expected(), point.expected());
    }
}
