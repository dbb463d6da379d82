package plumbago.base.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    private static final RecordKind EVENTS = new RecordKind(2, "events");

    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("state/things.records");
    }

    /** A list of texts that lives in a file. */
    private static final class Texts implements RecordFile.Contents, AutoCloseable {
        private final List<String> all = new ArrayList<>();
        private final RecordFile records;
        private final boolean there;

        Texts(Path file) throws IOException {
            this(file, null);
        }

        Texts(Path file, Path before) throws IOException {
            records = new RecordFile(file, EVENTS, before, this, 1 << 20);
            there = records.read((place, content) -> all.add(new String(content, StandardCharsets.UTF_8)));
        }

        void add(String text) throws IOException {
            long unused = records.append(text.getBytes(StandardCharsets.UTF_8));
            all.add(text);
        }

        void addLater(String text) {
            all.add(text);
            records.appendLater(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void each(RecordFile.Sink sink) throws IOException {
            for (String text : all) {
                sink.put(text.getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public long bytes() {
            return all.stream()
                    .mapToLong(text -> text.length() + (long) RecordFile.HEAD_BYTES)
                    .sum();
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }

    private void write(String... texts) throws IOException {
        try (Texts written = new Texts(file)) {
            for (String text : texts) {
                written.add(text);
            }
        }
    }

    private List<String> read() throws IOException {
        try (Texts texts = new Texts(file)) {
            return texts.all;
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        try (Texts texts = new Texts(file)) {
            assertFalse(texts.there);
            texts.add("");
            texts.add("ä".repeat(100_000));
            texts.add("x".repeat(RecordFile.MAX_CONTENT_BYTES));
        }
        assertEquals(List.of("", "ä".repeat(100_000), "x".repeat(RecordFile.MAX_CONTENT_BYTES)), read());
    }

    @Test
    void aTornRecordCostsItselfAndIsCut() throws IOException {
        write("one", "two", "three");
        byte[] whole = Files.readAllBytes(file);
        int last = whole.length - RecordFile.HEAD_BYTES - "three".length();
        for (int length = last + 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (Texts texts = new Texts(file)) {
                assertEquals(List.of("one", "two"), texts.all, "cut at " + length);
                assertEquals(length, Files.size(file), "reading writes nothing");
                assertEquals(1, texts.records.damagedPlaces());
                texts.add("four");
            }
            assertEquals(List.of("one", "two", "four"), read(), "cut at " + length);
        }
    }

    @Test
    void zerosThatALossOfPowerLeftBehindAreCut() throws IOException {
        write("one");
        Files.write(file, new byte[100_000], StandardOpenOption.APPEND);
        write("two");
        assertEquals(List.of("one", "two"), read());
        assertTrue(Files.size(file) < 1000);
    }

    @Test
    void aDamagedByteCostsOneRecordAtMost() throws IOException {
        List<String> texts = List.of("one", "two", "three", "four");
        write(texts.toArray(String[]::new));
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);
            List<String> left = read();
            boolean inHeader = i < RecordFormat.HEADER_BYTES;
            assertEquals(inHeader ? 4 : 3, left.size(), "byte " + i);
            assertTrue(texts.containsAll(left), "byte " + i);
            write("five");
            List<String> expected = new ArrayList<>(left);
            expected.add("five");
            try (Texts healed = new Texts(file)) {
                assertEquals(expected, healed.all, "byte " + i);
                assertEquals(0, healed.records.damagedPlaces(), "byte " + i);
            }
            Files.delete(file);
        }
    }

    @Test
    void whatAClientSentIsNoRecordHoweverItLooks() throws IOException {
        write("known");
        byte[] forged = Files.readAllBytes(file);
        // A record as it would be in a file of another salt, in the content of one that gets damaged.
        String inner = new String(
                forged,
                RecordFormat.HEADER_BYTES,
                forged.length - RecordFormat.HEADER_BYTES,
                StandardCharsets.ISO_8859_1);
        Files.delete(file);
        try (Texts texts = new Texts(file)) {
            texts.add("one");
            long unused = texts.records.append(inner.getBytes(StandardCharsets.ISO_8859_1));
            texts.add("two");
        }
        byte[] damaged = Files.readAllBytes(file);
        int place = RecordFormat.HEADER_BYTES + RecordFile.HEAD_BYTES + 3;
        damaged[place + RecordFile.HEAD_BYTES - 1] ^= 1;
        Files.write(file, damaged);
        assertEquals(List.of("one", "two"), read());
    }

    @Test
    void aFileOfNothingButDamageIsPutAside() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "rubbish ".repeat(10_000));
        write("one");
        assertEquals(List.of("one"), read());
        assertTrue(
                Files.readString(file.resolveSibling("things.records.damaged")).startsWith("rubbish"));
    }

    @Test
    void filesOfANewerVersionAndOfSomethingElseAreLeftAlone() throws IOException {
        write("one");
        byte[] whole = Files.readAllBytes(file);
        byte[] newer = RecordFormat.header(EVENTS, 7);
        newer[7] = '2';
        java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
        checksum.update(newer, 0, 20);
        Files.write(
                file,
                ByteBuffer.wrap(newer).putInt(20, (int) checksum.getValue()).array());
        IOException e = assertThrows(IOException.class, this::read);
        assertTrue(e.getMessage().contains(file.toString()) && e.getMessage().contains("newer"), e.getMessage());
        Files.write(file, whole);
        RecordFile other = new RecordFile(file, new RecordKind(1, "tags"), null, null);
        e = assertThrows(IOException.class, () -> other.read((place, content) -> {}));
        assertTrue(e.getMessage().contains("tags"), e.getMessage());
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void onAFullDiskAnAppendIsRefusedAndWhatMayWaitIsWrittenLater() throws IOException {
        assumeTrue(Files.exists(FULL_DISK), "skipped: there is no " + FULL_DISK);
        write("one");
        Path away = file.resolveSibling("away");
        try (Texts texts = new Texts(file)) {
            Files.move(file, away);
            Files.createSymbolicLink(file, FULL_DISK);
            IOException e = assertThrows(IOException.class, () -> texts.add("refused"));
            assertTrue(e.getMessage().contains(file + " cannot be written: No space left"), e.getMessage());
            // Nothing waits, and the disk is still full.
            assertThrows(IOException.class, texts.records::save);
            assertEquals(e.getMessage(), texts.records.problem());
            texts.addLater("two");
            assertThrows(IOException.class, texts.records::save);
            assertTrue(texts.records.isWaiting());
            texts.addLater("three");
            Files.move(away, file, StandardCopyOption.REPLACE_EXISTING);
            texts.records.save();
            assertFalse(texts.records.isWaiting());
            assertNull(texts.records.problem());
            texts.add("four");
        }
        assertEquals(List.of("one", "two", "three", "four"), read());
    }

    @Test
    void whetherARefusedRecordWouldBeTakenNowIsSeenWithoutIt() throws IOException {
        assumeTrue(Files.exists(FULL_DISK), "skipped: there is no " + FULL_DISK);
        write("one");
        byte[] before = Files.readAllBytes(file);
        Path away = file.resolveSibling("away");
        try (Texts texts = new Texts(file)) {
            Files.move(file, away);
            Files.createSymbolicLink(file, FULL_DISK);
            assertThrows(IOException.class, () -> texts.add("refused"));
            Files.move(away, file, StandardCopyOption.REPLACE_EXISTING);
            texts.records.save();
            assertNull(texts.records.problem());
            assertArrayEquals(before, Files.readAllBytes(file));
        }
    }

    @Test
    void whatWaitsInVainTakesLittleMemoryAndIsNotLost() throws IOException {
        Path inTheWay = file.resolveSibling("things.records.new");
        Files.createDirectories(inTheWay);
        List<String> expected = new ArrayList<>();
        try (Texts texts = new Texts(file)) {
            for (int i = 0; i < 100; i++) {
                texts.addLater(i + "x".repeat(50_000));
                assertThrows(IOException.class, texts.records::save);
            }
            expected.addAll(texts.all);
            Files.delete(inTheWay);
            texts.addLater("last");
            texts.records.save();
        }
        expected.add("last");
        assertEquals(expected, read());
    }

    @Test
    void whatIsOfNoUseAnyMoreTakesNoSpaceForLong() throws IOException {
        try (Texts texts = new Texts(file)) {
            for (int i = 0; i < 200; i++) {
                texts.all.clear();
                texts.add(i + "x".repeat(50_000));
            }
            assertTrue(Files.size(file) < 3 << 20, "bytes: " + Files.size(file));
            assertEquals(texts.all.get(0), new String(texts.records.at(placeOfLast()), StandardCharsets.UTF_8));
        }
        assertTrue(read().get(read().size() - 1).startsWith("199x"));
    }

    private long placeOfLast() throws IOException {
        long[] last = new long[1];
        RecordFile reader = new RecordFile(file, EVENTS, null, null);
        assertTrue(reader.read((place, content) -> last[0] = place));
        return last[0];
    }

    @Test
    void aFileThatIsRemovedComesBack() throws IOException {
        try (Texts texts = new Texts(file)) {
            texts.add("one");
            Files.delete(file);
            texts.records.save();
            texts.add("two");
        }
        assertEquals(List.of("one", "two"), read());
    }

    @Test
    void whatAnEarlierVersionKeptIsPutAwayWhenItIsInTheNewFile() throws IOException {
        Path before = folder.resolve("state/things.log");
        Files.createDirectories(before.getParent());
        Files.writeString(before, "old\n");
        Files.createDirectory(file.resolveSibling("things.records.new"));
        try (Texts texts = new Texts(file, before)) {
            assertEquals(before, texts.records.earlier().orElseThrow());
            EarlierLines.read(before, texts.all::add);
            texts.records.writeAnew();
            assertThrows(IOException.class, texts.records::save);
            assertTrue(Files.exists(before), "the disk takes nothing: it is still needed");
            Files.delete(file.resolveSibling("things.records.new"));
            texts.records.save();
        }
        assertFalse(Files.exists(before));
        assertEquals("old\n", Files.readString(folder.resolve("state/things.log.converted")));
        assertEquals(List.of("old"), read());
    }

    @Test
    void linesOfAnyLengthAreReadInLittleMemory() throws IOException {
        Path text = folder.resolve("text");
        Files.writeString(text, "a\n\n" + "x".repeat(3 << 20) + "\nb\nbad\nü");
        List<String> lines = new ArrayList<>();
        EarlierLines.read(text, line -> {
            if (line.equals("bad")) {
                throw new IllegalArgumentException("is bad");
            }
            lines.add(line);
        });
        assertEquals(List.of("a", "b", "ü"), lines);
    }
}
