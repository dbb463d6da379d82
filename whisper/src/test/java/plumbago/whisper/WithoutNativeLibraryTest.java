package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the system cannot be asked for what Java lacks, everything works; it only costs more. */
class WithoutNativeLibraryTest {
    @TempDir
    Path folder;

    @Test
    void everythingWorksByReadsAndWrites() throws Exception {
        ChildProcess child = ChildProcess.run(
                List.of(), jar -> !jar.contains("jnr") && !jar.contains("jffi"), Main.class, folder.toString());
        assertEquals(0, child.exit(), child.output());
    }

    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws IOException {
            Path path = TestFiles.create(
                    Path.of(arguments[0]).resolve("a.wsp"), "1:10000 10:10000", 0, AggregationMethod.SUM);
            check(Files.size(path) == 40 + 12 * 20_000, "the file is not whole");
            try (WhisperFile file = WhisperFile.open(path, Access.MAPPED)) {
                check(file.access() == Access.CHANNEL, "mapped without a promise that there is room");
                file.update(NOW, 5, NOW);
                file.force();
                check(locksAreRefused(file), "a lock that locks nothing");
            }
            try (WhisperFile file = WhisperFile.openReadOnly(path, Access.MAPPED)) {
                check(file.access() == Access.MAPPED, "reading needs no promise");
                check(TestFiles.values(file, NOW - 1, NOW, NOW)[0] == 5, "the point is lost");
                file.force();
            }
        }

        private static boolean locksAreRefused(WhisperFile file) {
            try {
                file.lock().close();
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        private static void check(boolean condition, String message) {
            if (!condition) {
                throw new AssertionError(message);
            }
        }
    }
}
