package plumbago.carbon.relay.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @TempDir
    Path folder;

    @Test
    void givesWhatWasPutInItsOrder() throws IOException {
        try (Spool spool = Spool.open(folder, NO_LIMIT)) {
            assertEquals(Optional.empty(), spool.next());
            assertEquals(Spool.Outcome.KEPT, append(spool, "a 1 10\n"));
            assertEquals(Spool.Outcome.KEPT, append(spool, "b 2 20\nc 3 30\n"));
            assertEquals(3, spool.waiting());
            assertEquals(List.of("a 1 10\n", "b 2 20\nc 3 30\n"), takeAll(spool));
            spool.acknowledge(1);
            assertEquals(2, spool.waiting());
            spool.acknowledge(1);
            assertEquals(0, spool.waiting());
        }
    }

    @Test
    void whatIsLongerThanWantedWaitsForItsTurn() throws IOException {
        try (Spool spool = Spool.open(folder, NO_LIMIT)) {
            append(spool, "a 1 10\n");
            append(spool, "b 2 20\nc 3 30\n");
            append(spool, "d 4 40\n");
            take(spool, "a 1 10\n", 7);
            assertEquals(Optional.empty(), spool.next(13));
            take(spool, "b 2 20\nc 3 30\n", 14);
            assertEquals(Optional.empty(), spool.next(6));
            spool.acknowledge(2);
            assertEquals(List.of("d 4 40\n"), takeAll(spool));
            spool.acknowledge(1);
            assertEquals(0, spool.waiting());
        }
    }

    private static void take(Spool spool, String expected, int most) {
        SpoolFrame frame = spool.next(most).orElseThrow();
        assertEquals(expected, frame.lines().toString(StandardCharsets.UTF_8));
        frame.lines().release();
    }

    @Test
    void whatIsRewoundComesAgain() throws IOException {
        try (Spool spool = Spool.open(folder, NO_LIMIT)) {
            append(spool, "a 1 10\n");
            append(spool, "b 2 20\n");
            append(spool, "c 3 30\n");
            takeAll(spool);
            spool.acknowledge(1);
            spool.rewind();
            assertEquals(List.of("b 2 20\n", "c 3 30\n"), takeAll(spool));
        }
    }

    @Test
    void whatWasNotAcknowledgedOutlivesTheProcess() throws IOException {
        Spool killed = Spool.open(folder, NO_LIMIT);
        append(killed, "a 1 10\n");
        append(killed, "b 2 20\n");
        append(killed, "c 3 30\n");
        takeAll(killed);
        killed.acknowledge(2);
        try (Spool next = Spool.open(folder, NO_LIMIT)) {
            assertEquals(1, next.waiting());
            append(next, "d 4 40\n");
            assertEquals(List.of("c 3 30\n", "d 4 40\n"), takeAll(next));
        }
        killed.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 21, 26})
    void whatWasNotWrittenWholeIsLeftOut(int cut) throws IOException {
        Spool killed = Spool.open(folder, NO_LIMIT);
        append(killed, "a 1 10\n");
        append(killed, "b 2 20\n");
        killed.close();
        Path file = SpoolSegment.file(folder, 1);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - cut));
        try (Spool next = Spool.open(folder, NO_LIMIT)) {
            append(next, "c 3 30\n");
            assertEquals(List.of("a 1 10\n", "c 3 30\n"), takeAll(next));
        }
    }

    @Test
    void aDamagedFrameCostsItsFileAndIsCounted() throws IOException {
        Spool killed = Spool.open(folder, NO_LIMIT);
        append(killed, "a 1 10\n");
        append(killed, "b 2 20\n");
        append(killed, "c 3 30\n");
        killed.close();
        Path file = SpoolSegment.file(folder, 1);
        byte[] bytes = Files.readAllBytes(file);
        bytes[SpoolSegment.HEADER_BYTES + SpoolSegment.FRAME_HEADER_BYTES + 7 + SpoolSegment.FRAME_HEADER_BYTES] ^= 1;
        Files.write(file, bytes);
        try (Spool next = Spool.open(folder, NO_LIMIT)) {
            append(next, "d 4 40\n");
            assertEquals(4, next.waiting());
            assertEquals(List.of("a 1 10\n", "d 4 40\n"), takeAll(next));
            assertEquals(2, next.damaged());
            next.acknowledge(2);
            assertEquals(0, next.waiting());
        }
    }

    @Test
    void aFileThatCannotBeReadIsKept() throws IOException {
        Path file = SpoolSegment.file(folder, 3);
        String text = "this is something else, and long enough to have a header";
        Files.writeString(file, text);
        // The second start finds a mark that is beyond it.
        for (String line : List.of("a 1 10\n", "b 2 20\n")) {
            try (Spool spool = Spool.open(folder, NO_LIMIT)) {
                append(spool, line);
                assertEquals(List.of(line), takeAll(spool));
                spool.acknowledge(1);
            }
        }
        assertEquals(text, Files.readString(folder.resolve(file.getFileName() + ".unread")));
    }

    @Test
    void whatIsNoFileIsNeitherWaitedForNorWrittenThrough() throws IOException {
        Path other = folder.resolve("other");
        Files.writeString(other, "somebody else's");
        Files.createSymbolicLink(folder.resolve("mark"), other);
        Files.createDirectory(SpoolSegment.file(folder, 2));
        try (Spool spool = Spool.open(folder, NO_LIMIT)) {
            append(spool, "a 1 10\n");
            assertEquals(List.of("a 1 10\n"), takeAll(spool));
            spool.acknowledge(1);
            assertEquals(Optional.empty(), spool.problem());
        }
        assertEquals("somebody else's", Files.readString(other));
    }

    @Test
    void aMarkThatIsNotWholeHasAllBeSentAgain() throws IOException {
        Spool killed = Spool.open(folder, NO_LIMIT);
        append(killed, "a 1 10\n");
        append(killed, "b 2 20\n");
        takeAll(killed);
        killed.acknowledge(1);
        killed.close();
        Files.write(folder.resolve("mark"), new byte[] {1, 2, 3}, StandardOpenOption.TRUNCATE_EXISTING);
        try (Spool next = Spool.open(folder, NO_LIMIT)) {
            assertEquals(List.of("a 1 10\n", "b 2 20\n"), takeAll(next));
        }
    }

    @Test
    void takesNoMoreThanItMay() throws IOException {
        try (Spool spool = Spool.open(folder, 200)) {
            List<String> kept = new ArrayList<>();
            String line = "a".repeat(40) + " 1 10\n";
            while (append(spool, line) == Spool.Outcome.KEPT) {
                kept.add(line);
            }
            assertEquals(2, kept.size());
            assertTrue(spool.bytes() <= 200);
            assertEquals(kept, takeAll(spool));
        }
    }

    /** Also where it is so small that a usual file would hold all of it. */
    @ParameterizedTest
    @ValueSource(longs = {1 << 16, 1 << 20, 1 << 24})
    void aFullSpoolThatHasBeenTakenHasSpace(long maxBytes) throws IOException {
        try (Spool spool = Spool.open(folder, maxBytes)) {
            String lines = ("x".repeat(90) + " 1 10\n").repeat(20);
            while (append(spool, lines) == Spool.Outcome.KEPT) {
                // Until it is full.
            }
            int frames = takeAll(spool).size();
            spool.acknowledge(frames / 2);
            assertTrue(spool.bytes() < 0.75 * maxBytes, "a half has been taken: " + spool.bytes());
            spool.acknowledge(frames - frames / 2);
            assertTrue(spool.bytes() < 0.2 * maxBytes, "all has been taken: " + spool.bytes());
        }
    }

    @Test
    void filesGoWhenTheyHaveBeenTaken() throws IOException {
        String lines = ("x".repeat(1000) + " 1 10\n").repeat(1000);
        try (Spool spool = Spool.open(folder, NO_LIMIT)) {
            for (int i = 0; i < 40; i++) {
                append(spool, lines);
            }
            assertEquals(3, files());
            assertEquals(40, takeAll(spool).size());
            spool.acknowledge(20);
            assertEquals(2, files());
            spool.acknowledge(20);
            assertEquals(0, files());
            append(spool, "a 1 10\n");
            assertEquals(List.of("a 1 10\n"), takeAll(spool));
        }
    }

    @Test
    void aDiskThatTakesNothingCostsNothingWhileThereIsMemory() throws IOException {
        Path place = folder.resolve("spool");
        try (Spool spool = Spool.open(place, NO_LIMIT)) {
            Files.delete(place);
            Files.writeString(place, "in the way");
            assertEquals(Spool.Outcome.HELD, append(spool, "a 1 10\n"));
            assertTrue(spool.problem().orElse("").contains("cannot be written to"));
            append(spool, "b 2 20\n");
            assertEquals(List.of("a 1 10\n", "b 2 20\n"), takeAll(spool));
            spool.rewind();
            assertEquals(List.of("a 1 10\n", "b 2 20\n"), takeAll(spool));
            spool.acknowledge(1);
            spool.rewind();
            Files.delete(place);
            assertEquals(Spool.Outcome.KEPT, append(spool, "c 3 30\n"));
            assertFalse(spool.problem().isPresent());
            assertEquals(2, spool.waiting());
        }
        try (Spool next = Spool.open(place, NO_LIMIT)) {
            assertEquals(List.of("b 2 20\n", "c 3 30\n"), takeAll(next));
        }
    }

    @Test
    void memoryIsBoundedWhereTheDiskTakesNothing() throws IOException {
        Path place = folder.resolve("spool");
        try (Spool spool = Spool.open(place, NO_LIMIT)) {
            Files.delete(place);
            Files.writeString(place, "in the way");
            String lines = "x".repeat((1 << 20) - 8) + " 1 10\n";
            int held = 0;
            while (append(spool, lines) == Spool.Outcome.HELD) {
                held++;
            }
            assertEquals(Spool.MEMORY_BYTES >> 20, held);
            Files.delete(place);
        }
    }

    /** Whatever is done in whatever order, each frame is taken until it is acknowledged, and then no more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithAQueue(long seed) throws IOException {
        Random random = new Random(seed);
        Deque<String> waiting = new ArrayDeque<>();
        int inFlight = 0;
        int number = 0;
        Spool spool = Spool.open(folder, NO_LIMIT);
        List<Spool> all = new ArrayList<>(List.of(spool));
        for (int step = 0; step < 2_000; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    String line = "n" + number++ + " " + "7".repeat(1 + random.nextInt(20_000)) + " 10\n";
                    assertEquals(Spool.Outcome.KEPT, append(spool, line));
                    waiting.addLast(line);
                }
                case 4, 5, 6 -> {
                    String expected =
                            waiting.stream().skip(inFlight).findFirst().orElse(null);
                    assertEquals(expected, take(spool));
                    inFlight += expected == null ? 0 : 1;
                }
                case 7, 8 -> {
                    int some = random.nextInt(inFlight + 1);
                    spool.acknowledge(some);
                    for (int i = 0; i < some; i++) {
                        waiting.removeFirst();
                    }
                    inFlight -= some;
                }
                default -> {
                    inFlight = 0;
                    if (random.nextInt(10) > 0) {
                        spool.rewind();
                    } else {
                        spool = Spool.open(folder, NO_LIMIT);
                        all.add(spool);
                    }
                }
            }
            assertEquals(waiting.size(), spool.waiting());
        }
        all.forEach(Spool::close);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".spool")).count();
        }
    }

    private static Spool.Outcome append(Spool spool, String lines) {
        FrameBuffer buffer = new FrameBuffer();
        buffer.bytes().ascii(lines);
        lines.chars().filter(c -> c == '\n').forEach(newline -> buffer.added());
        return spool.append(buffer, 1_000);
    }

    private static List<String> takeAll(Spool spool) {
        List<String> all = new ArrayList<>();
        for (String next = take(spool); next != null; next = take(spool)) {
            all.add(next);
        }
        return all;
    }

    private static String take(Spool spool) {
        SpoolFrame frame = spool.next().orElse(null);
        if (frame == null) {
            return null;
        }
        String lines = frame.lines().toString(StandardCharsets.US_ASCII);
        frame.lines().release();
        assertEquals(1_000, frame.accepted());
        return lines;
    }
}
