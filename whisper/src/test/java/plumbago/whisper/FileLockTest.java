package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock is the one that other programs ask for, here the command {@code flock}. */
class FileLockTest {
    @TempDir
    Path folder;

    private static int tryToLock(Path path) throws InterruptedException {
        try {
            return new ProcessBuilder("flock", "-n", "-E", "7", path.toString(), "true")
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assumeTrue(false, "there is no flock: " + e.getMessage());
            return -1;
        }
    }

    @Test
    void keepsOtherProgramsWaitingUntilItIsClosed() throws Exception {
        Path path = TestFiles.create(folder.resolve("a.wsp"), "1:10", 0, AggregationMethod.SUM);
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            assertEquals(0, tryToLock(path));
            try (Closeable lock = file.lock()) {
                file.update(NOW, 1, NOW);
                assertEquals(7, tryToLock(path), () -> lock + " does not lock");
            }
            assertEquals(0, tryToLock(path));
        }
    }

    @Test
    void failsWhereThereIsNoFile() throws IOException {
        Path path = TestFiles.create(folder.resolve("a.wsp"), "1:10", 0, AggregationMethod.SUM);
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            Files.delete(path);
            assertThrows(IOException.class, file::lock);
        }
    }
}
