package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import plumbago.whisper.WhisperException.Kind;

@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
class DescriptorStorageTest {
    /** Longer than what is read at once. */
    private static final String RETENTIONS = "1:2000 10:2000";

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void create() throws IOException {
        path = TestFiles.create(folder.resolve("a.wsp"), RETENTIONS, 0, AggregationMethod.SUM);
    }

    @Test
    void disturbsThoseWhoReadTheFileOtherwise() throws IOException {
        try (DescriptorStorage once = DescriptorStorage.open(path);
                PointStorage mapped = StorageOpener.open(path, Access.MAPPED, false)) {
            assertEquals(mapped.stripe(), once.stripe());
        }
    }

    @Test
    void readsWhatItWroteWhereverItLies() throws IOException {
        int length = (int) Files.size(path);
        byte[] expected = Files.readAllBytes(path);
        try (DescriptorStorage once = DescriptorStorage.open(path)) {
            for (int from : new int[] {28, Scratch.HEAD_SIZE - 20, Scratch.HEAD_SIZE, length - 40}) {
                for (ByteBuffer some : new ByteBuffer[] {ByteBuffer.allocate(40), ByteBuffer.allocateDirect(40)}) {
                    for (int i = 0; i < 40; i++) {
                        some.put(i, (byte) (from + i + (some.isDirect() ? 1 : 0)));
                        expected[from + i] = some.get(i);
                    }
                    once.writeBytes(from, some);
                    ByteBuffer read = some.isDirect() ? ByteBuffer.allocateDirect(40) : ByteBuffer.allocate(40);
                    once.readBytes(from, read);
                    assertEquals(some.flip(), read.flip());
                }
            }
            ByteBuffer all = ByteBuffer.allocateDirect(length);
            once.readBytes(0, all);
            assertEquals(ByteBuffer.wrap(expected), all.flip());
        }
        assertEquals(ByteBuffer.wrap(expected), ByteBuffer.wrap(Files.readAllBytes(path)));
    }

    /** To read before writing would otherwise be one more thing to write down. */
    @Test
    void leavesTheTimeAtWhichTheFileWasReadAlone() throws IOException {
        FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
        Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(null, longAgo, null);
        try (WhisperFile file = WhisperFile.open(path, Access.ONCE)) {
            file.update(NOW, 5, NOW);
        }
        assertEquals(
                longAgo, Files.readAttributes(path, BasicFileAttributes.class).lastAccessTime());
    }

    @Test
    void takesNamesOfAnyLetters() throws IOException {
        Path odd = folder.resolve("ü…👍.wsp");
        Files.move(path, odd);
        try (WhisperFile file = WhisperFile.open(odd, Access.ONCE)) {
            file.update(NOW, 5, NOW);
        }
        try (WhisperFile file = WhisperFile.openReadOnly(odd)) {
            assertEquals(5, TestFiles.values(file, NOW - 1, NOW, NOW)[0]);
        }
    }

