package plumbago.carbon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes of a segment, no wrong point comes out, and sound records are kept. */
@Timeout(600)
class DamagedJournalTest {
    @TempDir
    Path folder;

    private Path segment;
    private byte[] sound;
    private Contents whole;

    /** What a reader made of a segment. */
    private static final class Contents implements RecordVisitor {
        /** Points as text, by record. */
        final Map<Long, List<String>> points = new TreeMap<>();

        /** In which record a name was written, by name. */
        final Map<String, Long> namedIn = new LinkedHashMap<>();

        final List<Damage> damages = new ArrayList<>();
        private final Map<Integer, String> names = new HashMap<>();
        private long sequence;
        int nameless;

        @Override
        public void record(long recordSequence) {
            sequence = recordSequence;
            points.put(sequence, new ArrayList<>());
        }

        @Override
        public void name(int id, byte[] bytes, int offset, int length) {
            String name = new String(bytes, offset, length, StandardCharsets.UTF_8);
            names.put(id, name);
            namedIn.put(name, sequence);
        }

        @Override
        public void point(int id, long timestamp, double value) {
            String name = names.get(id);
            if (name == null) {
                nameless++;
            } else {
                points.get(sequence).add(name + " " + timestamp + " " + value);
            }
        }
    }

    private static Contents read(Path file, int number) {
        Contents contents = new Contents();
        new SegmentReader().read(file, number, contents, contents.damages::add);
        return contents;
    }

    private Contents read(byte[] bytes) throws IOException {
        return read(Files.write(segment, bytes), 1);
    }

    @BeforeEach
    void write() throws IOException {
        Path made = folder.resolve("made");
        Restartable process = new Restartable(made);
        process.send("a", 10, 1, "b.c", 10, 2);
        process.send("a", 20, 3);
        process.send("d", 20, 4, "a", 30, 5);
        process.send("b.c", 20, 6, "d", 30, 7);
        process.keeper.close();
        sound = Files.readAllBytes(made.resolve("0000000001.journal"));
        segment = folder.resolve("0000000001.journal");
        whole = read(sound);
        assertEquals(4, whole.points.size());
        assertEquals(List.of(), whole.damages);
    }

