package plumbago.base.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReadPausesTest {
    private static final long START = Long.MAX_VALUE - 500_000;
    private static final int FULL_ROUND = 16;

    private final ReadPauses pauses = new ReadPauses(4 << 20, FULL_ROUND);
    private long now = START;

    @Test
    void whatComesRarelyIsReadAtOnce() {
        assertEquals(0, round(1, 20_000_000));
        assertEquals(0, round(1, 20_000_000));
        assertEquals(0, round(3, 8_000_001));
    }

    @Test
    void whatComesQuicklyGathers() {
        assertEquals(0, round(1, 20_000_000));
        assertEquals(ReadPauses.MOST_NANOS, round(1, 100_000));
        assertEquals(ReadPauses.MOST_NANOS, round(10, 4_100_000));
    }

    @Test
    void nobodyWaitsWhileMoreMayBeThere() {
        assertEquals(0, round(1, 20_000_000));
        assertEquals(0, round(FULL_ROUND, 1_000_000));
        assertEquals(ReadPauses.MOST_NANOS, round(3, 1_000_000));
    }

    @Test
    void theBufferDoesNotFillMeanwhile() {
        ReadPauses small = new ReadPauses(106_496, 1000);
        small.read();
        assertEquals(0, small.roundEnded(0));
        for (int i = 0; i < 100; i++) {
            small.read();
        }
        // 100 in a millisecond, and six are a quarter of what the buffer holds.
        assertEquals(60_000, small.roundEnded(1_000_000));
    }

    @Test
    void aWakeUpForNothingChangesNothing() {
        assertEquals(0, round(1, 20_000_000));
        assertEquals(0, round(0, 100_000));
        assertEquals(ReadPauses.MOST_NANOS, round(1, 100_000));
    }

    private long round(int datagrams, long nanos) {
        now += nanos;
        for (int i = 0; i < datagrams; i++) {
            pauses.read();
        }
        return pauses.roundEnded(now);
    }
}
