package plumbago.carbon.relay.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CatchUpPaceTest {
    private static final long SECOND = 1_000_000_000L;

    /** A counter of nanoseconds may begin anywhere, and overflow. */
    private static final long START = Long.parseLong("9223372036000000000");

    @Test
    void asMuchAsIsAllowedGoesInEachSecond() {
        CatchUpPace pace = new CatchUpPace(100, START);
        assertEquals(100, sent(pace, START));
        assertEquals(0, sent(pace, START));
        assertEquals(50, sent(pace, START + SECOND / 2));
        assertEquals(100, sent(pace, START + SECOND / 2 + SECOND));
    }

    @Test
    void whatComesInGoesBesides() {
        CatchUpPace pace = new CatchUpPace(100, START);
        sent(pace, START);
        pace.appended(1_000);
        assertEquals(1_000, sent(pace, START));
        pace.appended(10);
        pace.appended(10);
        assertEquals(120, sent(pace, START + SECOND));
    }

    @Test
    void manyPiecesThatCameInTogetherGoTogether() {
        CatchUpPace pace = new CatchUpPace(100, START);
        sent(pace, START);
        pace.appended(10_000);
        for (int i = 0; i < 20; i++) {
            assertTrue(pace.allows(START));
            pace.sent(500);
        }
        assertFalse(pace.allows(START));
    }

    @Test
    void whatCameInBeforeTheConnectionWaits() {
        CatchUpPace pace = new CatchUpPace(100, START);
        pace.appended(10_000);
        pace.begin();
        assertEquals(100, sent(pace, START));
    }

    @Test
    void timeInWhichNothingWasSentIsNotSaved() {
        CatchUpPace pace = new CatchUpPace(100, START);
        sent(pace, START);
        assertEquals(100, sent(pace, START + 1_000 * SECOND));
    }

    @Test
    void aPieceThatWasTooLargeIsWaitedFor() {
        CatchUpPace pace = new CatchUpPace(100, START);
        assertTrue(pace.allows(START));
        pace.sent(350);
        assertFalse(pace.allows(START + 2 * SECOND));
        assertTrue(pace.allows(START + 3 * SECOND));
    }

    @Test
    void whereThereIsNoLimitAllGoes() {
        CatchUpPace pace = new CatchUpPace(Double.POSITIVE_INFINITY, START);
        pace.sent(Long.MAX_VALUE);
        pace.sent(Long.MAX_VALUE);
        assertTrue(pace.allows(START));
    }

    /** How many go one by one. */
    private static int sent(CatchUpPace pace, long now) {
        int count = 0;
        while (pace.allows(now)) {
            pace.sent(1);
            count++;
        }
        return count;
    }
}
