package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DatapointTimesTest {
    private static void assertWrites(DatapointTimes text, long time) {
        byte[] into = new byte[2 + DatapointTimes.MAX_LENGTH];
        int end = text.write(time, into, 2);
        assertEquals(", " + time + "]", new String(into, 2, end - 2, StandardCharsets.US_ASCII));
    }

    @Test
    void writesNeighbours() {
        DatapointTimes text = new DatapointTimes();
        for (long time = 1_699_990_000; time < 1_700_020_000; time += 7) {
            assertWrites(text, time);
        }
    }

    @Test
    void writesWhatDoesNotHaveTenDigits() {
        DatapointTimes text = new DatapointTimes();
        for (long time : new long[] {
            0, 9, -1, -1_700_000_000, 999_999_999, 1_000_000_000, 9_999_999_999L, 10_000_000_000L, Long.MAX_VALUE, 5
        }) {
            assertWrites(text, time);
        }
    }

    @Test
    void writesTimesInAnyOrder() {
        SplittableRandom random = new SplittableRandom(3);
        DatapointTimes text = new DatapointTimes();
        for (int i = 0; i < 100_000; i++) {
            assertWrites(text, random.nextLong() >> (1 + random.nextInt(62)));
        }
    }
}
