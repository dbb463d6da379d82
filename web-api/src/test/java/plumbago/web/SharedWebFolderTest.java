package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.FolderInUseException;
import plumbago.carbon.store.StateFolder;

/** Tags, events and dashboards belong to one process. */
class SharedWebFolderTest {
    @TempDir
    Path folder;

    /** The folder, and the server that keeps things in it. */
    private static final class Served implements AutoCloseable {
        private final StateFolder state;
        private final WebServer server;

        Served(Path folder) throws IOException {
            MetricIndex index = new MetricIndex();
            state = StateFolder.open(folder, Long.MAX_VALUE, index);
            state.start(List::of);
            try {
                server = new WebServer(
                        "127.0.0.1",
                        0,
                        new FolderReader(folder, folder),
                        index,
                        state,
                        Clock.systemUTC(),
                        System::nanoTime,
                        "test",
                        WebOptions.defaults());
            } catch (IOException e) {
                state.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            state.close();
        }
    }

    private CarbonService carbon(String name) throws ConfigException, IOException {
        return CarbonService.start(
                Settings.load(
                        ConfigSources.of(Map.of())
                                .withOverrides(List.of(
                                        "cache.LINE_RECEIVER_PORT=0",
                                        "cache.PICKLE_RECEIVER_PORT=0",
                                        "cache.CACHE_QUERY_PORT=0",
                                        "cache.STORAGE_DIR=" + folder,
                                        "cache.LOCAL_DATA_DIR=" + folder.resolve(name),
                                        "cache.JOURNAL_DIR=" + folder.resolve("journal-" + name),
                                        "cache.CONF_DIR=" + folder,
                                        "cache.CARBON_METRIC_INTERVAL=0")),
                        CarbonSettings.GROUPS),
                Clock.systemUTC());
    }

    /** As instances do that share a STORAGE_DIR, of which one has the HTTP port. */
    @Test
    void whoeverAcceptsPointsStartsOnASharedFolderAndWhoeverAnswersDoesNot() throws Exception {
        try (CarbonService first = carbon("first");
                CarbonService second = carbon("second")) {
            assertEquals(
                    Optional.of(folder.resolve("web")), first.store().state().path());
            FolderInUseException e = assertThrows(
                    FolderInUseException.class,
                    () -> new WebServer(
                            "127.0.0.1",
                            0,
                            second.store().reader(),
                            second.store().index(),
                            second.store().state(),
                            Clock.systemUTC(),
                            System::nanoTime,
                            "test",
                            WebOptions.defaults()));
            assertTrue(e.getMessage().contains(folder.resolve("web") + " is in use"), e.getMessage());
            assertTrue(second.store().warnings().stream().anyMatch(warning -> warning.contains(e.getMessage())));
        }
        try (CarbonService third = carbon("second")) {
            assertEquals(
                    Optional.of(folder.resolve("web")), third.store().state().path());
        }
    }

    /** Nothing that is kept for the web stops intake. */
    @Test
    void pointsAreAcceptedWhereTheTagIndexCannotBeRead() throws Exception {
        Path file = Files.createDirectories(folder.resolve("web").resolve("tags.records"));
        try (CarbonService carbon = carbon("only")) {
            IOException e =
                    assertThrows(IOException.class, () -> carbon.store().state().path());
            assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
            assertTrue(carbon.store().warnings().stream().anyMatch(warning -> warning.contains(e.getMessage())));
        }
    }

    @Test
    void aSecondOneOnTheSameFolderIsRefused() throws IOException {
        Path state = folder.resolve("web");
        Served first = new Served(state);
        FolderInUseException e = assertThrows(FolderInUseException.class, () -> new Served(state));
        assertTrue(
                e.getMessage().contains(state + " is in use") && e.getMessage().contains("STORAGE_DIR"),
                e.getMessage());
        first.close();
        new Served(state).close();
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndNothingIsHeld() throws IOException {
        Path state = Files.createDirectories(folder.resolve("web"));
        Path file = Files.createDirectory(state.resolve("events.records"));
        IOException e = assertThrows(IOException.class, () -> new Served(state));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        Files.delete(file);
        new Served(state).close();
    }

    /** As on a disk that takes nothing: the folder itself cannot be made. */
    @Test
    void startsWhereNothingCanBeWritten() throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("file"));
        try (Served served = new Served(inTheWay.resolve("web"))) {
            served.server.start();
            assertTrue(served.server.port() > 0);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aStartWritesNothingButItsLock() throws IOException {
        Path state = Files.createDirectories(folder.resolve("web"));
        try (Served served = new Served(state)) {
            served.server.start();
        }
        try (Stream<Path> files = Files.list(state)) {
            assertEquals(1, files.count());
        }
    }
}
