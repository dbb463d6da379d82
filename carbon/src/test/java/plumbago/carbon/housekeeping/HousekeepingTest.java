package plumbago.carbon.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.tags.TaggedNames;
import plumbago.whisper.Header;
import plumbago.whisper.WhisperFile;

/** Beside a writer at work, with real sockets and files. */
@Timeout(600)
class HousekeepingTest {
    private static final long NOW = 1_700_000_000L;
    private static final String WHO = "the test";

    @TempDir
    Path folder;

    private CarbonService carbon;
    private Housekeeping housekeeping;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 10s:1h,1m:1d\n");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_PORT=" + port,
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.STORAGE_DIR=" + folder.resolve("storage"),
                                "cache.CONF_DIR=" + folder,
                                "cache.CARBON_METRIC_INTERVAL=0")),
                CarbonSettings.GROUPS);
        carbon = CarbonService.start(settings, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
        housekeeping = carbon.store().housekeeping();
    }

    @AfterEach
    void stop() {
        carbon.close();
    }

    private void send(String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private Path file(String metric) {
        return folder.resolve("storage/whisper").resolve(metric.replace('.', '/') + ".wsp");
    }

    private void awaitFile(String metric) {
        while (!Files.exists(file(metric)) || carbon.store().queuedPoints() > 0) {
            Thread.onSpinWait();
        }
    }

    private double latest(String metric) throws IOException {
        SeriesRange range =
                carbon.store().reader().read(metric, NOW - 10, NOW, NOW).orElse(null);
        return range == null ? Double.NaN : range.values()[range.values().length - 1];
    }

    private void assertBooksBalance() {
        assertEquals(
                carbon.store().counters().received(),
                carbon.store().counters().stored()
                        + carbon.store().queuedPoints()
                        + carbon.store().counters().dropped());
    }

    @Test
    void deletingTakesFilesPointsNamesAndEmptyFolders() throws Exception {
        send("old.host.a 1 " + NOW + "\nold.host.b 2 " + NOW + "\nkeep.c 3 " + NOW + "\n");
        awaitFile("old.host.a");
        awaitFile("old.host.b");
        Outcome rehearsed = housekeeping.delete(housekeeping.matching("old.**"), true, WHO);
        assertEquals(List.of("old.host.a", "old.host.b"), rehearsed.done());
        assertTrue(Files.exists(file("old.host.a")));
        send("old.host.a 10 " + (NOW - 10) + "\n");
        assertEquals(
                2,
                housekeeping
                        .delete(housekeeping.matching("old.**"), false, WHO)
                        .done()
                        .size());
        assertFalse(Files.exists(folder.resolve("storage/whisper/old")), "empty folders go");
        assertTrue(Files.exists(folder.resolve("storage/whisper")));
        assertTrue(carbon.store().index().find("old").isEmpty());
        assertTrue(Double.isNaN(latest("old.host.a")));
        assertEquals(3, latest("keep.c"));
        assertEquals(
                1,
                housekeeping
                        .delete(List.of("old.host.a"), false, WHO)
                        .unchanged()
                        .size());
        send("old.host.a 5 " + NOW + "\n");
        assertEquals(
                1,
                carbon.store().index().find("old.host.a").size(),
                "a point that is sent later makes it anew, at once");
        assertEquals(5, latest("old.host.a"));
        awaitFile("old.host.a");
        assertBooksBalance();
    }

    @Test
    void nothingOutsideOfTheDataFolderIsTouched() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("x.wsp"), "not yours");
        Files.createDirectories(folder.resolve("storage/whisper"));
        Files.createSymbolicLink(folder.resolve("storage/whisper/link"), outside);
        Outcome outcome = housekeeping.delete(List.of("link.x", "../../outside/x", "..", ""), false, WHO);
        assertEquals(List.of(), outcome.done());
        assertTrue(outcome.failed().get("link.x").contains("outside of the data folder"), outcome.toString());
        send("a.b 1 " + NOW + "\n");
        awaitFile("a.b");
        assertEquals(
                1, housekeeping.rename("a.b", "link.y", false, WHO).failed().size());
        assertEquals(
                1,
                housekeeping
                        .rename("a.b", "link.deep.er.y", false, WHO)
                        .failed()
                        .size());
        assertFalse(Files.exists(outside.resolve("deep")));
        assertTrue(Files.exists(file("a.b")));
        assertEquals(1, housekeeping.rename("a.b", "../up", false, WHO).failed().size());
        assertTrue(Files.exists(outside.resolve("x.wsp")));
        assertFalse(Files.exists(outside.resolve("y.wsp")));
    }

    @Test
    void renamingTakesTheWaitingPointsAlong() throws Exception {
        send("from.a 1 " + NOW + "\nfrom.b.c 2 " + NOW + "\ntaken.b.c 3 " + NOW + "\nfrom 4 " + NOW + "\n");
        Outcome rehearsed = housekeeping.rename("from", "taken", true, WHO);
        assertEquals(List.of("from", "from.a"), rehearsed.done());
        assertEquals(4, latest("from"));
        Outcome outcome = housekeeping.rename("from", "taken", false, WHO);
        assertEquals(List.of("from", "from.a"), outcome.done());
        assertTrue(outcome.failed().get("from.b.c").contains("already"), outcome.toString());
        assertEquals(1, latest("taken.a"));
        assertEquals(4, latest("taken"));
        assertEquals(3, latest("taken.b.c"));
        assertEquals(2, latest("from.b.c"));
        assertTrue(Double.isNaN(latest("from.a")));
        assertEquals(
                List.of("from.b.c", "taken", "taken.a", "taken.b.c"),
                carbon.store().index().names());
        send("from.a 9 " + NOW + "\n");
        assertEquals(1, latest("taken.a"));
        assertEquals(9, latest("from.a"));
        assertEquals(
                1,
                housekeeping.rename("nobody", "somebody", false, WHO).failed().size());
        assertBooksBalance();
    }

    @Test
    void expiringLooksAtFilesAndPoints() throws Exception {
        send("old.a 1 " + (NOW - 7200) + "\nnew.b 1 " + NOW + "\nlively.c 1 " + NOW + "\n");
        for (String metric : List.of("old.a", "new.b", "lively.c")) {
            awaitFile(metric);
            Files.setLastModifiedTime(file(metric), FileTime.from(Instant.ofEpochSecond(NOW - 7000)));
        }
        List<String> all = housekeeping.matching("**");
        assertEquals(
                List.of(),
                housekeeping.expire(all, Duration.ofHours(3), true, WHO).done());
        assertEquals(
                List.of("old.a"),
                housekeeping.expire(all, Duration.ofHours(1), true, WHO).done());
        assertTrue(Files.exists(file("old.a")));
        send("old.a 5 " + NOW + "\n");
        awaitFile("old.a");
        Files.setLastModifiedTime(file("old.a"), FileTime.from(Instant.ofEpochSecond(NOW - 7000)));
        assertEquals(
                List.of(),
                housekeeping.expire(all, Duration.ofHours(1), false, WHO).done());
        Files.setLastModifiedTime(file("old.a"), FileTime.from(Instant.ofEpochSecond(NOW - 60)));
        assertEquals(
                List.of(),
                housekeeping.expire(all, Duration.ofSeconds(3), false, WHO).done());
        assertEquals(Duration.ofDays(30), Housekeeping.age("30d"));
        assertThrows(IllegalArgumentException.class, () -> Housekeeping.age("soon"));
    }

    @Test
    void taggedSeriesGoByTheirNames() throws Exception {
        List<String> removed = new ArrayList<>();
        List<String> names = List.of("disk;rack=a1");
        housekeeping.taggedNames(new TaggedNames() {
            @Override
            public Collection<String> names() {
                return names;
            }

            @Override
            public void removed(String name) {
                removed.add(name);
            }
        });
        send("disk;rack=a1 1 " + NOW + "\n");
        assertEquals(names, housekeeping.matching("_tagged.**"));
        assertEquals(
                names,
                housekeeping.delete(housekeeping.matching("**"), false, WHO).done());
        assertEquals(names, removed);
        assertEquals(0, carbon.store().index().size());
    }

    @Test
    void schemasAreAppliedAndPointsStay() throws Exception {
        send("a 1 " + NOW + "\nb 2 " + NOW + "\n");
        awaitFile("a");
        awaitFile("b");
        assertEquals(
                2,
                housekeeping
                        .applySchema(List.of("a", "b"), false, WHO)
                        .unchanged()
                        .size());
        Files.writeString(
                folder.resolve("storage-schemas.conf"),
                "[a]\npattern = ^a$\nretentions = 10s:2h,1m:7d\n[all]\npattern = .*\nretentions = 10s:1h,1m:1d\n");
        Files.writeString(
                folder.resolve("storage-aggregation.conf"),
                "[all]\npattern = .*\nxFilesFactor = 0.25\naggregationMethod = max\n");
        send("a 5 " + (NOW - 10) + "\n");
        assertEquals(
                List.of("a", "b"),
                housekeeping.applySchema(List.of("a", "b"), true, WHO).done());
        assertEquals(
                List.of("a", "b"),
                housekeeping.applySchema(List.of("a", "b"), false, WHO).done());
        assertEquals(List.of(), housekeeping.stored().differences("a"));
        Header header = WhisperFile.info(file("a"));
        assertEquals(2 * 360, header.archives().get(0).points());
        assertEquals(0.25f, header.xFilesFactor());
        assertEquals("max", header.aggregationMethod().label());
        assertEquals("max", WhisperFile.info(file("b")).aggregationMethod().label());
        send("a 7 " + (NOW - 20) + "\n");
        awaitFile("a");
        double[] values = carbon.store()
                .reader()
                .read("a", NOW - 30, NOW, NOW)
                .orElseThrow()
                .values();
        assertEquals(List.of(7.0, 5.0, 1.0), List.of(values[0], values[1], values[2]));
        try (var files = Files.list(folder.resolve("storage/whisper"))) {
            assertTrue(files.noneMatch(WhisperFile::isUnfinished));
        }
    }

    /** Sends, deletes and renames in any order, beside the writer; each metric has what was sent since it was made. */
    @Test
    void randomActionsAgreeWithAModel() throws Exception {
        SplittableRandom random = new SplittableRandom(21);
        Map<String, Double> model = new TreeMap<>();
        for (int step = 0; step < 400; step++) {
            String metric = "r." + random.nextInt(3) + ".m" + random.nextInt(4);
            String other = "r." + random.nextInt(3) + ".m" + random.nextInt(4);
            switch (random.nextInt(8)) {
                case 0 -> {
                    assertEquals(
                            model.remove(metric) != null,
                            housekeeping
                                            .delete(List.of(metric), false, WHO)
                                            .done()
                                            .size()
                                    == 1);
                }
                case 1 -> {
                    boolean can = model.containsKey(metric) && !model.containsKey(other);
                    assertEquals(
                            can ? List.of(metric) : List.of(),
                            housekeeping.rename(metric, other, false, WHO).done());
                    if (can) {
                        model.put(other, model.remove(metric));
                    }
                }
                default -> {
                    double value = step;
                    send(metric + " " + value + " " + NOW + "\n");
                    model.put(metric, value);
                }
            }
            if (step % 10 == 0) {
                assertEquals(List.copyOf(model.keySet()), carbon.store().index().names());
                for (Map.Entry<String, Double> one : model.entrySet()) {
                    assertEquals(one.getValue(), latest(one.getKey()), one.getKey() + " after step " + step);
                }
            }
        }
        while (carbon.store().queuedPoints() > 0) {
            Thread.onSpinWait();
        }
        assertBooksBalance();
        for (String metric : model.keySet()) {
            assertTrue(Files.exists(file(metric)), metric);
        }
    }
}
