package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PointSorterTest {
    private record Point(long time, double value) {}

    @Test
    void sortsLikeAStableSortOfTheReversedBatch() {
        SplittableRandom random = new SplittableRandom(20_240_611);
        PointSorter sorter = new PointSorter();
        for (int round = 0; round < 2_000; round++) {
            int count = random.nextInt(0, 200);
            int range = random.nextInt(1, 300);
            long[] times = new long[count + 3];
            double[] values = new double[count + 3];
            List<Point> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                times[i] = random.nextInt(5) == 0 && i > 0 ? times[i - 1] + 1 : random.nextInt(range) - 50;
                values[i] = i;
                expected.add(new Point(times[i], i));
            }
            long[] givenTimes = times.clone();
            sorter.sort(times, values, count);
            assertArrayEquals(givenTimes, times);

            Collections.reverse(expected);
            expected.sort(Comparator.comparingLong(Point::time));
            for (int i = 0; i < count; i++) {
                assertEquals(expected.get(i), new Point(sorter.times()[i], sorter.values()[i]));
            }
        }
    }

    @Test
    void seesWhatNeedsNoSorting() {
        assertTrue(PointSorter.strictlyAscending(new long[] {}, 0));
        assertTrue(PointSorter.strictlyAscending(new long[] {5}, 1));
        assertTrue(PointSorter.strictlyAscending(new long[] {-1, 0, 7, 3}, 3));
        assertFalse(PointSorter.strictlyAscending(new long[] {1, 1}, 2));
        assertFalse(PointSorter.strictlyAscending(new long[] {1, 2, 0}, 3));
    }
}
