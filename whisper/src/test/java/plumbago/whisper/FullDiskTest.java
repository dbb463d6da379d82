package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

    /** The disk can also be taken away under a mapping, and each call says of its own file whether it was. */
    @Test
    void aMappedFileThatLosesItsEndFailsAndNoOther() throws IOException {
        Path path = TestFiles.create(folder.resolve("a.wsp"), "1:36000", 0, AggregationMethod.SUM);
        Path whole = TestFiles.create(folder.resolve("b.wsp"), "1:36000", 0, AggregationMethod.SUM);
        try (WhisperFile file = WhisperFile.open(path, Access.MAPPED);
                WhisperFile other = WhisperFile.open(whole, Access.MAPPED)) {
            // Often enough to be compiled: what is not compiled says so at once on any virtual machine.
            for (int i = 0; i < 30_000; i++) {
                file.update(NOW - i, 1, NOW);
                other.update(NOW - i, 1, NOW);
            }
            for (int i = 0; i < 5_000; i++) {
                file.fetch(NOW - i - 10, NOW - i, NOW);
                other.fetch(NOW - i - 10, NOW - i, NOW);
            }
            assertTrue(file.isWhole());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            }
            assertFalse(file.isWhole());
            for (int i = 0; i < 100; i++) {
                long slot = NOW - 10_000 - i;
                assertLost(path, () -> file.update(slot, 1, NOW));
                other.update(slot, 1, NOW);
                assertLost(path, () -> file.updateMany(new long[] {slot}, new double[] {1}, 1, NOW));
                other.updateMany(new long[] {slot}, new double[] {1}, 1, NOW);
                assertLost(path, () -> file.fetch(slot, slot + 10, NOW));
                other.fetch(NOW - 100, NOW, NOW);
            }
            assertTrue(other.isWhole());
        }
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            assertThrows(WhisperException.class, () -> file.update(NOW, 1, NOW));
        }
    }

    private static void assertLost(Path path, Executable call) {
        WhisperException e = assertThrows(WhisperException.class, call);
        assertEquals(Kind.MAPPING_LOST, e.kind());
        assertEquals(path, e.path().orElseThrow());
    }
}
