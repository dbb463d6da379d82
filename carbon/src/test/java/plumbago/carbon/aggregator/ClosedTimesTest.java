package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClosedTimesTest {
    @Test
    void holdsExactlyWhatWasClosedWhileThereAreFewRanges() {
        Random random = new Random(1);
        for (int run = 0; run < 500; run++) {
            ClosedTimes closed = new ClosedTimes();
            BitSet model = new BitSet();
            for (int i = 0; i < 16; i++) {
                int from = random.nextInt(200);
                int to = from + 1 + random.nextInt(20);
                closed.add(from, to);
                model.set(from, to);
                for (int time = 0; time < 230; time++) {
                    assertEquals(model.get(time), closed.contains(time), "run " + run + ", " + time);
                }
                assertEquals(model.length(), closed.latest());
            }
        }
    }

    @Test
    void joinsTheNearestTwoWhereThereAreMany() {
        ClosedTimes closed = new ClosedTimes();
        for (int i = 0; i < 16; i++) {
            closed.add(1000L * i, 1000L * i + 10);
        }
        closed.add(20_000, 20_010);
        closed.add(4500, 4510);
        assertEquals(16, closed.ranges());
        assertTrue(closed.contains(4200), "what lay between the nearest");
        assertFalse(closed.contains(19_000));
        assertFalse(closed.contains(14_500));
        assertEquals(20_010, closed.latest());
        closed.clear();
        assertFalse(closed.contains(4200));
    }

    @Test
    void whatHasNoBeginningIsClosedFromTheFirstTimeOn() {
        ClosedTimes closed = new ClosedTimes();
        closed.add(Long.MIN_VALUE, 100);
        closed.add(100, 160);
        assertEquals(1, closed.ranges());
        assertTrue(closed.contains(-5));
        assertTrue(closed.contains(159));
        assertFalse(closed.contains(160));
    }
}
