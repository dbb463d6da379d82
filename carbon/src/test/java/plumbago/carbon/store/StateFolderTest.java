package plumbago.carbon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.events.EventLimits;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.MetricIndex;

/** Events are whoever's asks for them, and there once. */
class StateFolderTest {
    @TempDir
    Path folder;

    private StateFolder open(EventLimits limits) throws IOException {
        return StateFolder.open(folder, Long.MAX_VALUE, limits, new MetricIndex());
    }

    private static double measure(StateFolder of, String metric) {
        Measures measures = new Measures();
        of.register(measures);
        return measures.all().stream()
                .filter(measure -> measure.metric().equals(metric))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsDouble();
    }

    @Test
    void allWhoAskHaveTheSameEvents() throws Exception {
        try (StateFolder state = open(EventLimits.defaults())) {
            assertEquals(0, measure(state, "events.count"));
            assertEquals(1, state.events().add(5, "one", "", List.of("t")).id());
            assertSame(state.events(), state.events());
            assertEquals(1, measure(state, "events.count"));
            assertTrue(measure(state, "events.bytes") > 0);
        }
        try (StateFolder state = open(new EventLimits(1, Long.MAX_VALUE))) {
            assertEquals("one", state.events().get(1).orElseThrow().what());
            assertEquals(2, state.events().add(6, "two", "", List.of()).id());
            assertEquals(1, state.events().size(), "the limit is the folder's");
        }
    }

    /** What nobody asks for is not read, and hinders nobody. */
    @Test
    void aFileThatCannotBeReadIsToldToThoseWhoAsk() throws Exception {
        Files.createDirectories(folder.resolve("events.records"));
        try (StateFolder state = open(EventLimits.defaults())) {
            assertTrue(state.tags().find(List.of("name=a")).isEmpty());
            IOException problem = assertThrows(IOException.class, state::events);
            assertTrue(problem.getMessage().contains("events.records"), problem.getMessage());
        }
    }

    @Test
    void whereAnotherProcessHasTheFolderNoEventsAreTaken() throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of()).withOverrides(List.of("cache.STORAGE_DIR=" + folder, "web.MAX_EVENTS=7")),
                CarbonSettings.GROUPS);
        List<String> warnings = new ArrayList<>();
        try (StateFolder first = StateFolder.of(settings, new MetricIndex(), warnings::add);
                StateFolder second = StateFolder.of(settings, new MetricIndex(), warnings::add)) {
            assertEquals(1, warnings.size());
            for (int i = 0; i < 9; i++) {
                assertEquals(i + 1, first.events().add(i, "e", "", List.of()).id());
            }
            assertEquals(7, first.events().size(), "MAX_EVENTS");
            assertThrows(FolderInUseException.class, second::events);
        }
        assertFalse(Files.exists(folder.resolve("events.records")), "it is in the folder of its own");
        assertTrue(Files.exists(folder.resolve("web/events.records")));
    }

    @Test
    void withoutAFolderTheyAreInMemory() throws Exception {
        try (StateFolder state = StateFolder.inMemory(new MetricIndex());
                EventStore events = state.events()) {
            assertEquals(1, events.add(5, "one", "", List.of()).id());
            assertSame(events, state.events());
        }
    }
}
