package plumbago.carbon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {
    @TempDir
    Path folder;

    private DataFolderLock take() throws IOException {
        return DataFolderLock.take(folder, "a", "data folder", "STORAGE_DIR").orElseThrow();
    }

    private Path file() {
        return folder.resolve(".plumbago-a.lock");
    }

    @Test
    void isTakenAnewWhereItsFileWasRemoved() throws IOException {
        try (DataFolderLock lock = take()) {
            Files.delete(file());
            lock.check();
            assertEquals("" + ProcessHandle.current().pid(), Files.readString(file()));
            assertThrows(FolderInUseException.class, this::take);
            lock.check();
            assertThrows(FolderInUseException.class, this::take);
        }
        take().close();
    }

    @Test
    void isLeftToWhoTookItMeanwhile() throws IOException {
        try (DataFolderLock lock = take()) {
            Files.delete(file());
            try (DataFolderLock other = take()) {
                lock.check();
                other.check();
                assertThrows(FolderInUseException.class, this::take);
            }
            lock.check();
            assertThrows(FolderInUseException.class, this::take);
        }
    }

    @Test
    void waitsForItsFolder() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        try (DataFolderLock lock =
                DataFolderLock.take(inner, "a", "data folder", "STORAGE_DIR").orElseThrow()) {
            Files.delete(inner.resolve(".plumbago-a.lock"));
            Files.delete(inner);
            lock.check();
            Files.createDirectory(inner);
            lock.check();
            assertTrue(Files.exists(inner.resolve(".plumbago-a.lock")));
        }
    }
}
