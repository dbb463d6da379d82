package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.FolderInUseException;

/** Tags, events and dashboards belong to one process. */
class SharedWebFolderTest {
    @TempDir
    Path folder;

    private WebServer server(Path state) throws IOException {
        return new WebServer(
                "127.0.0.1",
                0,
                new FolderReader(folder, folder),
                new MetricIndex(),
                Clock.systemUTC(),
                "test",
                WebOptions.defaults().withStateFolder(state));
    }

    @Test
    void aSecondOneOnTheSameFolderIsRefused() throws IOException {
        Path state = folder.resolve("web");
        WebServer first = server(state);
        FolderInUseException e = assertThrows(FolderInUseException.class, () -> server(state));
        assertTrue(
                e.getMessage().contains(state + " is in use") && e.getMessage().contains("STORAGE_DIR"),
                e.getMessage());
        first.close();
        server(state).close();
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndNothingIsHeld() throws IOException {
        Path state = Files.createDirectories(folder.resolve("web"));
        Path file = Files.createDirectory(state.resolve("events.records"));
        IOException e = assertThrows(IOException.class, () -> server(state));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        Files.delete(file);
        server(state).close();
    }

    /** As on a disk that takes nothing: the folder itself cannot be made. */
    @Test
    void startsWhereNothingCanBeWritten() throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("file"));
        try (WebServer server = server(inTheWay.resolve("web"))) {
            server.start();
            assertTrue(server.port() > 0);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aStartWritesNothingButItsLock() throws IOException {
        Path state = Files.createDirectories(folder.resolve("web"));
        try (WebServer server = server(state)) {
            server.start();
        }
        try (Stream<Path> files = Files.list(state)) {
            assertEquals(1, files.count());
        }
    }
}
