package plumbago.carbon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.stats.DropReason;

/** Points of a metric that was deleted do not come back after a kill, also when the journal was full. */
@Timeout(600)
class GoneInJournalTest {
    private static final long LEAST = 4 << 20;

    /** So many names of this length take more than is kept for them in a segment. */
    private static final int METRICS = 200;

    private static final String LONG = "n".repeat(2900);

    @TempDir
    Path folder;

    private static void discard(Restartable process, String metric) {
        process.counters.dropped(DropReason.DELETED, process.queues.removals().discard(metric));
    }

    private static void fill(Restartable process, int times) {
        Object[] points = new Object[3 * 1000];
        for (int i = 0; i < 1000; i++) {
            points[3 * i] = "fill.m" + i % 100;
            points[3 * i + 1] = i;
            points[3 * i + 2] = i;
        }
        for (int i = 0; i < times; i++) {
            process.send(points);
        }
    }

    @Test
    void staysGone() throws IOException {
        Restartable first = new Restartable(folder);
        first.send("a", 1, 1, "b", 1, 1);
        discard(first, "a");
        first.send("a", 2, 2);
        Restartable second = new Restartable(folder);
        assertEquals(List.of("2=2.0"), second.waiting("a"));
        assertEquals(List.of("1=1.0"), second.waiting("b"));
    }

    @Test
    void staysGoneThoughTheJournalWasFull() throws IOException {
        Restartable first = new Restartable(folder, LEAST, false, Duration.ZERO);
        for (int i = 0; i < METRICS; i++) {
            first.send(LONG + i, 1, i);
        }
        fill(first, 400);
        assertTrue(first.counters.dropped(DropReason.JOURNAL_FULL) > 0);
        for (int i = 0; i < METRICS; i++) {
            discard(first, LONG + i);
        }
        assertTrue(first.booksBalance());
        Restartable second = new Restartable(folder, LEAST, false, Duration.ZERO);
        for (int i = 0; i < METRICS; i++) {
            assertEquals(List.of(), second.waiting(LONG + i));
        }
        assertEquals(first.queues.measures().queuedPoints(), second.counters.replayed());
    }

    @Test
    void isNotedAsSoonAsThereIsSpace() throws IOException {
        Restartable first = new Restartable(folder);
        fill(first, 300);
        first.send("a", 1, 1, "b", 1, 1);
        first.keeper.close();
        Restartable second = new Restartable(folder, LEAST, true, Duration.ZERO);
        assertTrue(second.keeper.journal().full(), "an earlier process was allowed more");
        discard(second, "a");
        QueuedPoints points = new QueuedPoints();
        for (int series : second.queues.drain().takeWaiting()) {
            if (second.queues.drain().name(series).equals("b")) {
                second.queues.drain().putBack(series);
            } else {
                second.queues.drain().copy(series, Integer.MAX_VALUE, points);
                second.queues.drain().remove(series, points.size());
            }
        }
        second.keeper.round();
        Restartable third = new Restartable(folder, LEAST, true, Duration.ZERO);
        assertEquals(List.of(), third.waiting("a"));
        assertEquals(List.of("1=1.0"), third.waiting("b"));
    }
}