    @Test
    void isClosedForGood() throws IOException {
        DescriptorStorage once = DescriptorStorage.open(path);
        once.close();
        once.close();
        assertThrows(ClosedChannelException.class, () -> once.readBytes(0, ByteBuffer.allocateDirect(16)));
        assertThrows(ClosedChannelException.class, () -> once.writeBytes(0, ByteBuffer.allocateDirect(16)));
        assertThrows(ClosedChannelException.class, once::force);
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void leavesPipesAndFoldersToThoseWhoSayWhatIsWrong() throws Exception {
        Path pipe = folder.resolve("pipe.wsp");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertNull(DescriptorStorage.open(pipe));
        WhisperException e = assertThrows(WhisperException.class, () -> WhisperFile.open(pipe, Access.ONCE));
        assertEquals(Kind.CORRUPT_HEADER, e.kind());
        assertNull(DescriptorStorage.open(folder));
        assertThrows(IOException.class, () -> WhisperFile.open(folder, Access.ONCE));
    }

    @Test
    void makesAFileWhoseRoomIsReserved() throws IOException {
        assumeTrue(Posix.reserve(path, Files.size(path)), "skipped: the file system promises no room");
        assertNotNull(SystemCalls.forThread());
        Path made = folder.resolve("made.wsp");
        try (DescriptorStorage file = DescriptorStorage.makeBeside(made, "making", 5_000)) {
            assertNotNull(file);
            assertTrue(file.reserve());
            assertEquals(5_000, file.length());
            assertArrayEquals(new byte[5_000], Files.readAllBytes(folder.resolve("making")));
            assertFalse(Files.exists(made));
            assertEquals(0, file.renameMade());
            file.removeMade();
            assertEquals(5_000, Files.size(made));
        }
    }

    @Test
    void promisesNoRoomThatThereIsNot() throws IOException {
        try (DescriptorStorage file =
                DescriptorStorage.makeBeside(folder.resolve("large.wsp"), "making", Long.MAX_VALUE - 4096)) {
            assertInstanceOf(FileSystemException.class, assertThrows(IOException.class, file::reserve));
            assertTrue(Files.exists(folder.resolve("making")));
            file.removeMade();
        }
        assertFalse(Files.exists(folder.resolve("making")));
    }

    @Test
    void leavesNothingOpenOfWhatItRefuses() throws IOException {
        assertNull(DescriptorStorage.open(folder));
        int before = openDescriptors();
        for (int i = 0; i < 50; i++) {
            assertNull(DescriptorStorage.open(folder));
            promisesNoRoomThatThereIsNot();
        }
        // Others open and close files meanwhile, but not as many.
        assertTrue(openDescriptors() < before + 40, before + " before");
    }

    private static int openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        }
    }

    @Test
    void makesNoFileTwice() throws IOException {
        assertNull(DescriptorStorage.makeBeside(folder.resolve("b.wsp"), "a.wsp", 100));
        assertEquals(
                Kind.FILE_MISSING,
                assertThrows(
                                WhisperException.class,
                                () -> DescriptorStorage.makeBeside(folder.resolve("no/folder.wsp"), "a.wsp", 100))
                        .kind());
        Path taken = Files.createFile(folder.resolve("taken.wsp"));
        WhisperException e = assertThrows(
                WhisperException.class,
                () -> WhisperFile.create(taken, TestFiles.layout("1:10", 0, AggregationMethod.SUM)));
        assertEquals(Kind.FILE_ALREADY_EXISTS, e.kind());
        assertEquals(0, Files.size(taken));
    }

    @Test
    void leavesNamesThatAreTooLongToThoseWhoSaySo() throws IOException {
        Path long5000 = folder.resolve("x".repeat(5_000));
        assertNull(DescriptorStorage.open(long5000));
        assertNull(DescriptorStorage.makeBeside(long5000, "a.wsp", 100));
        assertNull(DescriptorStorage.makeBeside(path, "x".repeat(5_000), 100));
        assertThrows(IOException.class, () -> WhisperFile.open(long5000, Access.ONCE));
        try (DescriptorStorage once = DescriptorStorage.open(path)) {
            assertTrue(once.isCurrent());
            Files.delete(path);
            assertFalse(once.isCurrent());
        }
        Path long300 = folder.resolve("y".repeat(300));
        assertThrows(
                IOException.class,
                () -> WhisperFile.create(long300, TestFiles.layout("1:10", 0, AggregationMethod.SUM)));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void noticesThatTheFileWasCutWhileItWasOpen() throws IOException {
        try (DescriptorStorage once = DescriptorStorage.open(path)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(Scratch.HEAD_SIZE);
            }
            assertThrows(EOFException.class, () -> once.readBytes(Scratch.HEAD_SIZE, ByteBuffer.allocateDirect(16)));
        }
    }
}
