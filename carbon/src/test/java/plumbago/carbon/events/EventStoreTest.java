package plumbago.carbon.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStoreTest {
    @TempDir
    Path folder;

    private static List<String> all(EventStore store) {
        return store.find(0, Long.MAX_VALUE, List.of(), EventStore.Combination.ALL).stream()
                .map(Event::what)
                .toList();
    }

    private EventStore open() throws IOException {
        return new EventStore(folder, new EventLimits(100, 1_000_000));
    }

    @Test
    void aRecordThatWasCutShortCostsOnlyItsOwnEvent() throws IOException {
        try (EventStore store = open()) {
            store.add(1, "one", "", List.of());
            store.add(2, "two", "", List.of());
        }
        Path file = folder.resolve("events.records");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        try (EventStore store = open()) {
            assertEquals(List.of("one"), all(store));
            assertEquals(
                    2, store.add(3, "drei …", "a\nb", List.of("x", "y", "x")).id());
        }
        try (EventStore store = open()) {
            assertEquals(List.of("one", "drei …"), all(store));
            assertEquals(
                    new Event(2, 3, "drei …", "a\nb", List.of("x", "y", "x")),
                    store.get(2).orElseThrow());
        }
    }

    @Test
    void goesOnWithTheFileOfBeforeAndHealsIt() throws IOException {
        Files.writeString(folder.resolve("events.log"), """
                {"id":1,"when":1700000000,"what":"one","data":"d","tags":["a","b"]}
                {"id":2,"when":1446700000000,"what":"in milliseconds","data":"","tags":[]}
                {"id":3,"when":1000000000000000000,"what":"in nanoseconds","data":"","tags":[]}
                {"id":3,"when":5,"what":"of the same number","data":"","tags":[]}
                {"id":4,"when":6,"what":"to
                {"id":5,"when":-9000000000000000000,"what":"early","data":"","tags":[]}""");
        for (int i = 0; i < 2; i++) {
            try (EventStore store = open()) {
                assertEquals(5, store.size());
                assertEquals(1446700000, store.get(2).orElseThrow().when());
                assertEquals(1000000000, store.get(3).orElseThrow().when());
                assertEquals(Event.EARLIEST, store.get(5).orElseThrow().when());
                assertEquals("of the same number", store.get(4).orElseThrow().what());
                assertEquals(
                        List.of("one"),
                        store.find(0, Long.MAX_VALUE, List.of("a"), EventStore.Combination.KNOWN).stream()
                                .map(Event::what)
                                .toList());
            }
            assertFalse(Files.exists(folder.resolve("events.log")));
        }
    }

    @Test
    void theFirstGiveWayToFurtherOnes() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (EventStore store = open()) {
                for (int k = 0; k < 250; k++) {
                    // Of ever earlier times: it is the order of posting that counts.
                    store.add(10_000 - k, "e" + k, "", List.of("t" + k));
                }
                assertEquals(100, store.size());
                assertEquals("e249", all(store).get(0));
                assertEquals("e150", all(store).get(99));
                assertEquals(List.of(), store.find(0, 20_000, List.of("t149"), EventStore.Combination.KNOWN));
            }
        }
        try (EventStore store = new EventStore(folder, new EventLimits(10, 1_000_000))) {
            assertEquals(10, store.size(), "the last ones, where fewer are allowed now");
            assertEquals("e249", all(store).get(0));
            assertEquals(501, store.add(1, "next", "", List.of()).id());
        }
    }

    @Test
    void memoryAndDiskAreBounded() throws IOException {
        String data = "x".repeat(60_000);
        try (EventStore store = open()) {
            for (int k = 0; k < 200; k++) {
                store.add(k, "e" + k, data, List.of());
                assertTrue(store.memoryBytes() <= 1_000_000, "" + store.memoryBytes());
            }
            assertEquals(16, store.size());
        }
        assertTrue(Files.size(folder.resolve("events.records")) < 4_000_000);
        try (EventStore store = new EventStore(folder, new EventLimits(100, 300_000))) {
            assertEquals(4, store.size());
        }
    }

    /** Whoever adds it: what is too long for memory, or could not be shown, is named and not kept. */
    @Test
    void whatGoesBeyondALimitIsNamed() throws IOException {
        try (EventStore store = open()) {
            assertThrows(IllegalArgumentException.class, () -> store.add(Event.LATEST + 1, "a", "", List.of()));
            assertThrows(IllegalArgumentException.class, () -> store.add(Event.EARLIEST - 1, "a", "", List.of()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> store.add(1, "a", "", Collections.nCopies(Event.MOST_TAGS + 1, "t")));
            IllegalArgumentException letters = assertThrows(
                    IllegalArgumentException.class, () -> store.add(1, "a", "x".repeat(65_534), List.of("yz")));
            assertEquals(
                    "an event may have 1000 tags and 65536 letters, and this one has 1 and 65537",
                    letters.getMessage());
            assertEquals(0, store.size());
            assertEquals(1, store.add(1, "a", "x".repeat(65_534), List.of("y")).id());
        }
    }
}
