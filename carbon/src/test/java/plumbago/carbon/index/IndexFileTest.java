package plumbago.carbon.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFileTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("names");
    }

    /** What a start finds in the file; null if it is not sound. */
    private List<String> loaded() throws IOException {
        MetricIndex index = new MetricIndex();
        try (IndexFile opened = new IndexFile(file(), index)) {
            return opened.load() ? index.names() : null;
        }
    }

    @Test
    void knowsAfterARestartWhatChangedBefore() throws IOException {
        MetricIndex index = new MetricIndex();
        try (IndexFile file = new IndexFile(file(), index)) {
            assertFalse(file.load(), "there is none yet");
            index.add("a.b");
            file.save();
            long size = Files.size(file());
            index.add("a.c");
            index.add("é.日本");
            index.remove("a.b");
            index.add("disk.used;rack=a1");
            index.confirm("packed", false, true);
            index.addBranch("void.hollow");
            file.save();
            assertTrue(Files.size(file()) > size, "changes are appended");
            file.save();
        }
        MetricIndex again = new MetricIndex();
        try (IndexFile file = new IndexFile(file(), again)) {
            assertTrue(file.load());
            assertEquals(index.names(), again.names());
            assertEquals(index.find("**"), again.find("**"));
            assertEquals(List.of(new IndexNode("packed", true, false)), again.find("packed"));
            assertEquals(List.of(new IndexNode("void.hollow", false, true)), again.find("void.*"));
            assertTrue(again.contains("disk.used;rack=a1"));
            again.add("a.d");
            file.save();
        }
        assertTrue(loaded().contains("a.d"), "what is loaded can be appended to");
    }

    @Test
    void randomChangesAndRestartsAgreeWithAPlainSet() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 20; round++) {
            Files.deleteIfExists(file());
            TreeSet<String> names = new TreeSet<>();
            MetricIndex index = new MetricIndex();
            IndexFile file = new IndexFile(file(), index);
            for (int step = 0; step < 1500; step++) {
                String name =
                        "n" + random.nextInt(12) + ".m" + random.nextInt(12) + (random.nextInt(3) == 0 ? ".x" : "");
                String other = "o" + random.nextInt(20);
                switch (random.nextInt(40)) {
                    case 0 -> file.save();
                    case 1 -> {
                        file.save();
                        file.close();
                        index = new MetricIndex();
                        file = new IndexFile(file(), index);
                        assertTrue(file.load());
                        assertEquals(List.copyOf(names), index.names());
                    }
                    case 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 -> {
                        names.remove(name);
                        index.remove(name);
                    }
                    case 12 -> {
                        names.add(other);
                        names.remove(name);
                        index.add(other);
                        index.remove(name);
                    }
                    default -> {
                        names.add(name);
                        index.add(name);
                    }
                }
            }
            file.close();
        }
    }

    @Test
    void isWrittenAnewWhenTheChangesOutnumberTheNames() throws IOException {
        MetricIndex index = new MetricIndex();
        try (IndexFile file = new IndexFile(file(), index)) {
            long largest = 0;
            for (int round = 0; round < 40; round++) {
                for (int i = 0; i < 500; i++) {
                    index.add("come.and.gone" + i);
                }
                for (int i = 0; i < 500; i++) {
                    index.remove("come.and.gone" + i);
                }
                file.save();
                largest = Math.max(largest, Files.size(file()));
            }
            assertTrue(largest < 1_000_000, largest + " bytes");
        }
        assertEquals(List.of(), loaded());
    }

    @Test
    void changesThatNobodyTakesAreForgottenAndTheWholeIsWritten() throws IOException {
        MetricIndex index = new MetricIndex();
        try (IndexFile file = new IndexFile(file(), index)) {
            file.save();
            IndexChanges changes = new IndexChanges();
            index.changesTo(changes);
            String end = "x".repeat(16_000);
            for (int i = 0; i < 3_500; i++) {
                index.add(i + end);
            }
            assertFalse(changes.take().complete());
            index.add("after");
            IndexChanges.Taken taken = changes.take();
            assertTrue(taken.complete());
            assertEquals(1, taken.records());
        }
    }

    private Set<String> writeInTwoBlocks() throws IOException {
        MetricIndex index = new MetricIndex();
        try (IndexFile file = new IndexFile(file(), index)) {
            index.add("one.two.three");
            index.add("one.two.four");
            file.save();
            index.add("one.five");
            index.remove("one.two.four");
            file.save();
            index.add("late");
            file.save();
        }
        return Set.of("late", "one.five", "one.two.three", "one.two.four");
    }

    /** Either it is told that the file is not sound, or what is read was true once: a file that is only cut. */
    @Test
    void aDamagedByteAnywhereIsNoticed() throws IOException {
        writeInTwoBlocks();
        byte[] sound = Files.readAllBytes(file());
        for (int at = 0; at < sound.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = sound.clone();
                damaged[at] ^= (byte) (1 << bit);
                Files.write(file(), damaged);
                assertEquals(null, loaded(), "byte " + at + ", bit " + bit);
            }
        }
    }

    @Test
    void aFileThatIsCutHoldsWhatCameBeforeTheCut() throws IOException {
        Set<String> possible = writeInTwoBlocks();
        byte[] whole = Files.readAllBytes(file());
        int before = 0;
        for (int length = 8; length <= whole.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            MetricIndex index = new MetricIndex();
            try (IndexFile file = new IndexFile(file(), index)) {
                assertTrue(file.load(), "cut to " + length + " bytes");
                assertTrue(possible.containsAll(index.names()), index.names().toString());
                index.add("added.later");
                file.save();
            }
            List<String> after = loaded();
            assertTrue(after.contains("added.later"), "cut to " + length + " bytes");
            before = Math.max(before, after.size());
        }
        assertEquals(4, before);
        Files.write(file(), java.util.Arrays.copyOf(whole, 7));
        assertEquals(null, loaded());
    }

    @Test
    void aFileOfSomethingElseIsLeftAlone() throws IOException {
        Files.writeString(file(), "these are no names at all, but a text that somebody keeps here");
        assertEquals(null, loaded());
    }

    @Test
    void randomBytesBehindTheHeadNeverPassForNames() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        byte[] bytes = new byte[300];
        for (int round = 0; round < 500; round++) {
            random.nextBytes(bytes);
            System.arraycopy("PlumIdx1".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 0, 8);
            Files.write(file(), bytes);
            List<String> names = loaded();
            assertTrue(names == null || names.isEmpty(), String.valueOf(names));
            try {
                IndexRecords.decode(bytes, (kind, path, length) -> assertTrue(length <= path.length));
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains("byte"), e.getMessage());
            }
        }
    }
}
