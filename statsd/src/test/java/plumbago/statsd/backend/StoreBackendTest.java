package plumbago.statsd.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import plumbago.base.config.Settings;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.receiver.Intake;
import plumbago.carbon.stats.PointCounters;
import plumbago.statsd.Await;
import plumbago.statsd.config.StatsdOptionsReader;
import plumbago.statsd.config.StatsdSettings;

class StoreBackendTest {
    private static final int METRICS = 5000;

    private final Map<String, Double> stored = new ConcurrentSkipListMap<>();
    private final Set<Long> times = ConcurrentHashMap.newKeySet();
    private final PausedAtWill flowControl = new PausedAtWill();
    private final PointCounters counters = new PointCounters();
    private final StoreBackend backend = new StoreBackend(
            new Intake(
                    batch -> {
                        for (int i = 0; i < batch.size(); i++) {
                            stored.put(batch.name(i), batch.value(i));
                            times.add(batch.timestamp(i));
                        }
                    },
                    flowControl,
                    counters,
                    () -> 1_700_000_000L,
                    UnfinishedQuota.ofThisProcess(16, FlowControl.NONE)),
            new GraphiteStats(StatsdOptionsReader.read(Settings.defaults(StatsdSettings.GROUPS)), 1_700_000_000L));

    @Test
    void allPointsArriveWithTheTimeOfTheInterval() {
        backend.flush(metrics());
        assertEquals(METRICS + 5, stored.size());
        assertEquals(4711, stored.get("metric.4711"));
        assertEquals(7, stored.get("x".repeat(200_000)));
        assertEquals(Set.of(1_700_000_010L), times);
        assertEquals(1, counters.notANumbers());
        Map<String, Long> status = new TreeMap<>();
        backend.status(status::put);
        assertEquals(Set.of("last_flush", "last_exception", "flush_time", "flush_length"), status.keySet());
        assertEquals(1_700_000_010L, status.get("last_flush"));
    }

    @Test
    void itWaitsWhileTheQueuesAreFullAndThenGoesOn() throws Exception {
        flowControl.pause(true);
        Thread flush = new Thread(() -> backend.flush(metrics()), "flush");
        flush.start();
        Await.until(() -> flush.getState() == Thread.State.WAITING);
        assertTrue(stored.isEmpty());
        flowControl.pause(false);
        flush.join();
        assertEquals(METRICS + 5, stored.size());
    }

    @Test
    void whoStopsIsNotKeptWaiting() throws Exception {
        flowControl.pause(true);
        CountDownLatch ended = new CountDownLatch(1);
        Thread flush = new Thread(
                () -> {
                    backend.flush(metrics());
                    ended.countDown();
                },
                "flush");
        flush.start();
        backend.close();
        ended.await();
        assertFalse(stored.isEmpty());
    }

    private static FlushedMetrics metrics() {
        return new FlushedMetrics() {
            @Override
            public long timestamp() {
                return 1_700_000_010L;
            }

            @Override
            public void eachPoint(PointVisitor visitor) {
                for (int i = 0; i < METRICS; i++) {
                    put("metric." + i, i, visitor);
                }
                put("x".repeat(200_000), 7, visitor);
                put("none", Double.NaN, visitor);
            }

            private void put(String name, double value, PointVisitor visitor) {
                byte[] bytes = ("  " + name).getBytes(StandardCharsets.UTF_8);
                visitor.point(bytes, 2, bytes.length - 2, value);
                Arrays.fill(bytes, (byte) 'z');
            }

            @Override
            public Map<String, Object> structure() {
                return Map.of();
            }
        };
    }

    private static final class PausedAtWill implements FlowControl {
        private volatile boolean paused;
        private Listener listener = on -> {};

        void pause(boolean on) {
            paused = on;
            listener.pausedChanged(on);
        }

        @Override
        public boolean paused() {
            return paused;
        }

        @Override
        public void addListener(Listener added) {
            listener = added;
        }
    }
}
