package plumbago.web.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.web.http.RequestException;

class EventStoreTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private static List<String> all(EventStore store) {
        return store.find(0, Long.MAX_VALUE, List.of(), EventStore.Combination.ALL).stream()
                .map(Event::what)
                .toList();
    }

    @Test
    void aLineThatWasCutShortCostsOnlyItsOwnEvent() throws IOException {
        Path file = folder.resolve("events.log");
        new EventStore(file).add(1, "one", "", List.of());
        Files.writeString(file, "{\"id\":2,\"when\":2,\"what\":\"tor", StandardOpenOption.APPEND);
        EventStore store = new EventStore(file);
        assertEquals(List.of("one"), all(store));
        store.add(3, "drei …", "a\nb", List.of("x"));
        assertEquals(List.of("one", "drei …"), all(new EventStore(file)));
    }

    @Test
    void anEventHasItsLimits() {
        EventHandlers handlers = new EventHandlers(new EventStore(), CLOCK, ZoneOffset.UTC);
        String tags = IntStream.range(0, 1001).mapToObj(i -> "t" + i).collect(Collectors.joining(" "));
        for (String event : List.of(
                "{\"what\":\"a\",\"tags\":\"" + tags + "\"}",
                "{\"what\":\"a\",\"data\":\"" + "x".repeat(65_536) + "\"}")) {
            RequestException e =
                    assertThrows(RequestException.class, () -> handlers.add(event.getBytes(StandardCharsets.UTF_8)));
            assertEquals(400, e.status());
        }
    }
}
