package plumbago.statsd.flush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FlushScheduleTest {
    private static final long DAY = 1_700_006_400_000L;

    @Test
    void endsAreWholeMultiplesSinceTheEpoch() {
        FlushSchedule schedule = new FlushSchedule(10_000, 0, Long.MIN_VALUE, DAY + 3_000);
        assertEquals(7_000, schedule.millisLeft(DAY + 3_000));
        assertEquals(-1, schedule.end(DAY + 9_999));
        assertEquals(DAY + 10_000, schedule.end(DAY + 10_001));
        assertEquals(-1, schedule.end(DAY + 10_002));
        assertEquals(9_998, schedule.millisLeft(DAY + 10_002));
    }

    @Test
    void endsMayCountFromTheStart() {
        FlushSchedule schedule = new FlushSchedule(10_000, DAY + 3_000, Long.MIN_VALUE, DAY + 3_200);
        assertEquals(DAY + 13_000, schedule.end(DAY + 13_000));
    }

    @Test
    void theFirstIntervalHasItsWholeLengthWhereTheStartIsRoundedUp() {
        FlushSchedule schedule = new FlushSchedule(10_000, DAY + 9_000, DAY, DAY + 8_600);
        assertEquals(10_400, schedule.millisLeft(DAY + 8_600));
        assertEquals(-1, schedule.end(DAY + 9_000));
        assertEquals(DAY + 19_000, schedule.end(DAY + 19_000));
    }

    @Test
    void aLateFlushIsOneFlush() {
        FlushSchedule schedule = new FlushSchedule(10_000, 0, Long.MIN_VALUE, DAY);
        assertEquals(DAY + 40_000, schedule.end(DAY + 47_000));
        assertEquals(-1, schedule.end(DAY + 47_001));
        assertEquals(DAY + 50_000, schedule.end(DAY + 50_000));
    }

    @Test
    void aClockSetBackFlushesNoEndAgain() {
        FlushSchedule schedule = new FlushSchedule(10_000, 0, Long.MIN_VALUE, DAY);
        assertEquals(DAY + 30_000, schedule.end(DAY + 30_000));
        assertEquals(-1, schedule.end(DAY + 12_000));
        assertEquals(28_000, schedule.millisLeft(DAY + 12_000));
        assertEquals(-1, schedule.end(DAY + 39_000));
        assertEquals(DAY + 40_000, schedule.end(DAY + 40_000));
    }

    @Test
    void aClockSetBackByHoursIsBelieved() {
        FlushSchedule schedule = new FlushSchedule(10_000, 0, Long.MIN_VALUE, DAY);
        long earlier = DAY - 5 * 3_600_000;
        assertEquals(-1, schedule.end(earlier));
        assertEquals(earlier + 10_000, schedule.end(earlier + 10_000));
    }

    @Test
    void whatAnEarlierProcessFlushedIsNotFlushedAgain() {
        FlushSchedule schedule = new FlushSchedule(10_000, 0, DAY + 20_000, DAY + 15_000);
        assertEquals(-1, schedule.end(DAY + 20_500));
        assertEquals(DAY + 30_000, schedule.end(DAY + 30_500));
    }

    @Test
    void whateverTheClockDoesNoEndComesTwice() {
        Random random = new Random(4);
        for (int run = 0; run < 200; run++) {
            long interval = 1L + random.nextInt(20_000);
            long now = DAY + random.nextInt(1_000_000);
            FlushSchedule schedule = new FlushSchedule(interval, random.nextInt(50_000), Long.MIN_VALUE, now);
            long last = Long.MIN_VALUE;
            for (int step = 0; step < 500; step++) {
                now += random.nextInt(20) == 0 ? random.nextInt(2_000_000) - 1_000_000 : random.nextInt(3_000);
                if (last - now > FlushSchedule.MOST_WAIT_MILLIS) {
                    last = Long.MIN_VALUE;
                }
                long left = schedule.millisLeft(now);
                long end = schedule.end(now);
                assertEquals(left == 0, end >= 0);
                if (end >= 0) {
                    assertTrue(end > last && end <= now && now - end < interval, end + " at " + now);
                    last = end;
                }
            }
        }
    }
}
