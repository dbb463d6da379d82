package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbago.base.config.ConfigException;
import plumbago.carbon.rules.AggregateMethod;
import plumbago.carbon.rules.AggregationRules;

class IntervalsTest {
    @Test
    void areFoundHoweverManyThereAreAndWhicheverAreRemoved() throws ConfigException {
        for (String method : List.of("sum", "last", "p50")) {
            Random random = new Random(3);
            Intervals intervals = new Intervals(AggregationRules.parse("rules", "to (1) = " + method + " from")
                    .rules()
                    .get(0)
                    .method());
            TreeMap<Long, Double> model = new TreeMap<>();
            for (int step = 0; step < 60_000; step++) {
                long start = 10L * random.nextInt(6_000);
                int at = intervals.find(start);
                assertEquals(model.containsKey(start), at >= 0, "step " + step);
                // In turns there are more and more of them, and fewer and fewer.
                boolean isGrowing = step / 15_000 % 2 == 0;
                if (at < 0 && isGrowing) {
                    intervals.add(intervals.open(start), start, step);
                    model.put(start, (double) step);
                } else if (at >= 0 && !isGrowing) {
                    assertEquals(start, intervals.start(at));
                    assertEquals(model.remove(start), intervals.result(at));
                    intervals.remove(at);
                }
                assertEquals(model.size(), intervals.size());
            }
        }
    }

    @Test
    void stayInTheOrderInWhichTheyCameUnlessThereAreVeryMany() throws ConfigException {
        Intervals intervals = new Intervals(sum());
        List<Long> model = new ArrayList<>();
        for (int i = 0; i < Intervals.MOST_IN_ORDER; i++) {
            long start = 10L * (i * 7 % Intervals.MOST_IN_ORDER);
            intervals.open(start);
            model.add(start);
        }
        Random random = new Random(4);
        while (!model.isEmpty()) {
            int gone = random.nextInt(model.size());
            assertEquals(gone, intervals.find(model.get(gone)));
            intervals.remove(gone);
            model.remove(gone);
            assertArrayEquals(
                    model.stream().mapToLong(start -> start).toArray(),
                    IntStream.range(0, intervals.size())
                            .mapToLong(intervals::start)
                            .toArray());
        }
    }

    /** To look through all of them for each would take minutes. */
    @Test
    void aMillionOfOneAggregateAreNoMoreWorkEachThanAFew() throws ConfigException {
        Intervals intervals = new Intervals(sum());
        int count = 1_000_000;
        for (long start = 0; start < count; start++) {
            assertEquals(-1, intervals.find(start));
            intervals.open(start);
        }
        for (long start = 0; start < count; start++) {
            int at = intervals.find(start);
            assertTrue(at >= 0);
            intervals.remove(at);
        }
        assertEquals(0, intervals.size());
    }

    private static AggregateMethod sum() throws ConfigException {
        return AggregationRules.parse("rules", "to (1) = sum from")
                .rules()
                .get(0)
                .method();
    }
}
