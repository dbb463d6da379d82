package plumbago.seams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.store.SeriesStore;

/**
 * Counters that several senders add to, in a process that is killed again and again: at the end each holds what was
 * acknowledged, and of the lines that were under way at a kill either the whole amount or nothing. More kills:
 * {@code -Dplumbago.crashes=100}.
 */
@Timeout(3600)
class AdditionsCrashTest {
    private static final int CRASHES = Integer.getInteger("plumbago.crashes", 3);
    private static final int SENDERS = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Semaphore acknowledged = new Semaphore(0);

    /** One connection's worth of lines, to one series, each after the one before was acknowledged. */
    private final class Sender extends Thread {
        private final Socket socket;
        private final String name;
        private final SplittableRandom random;
        private long sum;

        /** What was sent and not acknowledged; 0 for nothing. */
        private long underWay;

        private boolean refused;

        Sender(Socket socket, String name, long seed) {
            super("sender of " + name);
            this.socket = socket;
            this.name = name;
            random = new SplittableRandom(seed);
        }

        @Override
        public void run() {
            try (socket) {
                while (true) {
                    underWay = random.nextLong(1, 1 << 20);
                    socket.getOutputStream().write((name + ' ' + underWay + '\n').getBytes(StandardCharsets.US_ASCII));
                    int answer = socket.getInputStream().read();
                    if (answer != '+') {
                        refused = answer != -1;
                        return;
                    }
                    sum += underWay;
                    underWay = 0;
                    acknowledged.release();
                }
            } catch (IOException e) {
                // Killed.
            }
        }
    }

    /** What a series is to hold: some of what was under way may have been added. */
    private static final class Expected {
        long acknowledged;
        final List<Long> underWay = new ArrayList<>();

        boolean isMetBy(long total) {
            for (long some = 0; some < (1L << underWay.size()); some++) {
                long sum = acknowledged;
                for (int i = 0; i < underWay.size(); i++) {
                    sum += ((some >>> i) & 1) * underWay.get(i);
                }
                if (sum == total) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void whatWasAcknowledgedCountsOnceAfterAnyNumberOfKills() throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 10s:6h,1m:1d\n");
        long seed = Long.getLong("plumbago.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        long begin = System.currentTimeMillis() / 1000;
        // One series is added to by two of them. After some kills others are, so that not too many sums are possible.
        List<Expected> expected = new ArrayList<>();
        for (int crash = 0; crash < CRASHES; crash++) {
            int first = (crash / 8) * (SENDERS - 1);
            try (ToyProcess process =
                    new ToyProcess(AdderMain.class, entry -> true, folder.resolve("log"), folder.toString())) {
                List<Sender> senders = new ArrayList<>();
                for (int i = 0; i < SENDERS; i++) {
                    int series = first + i % (SENDERS - 1);
                    while (expected.size() <= series) {
                        expected.add(new Expected());
                    }
                    senders.add(new Sender(process.connect(), "hits." + series, random.nextLong()));
                }
                senders.forEach(Thread::start);
                acknowledged.acquire(random.nextInt(1, 2000));
                process.kill();
                for (int i = 0; i < SENDERS; i++) {
                    Sender sender = senders.get(i);
                    sender.join();
                    assertFalse(sender.refused, "a line was refused");
                    Expected one = expected.get(first + i % (SENDERS - 1));
                    one.acknowledged += sender.sum;
                    if (sender.underWay > 0) {
                        one.underWay.add(sender.underWay);
                    }
                }
                acknowledged.drainPermits();
            }
        }
        try (SeriesStore store = SeriesStore.open(AdderMain.settings(folder), Clock.systemUTC())) {
            for (int series = 0; series < expected.size(); series++) {
                long total = total(store, "hits." + series, begin);
                Expected one = expected.get(series);
                assertTrue(
                        one.isMetBy(total),
                        "hits." + series + " is " + total + ", acknowledged were " + one.acknowledged
                                + ", under way at kills " + one.underWay + "; seed " + seed);
            }
        }
    }

    private static long total(SeriesStore store, String metric, long begin) throws IOException {
        long now = System.currentTimeMillis() / 1000;
        SeriesRange range = store.reader().read(metric, begin - 10, now, now).orElseThrow();
        assertEquals(10, range.step());
        double total = 0;
        for (double value : range.values()) {
            total += Double.isNaN(value) ? 0 : value;
        }
        return (long) total;
    }
}