    /** Where each record begins, by its number. */
    private List<Integer> starts() {
        List<Integer> starts = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = SegmentFormat.HEADER_BYTES; at < sound.length; at += bytes.getInt(at + SegmentFormat.LENGTH)) {
            starts.add(at);
        }
        return starts;
    }

    private List<Long> sequences() {
        return new ArrayList<>(whole.points.keySet());
    }

    /** All points but those of one record and those whose names were in it. */
    private Map<Long, List<String>> without(long lost) {
        Set<String> lostNames = new HashSet<>();
        whole.namedIn.forEach((name, sequence) -> {
            if (sequence == lost) {
                lostNames.add(name);
            }
        });
        Map<Long, List<String>> left = new TreeMap<>();
        whole.points.forEach((sequence, points) -> {
            if (sequence != lost) {
                left.put(
                        sequence,
                        points.stream()
                                .filter(point -> !lostNames.contains(point.substring(0, point.indexOf(' '))))
                                .toList());
            }
        });
        return left;
    }

    @Test
    void cutAnywhereItKeepsTheRecordsBefore() throws IOException {
        List<Integer> starts = starts();
        List<Integer> ends = new ArrayList<>(starts.subList(1, starts.size()));
        ends.add(sound.length);
        for (int length = 0; length < sound.length; length++) {
            Contents cut = read(Arrays.copyOf(sound, length));
            Map<Long, List<String>> expected = new TreeMap<>();
            boolean atEnd = length == SegmentFormat.HEADER_BYTES;
            for (int i = 0; i < ends.size(); i++) {
                if (ends.get(i) <= length) {
                    expected.put(
                            sequences().get(i), whole.points.get(sequences().get(i)));
                    atEnd |= ends.get(i) == length;
                }
            }
            assertEquals(expected, cut.points, "cut at " + length);
            assertEquals(atEnd ? 0 : 1, cut.damages.size(), "cut at " + length + ": " + cut.damages);
        }
    }

    @Test
    void anyFlippedByteLosesOneRecordAtMost() throws IOException {
        List<Integer> starts = starts();
        for (int at = 0; at < sound.length; at++) {
            for (int mask : new int[] {1, 0x80, 0xFF}) {
                byte[] flipped = sound.clone();
                flipped[at] ^= (byte) mask;
                Contents read = read(flipped);
                String where = "byte " + at + " with " + mask;
                int hit = -1;
                while (hit + 1 < starts.size() && starts.get(hit + 1) <= at) {
                    hit++;
                }
                if (hit < 0) {
                    assertEquals(whole.points, read.points, where);
                } else {
                    assertEquals(without(sequences().get(hit)), read.points, where);
                }
                assertEquals(1, read.damages.size(), where);
                assertTrue(read.damages.get(0).offset() <= at, where + ": " + read.damages);
            }
        }
    }

    @Test
    void pointsWhoseNamesAreLostGoNowhere() throws IOException {
        byte[] flipped = sound.clone();
        flipped[starts().get(0) + SegmentFormat.RECORD_HEADER_BYTES + 5]++;
        Contents read = read(flipped);
        assertEquals(3, read.nameless, "those of a and b.c in later records");
        assertEquals(
                List.of(List.of(), List.of("d 20 4.0"), List.of("d 30 7.0")), new ArrayList<>(read.points.values()));
        Path journal = Files.createDirectories(folder.resolve("journal"));
        Files.copy(segment, journal.resolve(segment.getFileName()));
        Restartable second = new Restartable(journal);
        assertEquals(List.of("20=4.0", "30=7.0"), second.waiting("d"));
        assertEquals(2, second.counters.replayed());
        assertTrue(second.booksBalance());
    }

    @Test
    void bytesPutInBetweenAreSkipped() throws IOException {
        byte[] rubbish = "PRJ\u0000rubbish".repeat(100).getBytes(StandardCharsets.ISO_8859_1);
        for (int start : starts()) {
            ByteBuffer longer = ByteBuffer.allocate(sound.length + rubbish.length);
            longer.put(sound, 0, start).put(rubbish).put(sound, start, sound.length - start);
            Contents read = read(longer.array());
            assertEquals(whole.points, read.points);
            assertEquals(1, read.damages.size());
            assertEquals(start, read.damages.get(0).offset());
            assertEquals(rubbish.length, read.damages.get(0).length());
        }
    }

    @Test
    void unusedSpaceIsNoDamage() throws IOException {
        Contents read = read(Arrays.copyOf(sound, sound.length + 3_000_001));
        assertEquals(whole.points, read.points);
        assertEquals(List.of(), read.damages);
    }

    @Test
    void aLostPageOfZerosIsReported() throws IOException {
        byte[] holed = sound.clone();
        int third = starts().get(2);
        Arrays.fill(holed, starts().get(1), third, (byte) 0);
        Contents read = read(holed);
        assertEquals(without(sequences().get(1)), read.points);
        assertEquals(third - starts().get(1), read.damages.get(0).length());
    }

    @Test
    void recordsOfAnotherSegmentAreNotAccepted() throws IOException {
        // What the disk held before, or what a sender put into a name: sound by its checksum, with another salt.
        Path other = folder.resolve("other");
        Restartable process = new Restartable(other);
        for (int i = 0; i < 10; i++) {
            process.send("foreign", i, i);
        }
        process.keeper.close();
        byte[] foreign = Files.readAllBytes(other.resolve("0000000001.journal"));
        ByteBuffer both = ByteBuffer.allocate(sound.length + foreign.length);
        both.put(sound).put(foreign);
        Contents read = read(both.array());
        assertEquals(whole.points, read.points);
        assertEquals(1, read.damages.size());
    }

    @Test
    void aRecordTwiceIsAcceptedOnce() throws IOException {
        int second = starts().get(1);
        ByteBuffer twice = ByteBuffer.allocate(sound.length + sound.length - second);
        twice.put(sound).put(sound, second, sound.length - second);
        Contents read = read(twice.array());
        assertEquals(whole.points, read.points);
        assertEquals(3, read.damages.size());
    }

    @Test
    void foreignFilesAreNamedAndLeftAlone() throws IOException {
        Path journal = folder.resolve("journal");
        Restartable first = new Restartable(journal);
        first.send("a", 1, 1);
        first.keeper.close();
        Files.write(journal.resolve("notes.txt"), new byte[10]);
        Files.copy(journal.resolve("0000000001.journal"), journal.resolve("0000000007.journal"));
        Files.createFile(journal.resolve("0000000008.journal"));
        Files.write(journal.resolve("0000000009.journal"), "not at all a segment".getBytes(StandardCharsets.UTF_8));
        Files.createDirectory(journal.resolve("0000000000.journal"));
        List<Damage> damages = new ArrayList<>();
        List<SegmentFolder.Entry> entries = new SegmentFolder(journal).list(damages);
        Replay replay = new Replay(entries, damages);
        String reported = replay.damages().toString();
        assertEquals(5, replay.damages().size(), reported);
        for (String name : List.of("notes.txt", "0000000007", "0000000008", "0000000009", "0000000000")) {
            assertTrue(reported.contains(name), name + " is not in " + reported);
        }
        Restartable second = new Restartable(journal);
        assertEquals(List.of("1=1.0"), second.waiting("a"));
        assertEquals(1, second.counters.replayed());
        for (String name : List.of("notes.txt", "0000000007.journal", "0000000009.journal")) {
            assertTrue(Files.exists(journal.resolve(name)), name);
        }
    }

    /** A large segment with damage anywhere, also across the edges of what is read at once. */
    @Test
    void damageInALargeSegmentLosesOnlyWhatItHits() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        Path large = folder.resolve("large");
        Restartable process = new Restartable(large);
        for (int record = 0; record < 300; record++) {
            Object[] points = new Object[3 * random.nextInt(1, 1000)];
            for (int i = 0; i < points.length; i += 3) {
                points[i] = "metric." + random.nextInt(2000);
                points[i + 1] = random.nextInt(1 << 30);
                points[i + 2] = random.nextInt();
            }
            process.send(points);
        }
        process.keeper.close();
        sound = Files.readAllBytes(large.resolve("0000000001.journal"));
        whole = read(sound);
        List<Integer> starts = starts();
        assertEquals(300, starts.size());
        for (int round = 0; round < 60; round++) {
            int hit = random.nextInt(100, 300);
            byte[] damaged = sound.clone();
            int end = hit + 1 < starts.size() ? starts.get(hit + 1) : sound.length;
            for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
                damaged[random.nextInt(starts.get(hit), end)] ^= (byte) random.nextInt(1, 256);
            }
            Contents read = read(damaged);
            if (Arrays.equals(damaged, sound)) {
                continue;
            }
            assertEquals(without(sequences().get(hit)), read.points);
            assertEquals(1, read.damages.size());
        }
    }

    @Test
    void anyRubbishIsReadWithoutAnException() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = sound.clone();
            for (int changes = random.nextInt(1, 20); changes > 0; changes--) {
                int at = random.nextInt(bytes.length);
                int length = Math.min(bytes.length - at, random.nextInt(1, 64));
                int from = random.nextInt(bytes.length - length + 1);
                System.arraycopy(sound, from, bytes, at, length);
            }
            Contents read = read(bytes);
            read.points.forEach(
                    (sequence, points) -> assertTrue(whole.points.get(sequence).containsAll(points), "a wrong point"));
        }
    }

    /** The salt and the checksum are right, and what they protect is not: only our own mistake could write that. */
    @Test
    void countsThatContradictEachOtherDoNoHarm() throws IOException {
        SplittableRandom random = new SplittableRandom(13);
        List<Integer> starts = starts();
        for (int round = 0; round < 5000; round++) {
            byte[] bytes = sound.clone();
            ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int start = starts.get(random.nextInt(starts.size()));
            int length = view.getInt(start + SegmentFormat.LENGTH);
            int at = start + random.nextInt(SegmentFormat.LENGTH + 4, length - 3);
            view.putInt(at, random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(100));
            view.putInt(
                    start + SegmentFormat.CHECKSUM,
                    SegmentFormat.checksum(bytes, start + SegmentFormat.LENGTH, length - SegmentFormat.LENGTH));
            read(bytes);
        }
    }
}
