package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.whisper.WhisperException.Kind;

/** A full disk gives an error, in time, and leaves nothing behind. */
class FullDiskTest {
    private static final String MOUNT = "mount -t tmpfs -o size=2m tmpfs \"$1\" || exit 77; shift; exec \"$@\"";

    private static final int CANNOT_MOUNT = 77;

    @TempDir
    Path folder;

    /** On a disk of its own, made small by the kernel for one process; where that is not allowed, it is skipped. */
    @Test
    void isNoticedBeforeAPointIsStored() throws Exception {
        List<String> smallDisk = List.of("unshare", "-rm", "sh", "-c", MOUNT, "sh", folder.toString());
        ChildProcess child;
        try {
            child = ChildProcess.run(smallDisk, jar -> true, FullDisk.class, folder.toString());
        } catch (IOException e) {
            assumeTrue(false, "there is no unshare: " + e.getMessage());
            return;
        }
        assumeTrue(child.exit() != CANNOT_MOUNT && !child.output().contains("unshare:"), child.output());
        assertEquals(0, child.exit(), child.output());
    }

    /** The disk can also be taken away under a mapping. */
    @Test
    void aMappedFileThatLosesItsEndFailsAndTheProcessLives() throws IOException {
        Path path = TestFiles.create(folder.resolve("a.wsp"), "1:36000", 0, AggregationMethod.SUM);
        try (WhisperFile file = WhisperFile.open(path, Access.MAPPED)) {
            file.update(NOW, 1, NOW);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            }
            // Older virtual machines report the fault not at once but on the way back from their next native call.
            Throwable e = assertThrows(Throwable.class, () -> {
                while (true) {
                    file.fetch(NOW - 36_000, NOW, NOW);
                    Thread.holdsLock(file);
                }
            });
            if (e instanceof WhisperException whisper) {
                assertEquals(Kind.MAPPING_LOST, whisper.kind());
                assertEquals(path, whisper.path().orElseThrow());
            } else {
                assertEquals(InternalError.class, e.getClass());
            }
        }
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            assertThrows(WhisperException.class, () -> file.update(NOW, 1, NOW));
        }
    }
}
