package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.carbon.TestService.freePort;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.goldens.SimulatedClock;
import plumbago.carbon.index.IndexNode;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.storage.SeriesOrigin;
import plumbago.carbon.storage.SeriesRange;
import plumbago.whisper.WhisperFile;

/** The whole way of a point, over real sockets into real files. */
@Timeout(600)
class CarbonServiceTest {
    private static final long NOW = 1_700_000_000L;

    @TempDir
    Path folder;

    private CarbonService start(int port, String... more) throws IOException, ConfigException {
        return start(port, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), more);
    }

    private CarbonService start(int port, Clock clock, String... more) throws IOException, ConfigException {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 10s:1h,1m:1d\n");
        List<String> overrides = Stream.concat(
                        Stream.of(
                                "cache.LINE_RECEIVER_PORT=" + port,
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.STORAGE_DIR=" + folder.resolve("storage"),
                                "cache.CONF_DIR=" + folder,
                                "cache.MAX_SECONDS_ON_SHUTDOWN=None",
                                "cache.CARBON_METRIC_INTERVAL=0"),
                        Stream.of(more))
                .toList();
        Settings settings = Settings.load(ConfigSources.of(Map.of()).withOverrides(overrides), CarbonSettings.GROUPS);
        return CarbonService.start(settings, clock);
    }

    /** Sends bytes and waits until the server has read all of them, which it shows by closing after us. */
    private static void send(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private static void send(int port, String text) throws IOException {
        send(port, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path data() {
        return folder.resolve("storage/whisper");
    }

    /** At a moment at which nothing moves: the counts are not read at once, and the writer works meanwhile. */
    private static void assertBooksBalance(CarbonService carbon) {
        List<Long> before = List.of();
        List<Long> now = counts(carbon);
        while (!now.equals(before)) {
            before = now;
            Thread.onSpinWait();
            now = counts(carbon);
        }
        assertEquals(now.get(0), now.get(1) + now.get(2) + now.get(3), now.toString());
    }

    private static List<Long> counts(CarbonService carbon) {
        return List.of(
                carbon.store().counters().received(),
                carbon.store().counters().stored(),
                carbon.store().queuedPoints(),
                carbon.store().counters().dropped());
    }

    @Test
    void aDataFolderIsForOneProcess() throws Exception {
        try (CarbonService first = start(freePort())) {
            IOException e = assertThrows(IOException.class, () -> start(freePort()));
            assertTrue(e.getMessage().contains("in use by another Plumbago"), e.getMessage());
            assertTrue(
                    e.getMessage()
                            .contains(Long.toString(ProcessHandle.current().pid())),
                    e.getMessage());
            assertEquals(data(), first.store().dataFolder());
        }
        start(freePort()).close();
    }

    @Test
    void removesWhatACrashLeftUnfinished() throws Exception {
        Files.createDirectories(data().resolve("some"));
        Path left = Files.writeString(data().resolve("some/.k3j2h1-17.whisper-new"), "half a file");
        Path young = Files.writeString(data().resolve("some/.k3j2h1-18.whisper-new"), "half a file");
        Files.setLastModifiedTime(left, FileTime.from(Instant.ofEpochSecond(NOW - 120)));
        Files.setLastModifiedTime(young, FileTime.from(Instant.ofEpochSecond(NOW - 5)));
        try (CarbonService carbon = start(freePort())) {
            assertEquals(0, carbon.store().metricsFound());
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(young), "another instance may be at it");
        }
    }

    @Test
    void everyPointOfAThousandMetricsReachesItsFile() throws Exception {
        int port = freePort();
        try (CarbonService carbon = start(port)) {
            Thread[] senders = new Thread[4];
            for (int s = 0; s < senders.length; s++) {
                StringBuilder lines = new StringBuilder();
                for (int point = 0; point < 100; point++) {
                    for (int metric = s; metric < 1000; metric += senders.length) {
                        lines.append("load.host")
                                .append(metric / 10)
                                .append(".m")
                                .append(metric)
                                .append(' ');
                        lines.append(metric + point / 100.0).append(' ');
                        lines.append(NOW - 10L * point).append(point % 7 == 0 ? "\r\n" : "\n");
                    }
                }
                senders[s] = new Thread(() -> {
                    try {
                        send(port, lines.toString());
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                senders[s].start();
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertEquals(100_000, carbon.store().counters().received());
            assertBooksBalance(carbon);
            SeriesRange live = carbon.store()
                    .reader()
                    .read("load.host5.m57", NOW - 1000, NOW, NOW)
                    .orElseThrow();
            assertEquals(57.42, live.values()[57]);
        }
        for (int metric = 0; metric < 1000; metric++) {
            Path file = data().resolve("load/host" + metric / 10 + "/m" + metric + ".wsp");
            try (WhisperFile whisper = WhisperFile.openReadOnly(file)) {
                double[] values =
                        whisper.fetch(NOW - 1000, NOW, NOW).orElseThrow().values();
                double[] expected = new double[100];
                for (int point = 0; point < 100; point++) {
                    expected[99 - point] = metric + point / 100.0;
                }
                assertArrayEquals(expected, values, file.toString());
            }
        }
    }

    @Test
    void junkHurtsNothing() throws Exception {
        int port = freePort();
        try (CarbonService carbon = start(port)) {
            byte[] random = new byte[1 << 20];
            new java.util.Random(5).nextBytes(random);
            send(port, random);
            send(port, "x".repeat(10 << 20));
            send(port, "../../../../../../../../tmp/plumbago-outside 1 1\n/../../x 1 1\n");
            send(port, "n".repeat(5000) + " 1 " + NOW + "\n");
            send(port, "sound.metric 42 " + NOW + "\n");
            assertTrue(carbon.store().counters().badLines() > 1000);
            assertEquals(3, carbon.store().counters().dropped(DropReason.INVALID_NAME));
            assertArrayEquals(
                    new double[] {42},
                    carbon.store()
                            .reader()
                            .read("sound.metric", NOW - 10, NOW, NOW)
                            .orElseThrow()
                            .values());
            assertBooksBalance(carbon);
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertTrue(all.filter(Files::isRegularFile)
                    .allMatch(file -> file.startsWith(data())
                            || file.startsWith(folder.resolve("storage/journal"))
                            || file.startsWith(folder.resolve("storage/web"))
                            || file.endsWith("storage-schemas.conf")));
        }
    }

    @Test
    void newMetricsAreFoundAtOnceAndAfterARestart() throws Exception {
        int port = freePort();
        try (CarbonService carbon = start(port)) {
            assertEquals(0, carbon.store().metricsFound());
            send(port, "found.a 1 " + NOW + "\nfound.b 2 -1\n");
            assertEquals(
                    List.of("found.a", "found.b"),
                    carbon.store().index().find("found.*").stream()
                            .map(IndexNode::path)
                            .toList());
        }
        try (CarbonService carbon = start(freePort())) {
            assertEquals(2, carbon.store().metricsFound());
            assertArrayEquals(
                    new double[] {2},
                    carbon.store()
                            .reader()
                            .read("found.b", NOW - 10, NOW, NOW)
                            .orElseThrow()
                            .values());
        }
    }

    @Test
    void whereASeriesComesFromIsTold() throws Exception {
        int port = freePort();
        try (CarbonService carbon = start(port, "cache.MAX_UPDATES_PER_SECOND=0.001")) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                lines.append("origin.m").append(i).append(" 1 ").append(NOW).append('\n');
                lines.append("origin.m")
                        .append(i)
                        .append(" 2 ")
                        .append(NOW - 10)
                        .append('\n');
            }
            send(port, lines.toString());
            int waiting = 0;
            for (int i = 0; i < 100; i++) {
                SeriesOrigin origin = carbon.store().reader().origin("origin.m" + i);
                waiting += origin.layout().isEmpty() ? origin.waitingPoints() : 0;
            }
            assertTrue(waiting >= 2 * 90, "waiting: " + waiting);
        }
        try (CarbonService carbon = start(freePort())) {
            SeriesOrigin origin = carbon.store().reader().origin("origin.m7");
            assertEquals(0, origin.waitingPoints());
            assertEquals(10, origin.layout().orElseThrow().retentions().get(0).secondsPerPoint());
            assertEquals(SeriesOrigin.UNKNOWN, carbon.store().reader().origin("origin.none"));
        }
    }

    @Test
    void aStopThatHasNoTimeLeavesTheRestToTheJournal() throws Exception {
        int port = freePort();
        try (CarbonService carbon =
                start(port, "cache.MAX_UPDATES_PER_SECOND=0.001", "cache.MAX_SECONDS_ON_SHUTDOWN=0.000001")) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                lines.append("rest.m")
                        .append(i)
                        .append(' ')
                        .append(i)
                        .append(' ')
                        .append(NOW)
                        .append('\n');
            }
            send(port, lines.toString());
            assertBooksBalance(carbon);
        }
        assertFalse(Files.exists(data().resolve("rest/m999.wsp")));
        try (CarbonService carbon = start(freePort())) {
            assertEquals(0, carbon.store().counters().received());
            assertTrue(carbon.store().counters().replayed() >= 999, "all but what one write may have stored");
            for (int i = 0; i < 1000; i++) {
                assertArrayEquals(
                        new double[] {i},
                        carbon.store()
                                .reader()
                                .read("rest.m" + i, NOW - 10, NOW, NOW)
                                .orElseThrow()
                                .values());
            }
        }
        assertTrue(Files.exists(data().resolve("rest/m999.wsp")));
    }

    @Test
    void withoutAJournalThereIsNone() throws Exception {
        int port = freePort();
        try (CarbonService carbon = start(port, "cache.JOURNAL=False", "cache.MAX_SECONDS_ON_SHUTDOWN=0.000001")) {
            send(port, "no.journal 1 " + NOW + "\n");
            assertBooksBalance(carbon);
        }
        assertTrue(Files.exists(data().resolve("no/journal.wsp")), "then a stop writes everything");
        assertFalse(Files.exists(folder.resolve("storage/journal")));
    }

    @Test
    void sendersWaitWhenTheQueuesAreFullAndNothingIsLost() throws Exception {
        int port = freePort();
        try (CarbonService carbon = start(port, "cache.MAX_CACHE_SIZE=5000")) {
            StringBuilder lines = new StringBuilder();
            SplittableRandom random = new SplittableRandom(6);
            for (int i = 0; i < 100_000; i++) {
                lines.append("m")
                        .append(random.nextInt(50))
                        .append(" 1 ")
                        .append(NOW - i % 3000)
                        .append('\n');
            }
            send(port, lines.toString());
            assertEquals(100_000, carbon.store().counters().received());
            assertEquals(0, carbon.store().counters().dropped());
            assertBooksBalance(carbon);
        }
    }

    @Test
    void rulesAboutNamesHoldFromTheFirstPointAndChangeWithTheirFiles() throws Exception {
        Files.writeString(folder.resolve("blacklist.conf"), "^secret\\.\n(z+)+$\n");
        Files.writeString(folder.resolve("whitelist.conf"), "^(secret|app|old)\\.\n");
        Files.writeString(folder.resolve("rewrite-rules.conf"), "[pre]\n^old\\. = app.\n[post]\n_count$ =\n");
        int port = freePort();
        long[] now = {NOW};
        try (CarbonService carbon = start(port, new SimulatedClock(() -> 1000 * now[0]), "cache.USE_WHITELIST=true")) {
            String lines = "secret.a 1 " + NOW + "\nother.a 1 " + NOW + "\nold.a_count 2 " + NOW + "\n";
            send(port, lines + "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz! 1 1\n");
            assertEquals(1, carbon.store().counters().dropped(DropReason.BLACKLISTED));
            assertEquals(2, carbon.store().counters().dropped(DropReason.NOT_WHITELISTED));
            assertEquals(
                    List.of("app.a"),
                    carbon.store().index().find("*.*").stream()
                            .map(IndexNode::path)
                            .toList());
            assertBooksBalance(carbon);

            Files.writeString(folder.resolve("blacklist.conf"), "^app");
            Files.writeString(folder.resolve("rewrite-rules.conf"), "[pre]\n( = x\n");
            now[0] += 10;
            carbon.store().checkRules();
            send(port, lines + "app.a 3 " + NOW + "\n");
            assertEquals(2, carbon.store().counters().dropped(DropReason.BLACKLISTED), "app.a, and secret.a no longer");
            assertEquals(3, carbon.store().counters().dropped(DropReason.NOT_WHITELISTED));
            assertEquals(
                    List.of("app.a", "secret.a"),
                    carbon.store().index().find("*.*").stream()
                            .map(IndexNode::path)
                            .toList(),
                    "the rewrite rules of before stay in force");
            assertBooksBalance(carbon);
        }
    }

    @Test
    void aTakenPortIsNamedTogetherWithItsSetting() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IOException e = assertThrows(IOException.class, () -> start(other.getLocalPort()));
            assertTrue(e.getMessage().contains(Integer.toString(other.getLocalPort())), e.getMessage());
            assertTrue(e.getMessage().contains("LINE_RECEIVER_PORT"), e.getMessage());
        }
    }

    @Test
    void aWrongRuleFileStopsTheStartAndIsNamed() {
        ConfigException e = assertThrows(ConfigException.class, () -> {
            Files.writeString(
                    folder.resolve("storage-aggregation.conf"), "[x]\npattern = .*\naggregationMethod = mean\n");
            start(freePort()).close();
        });
        assertTrue(e.getMessage().contains("storage-aggregation.conf"), e.getMessage());
        assertFalse(Files.exists(data()));
    }
}
