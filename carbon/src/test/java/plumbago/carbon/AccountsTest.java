package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.base.measure.PrometheusText;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

/** Random load over real sockets, with every reason at once for which points are dropped: the accounts balance. */
@Timeout(600)
class AccountsTest {
    private static final long NOW = 1_700_000_000L;
    private static final int SENDERS = 4;
    private static final int ROUNDS = 4;
    private static final int LINES = 5_000;

    /** What may be on its way: a batch of each sender, and what the writer has in hand. */
    private static final long UNDER_WAY = SENDERS * 1024 + 16_384;

    private static final List<DropReason> PROVOKED = List.of(
            DropReason.BLACKLISTED,
            DropReason.NOT_WHITELISTED,
            DropReason.INVALID_NAME,
            DropReason.INVALID_TIMESTAMP,
            DropReason.QUEUE_FULL,
            DropReason.TOO_MANY_METRICS,
            DropReason.CORRUPT_FILE);

    @TempDir
    Path folder;

    private CarbonService start(int port, String strategy) throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 10s:1h\n");
        Files.writeString(folder.resolve("blacklist.conf"), "^secret\\.\n");
        Files.writeString(folder.resolve("whitelist.conf"), "^(?!other)\n");
        Files.writeString(folder.resolve("rewrite-rules.conf"), "[pre]\n^old\\. = new.\n");
        Path data = Files.createDirectories(folder.resolve("whisper/damaged"));
        for (int i = 0; i < 10; i++) {
            Files.write(data.resolve("m" + i + ".wsp"), new byte[100]);
        }
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_PORT=" + port,
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder,
                                "cache.CARBON_METRIC_INTERVAL=0",
                                "cache.USE_WHITELIST=True",
                                "cache.USE_FLOW_CONTROL=False",
                                "cache.MAX_CACHE_SIZE=8000",
                                "cache.MAX_CACHE_BYTES=2200K",
                                "cache.MAX_CREATES_PER_MINUTE=600",
                                "cache.CACHE_WRITE_STRATEGY=" + strategy)),
                CarbonSettings.GROUPS);
        return CarbonService.start(settings, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    }

    private static String line(SplittableRandom random) {
        String time = " " + (NOW - random.nextInt(3000)) + "\n";
        int m = random.nextInt(200);
        return switch (random.nextInt(14)) {
            case 0 -> "secret.m" + m + " 1" + time;
            case 1 -> "other.m" + m + " 1" + time;
            case 2 -> "../outside.m" + m + " 1" + time;
            case 3 -> "m" + m + " 1 -5\n";
            case 4 -> "damaged.m" + m % 10 + " 1" + time;
            case 5 -> "flood." + random.nextLong() + "." + random.nextLong() + " 1" + time;
            case 6 -> "old.m" + m + " 1" + time;
            case 7 -> "m" + m + " nan" + time;
            case 8 -> "no point at all\n";
            case 9 -> "tagged;b=" + m + ";a=1 2" + time;
            default -> "m" + m + ' ' + random.nextInt(100) + time;
        };
    }

    private static void send(int port, SplittableRandom random) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            lines.append(line(random));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read(), "all of it was read");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long difference(CarbonService carbon) {
        PointCounters counters = carbon.store().counters();
        return counters.received() - counters.stored() - carbon.store().queuedPoints() - counters.dropped();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sweep", "sorted", "bucketmax"})
    void balanceAtAnyTimeWhateverIsSent(String strategy) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        SplittableRandom random = new SplittableRandom(strategy.hashCode());
        CarbonService carbon = start(port, strategy);
        try (carbon) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Thread> senders = new ArrayList<>();
                for (int s = 0; s < SENDERS; s++) {
                    SplittableRandom own = random.split();
                    senders.add(new Thread(() -> send(port, own)));
                }
                senders.forEach(Thread::start);
                while (senders.stream().anyMatch(Thread::isAlive)) {
                    long difference = difference(carbon);
                    assertTrue(Math.abs(difference) <= UNDER_WAY, "under load the accounts differ by " + difference);
                    Thread.onSpinWait();
                }
                // The writer goes on; what it has in hand may be counted twice for a moment.
                while (difference(carbon) != 0) {
                    Thread.onSpinWait();
                }
            }
        }
        for (DropReason reason : PROVOKED) {
            assertTrue(carbon.store().counters().dropped(reason) > 0, reason + " was not provoked");
        }
        assertTrue(carbon.store().counters().badLines() > 0);
        assertTrue(carbon.store().counters().notANumbers() > 0);
        assertEquals(0, difference(carbon), "at the end");
        assertEquals(0, carbon.store().queuedPoints());
        assertAccountsAsReported(PrometheusText.of(carbon.store().measures()));
    }

    private static void assertAccountsAsReported(String text) {
        long received = 0;
        long accounted = 0;
        for (String line : text.split("\n")) {
            if (line.startsWith("#")) {
                continue;
            }
            double value = Double.parseDouble(line.substring(line.lastIndexOf(' ')));
            if (line.startsWith("plumbago_points_received_total")) {
                received += (long) value;
            } else if (line.startsWith("plumbago_points_stored_total")
                    || line.startsWith("plumbago_points_waiting")
                    || line.startsWith("plumbago_points_dropped_total")) {
                accounted += (long) value;
            }
        }
        assertTrue(received > 0, text);
        assertEquals(received, accounted, text);
    }
}
