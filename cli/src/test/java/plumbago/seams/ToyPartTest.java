package plumbago.seams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingTypes;
import plumbago.base.config.Settings;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.base.part.RunningParts;
import plumbago.carbon.PartContext;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.store.SeriesStore;

/** A part with a section of its own takes one file, and a line where the parts are listed. */
class ToyPartTest {
    private static final SettingGroup GROUP = new SettingGroup("Toy", Section.own("toy"));
    private static final Setting<Integer> TOY_POINTS =
            GROUP.honoured("TOY_POINTS", SettingTypes.COUNT, 1, "", "How many points a start makes.");

    private final List<String> events = new ArrayList<>();

    @TempDir
    Path folder;

    /** Makes as many points as its setting says when it starts. */
    private final class Toy implements Part {
        private final PartContext context;

        Toy(PartContext context) {
            this.context = context;
        }

        @Override
        public String name() {
            return "toy";
        }

        @Override
        public void start() throws IOException {
            int count = context.settings().get(TOY_POINTS);
            if (count == 0) {
                throw new IOException("a toy without points");
            }
            BatchFiller points = context.intake().filler();
            for (int i = 0; i < count; i++) {
                byte[] name = new byte[] {'t', '.', (byte) ('a' + i)};
                points.begin(name);
                points.add(0, name.length, NameHash.of(name, 0, name.length), -1, i);
                points.flush();
            }
            events.add("started");
        }

        @Override
        public void ready() {
            events.add("ready");
        }

        @Override
        public void close() {
            events.add("closed");
        }
    }

    private Settings settings(PartDeclaration<PartContext> toy, String... more) throws ConfigException {
        List<String> overrides = new ArrayList<>(List.of(more));
        overrides.add("cache.STORAGE_DIR=" + folder);
        overrides.add("cache.CONF_DIR=" + folder);
        List<SettingGroup> groups = new ArrayList<>(CarbonSettings.GROUPS);
        groups.addAll(toy.settings());
        return Settings.load(ConfigSources.of(Map.of()).withOverrides(overrides), groups);
    }

    private final PartDeclaration<PartContext> toy = new PartDeclaration<>(List.of(GROUP), List.of(), Toy::new);

    @Test
    void runsBetweenStartAndStop() throws Exception {
        Settings settings = settings(toy, "toy.TOY_POINTS=3");
        Clock clock = Clock.systemUTC();
        try (SeriesStore store = SeriesStore.open(settings, clock)) {
            try (RunningParts parts =
                    RunningParts.start(List.of(toy), PartContext.of(settings, clock, store, "test"))) {
                assertEquals(List.of(), parts.listening());
                assertEquals(List.of("started", "ready"), events);
                assertEquals(3, store.counters().received());
                assertTrue(store.index().contains("t.c"));
            }
            assertEquals(List.of("started", "ready", "closed"), events);
        }
    }

    @Test
    void oneThatCannotStartEndsThoseBeforeIt() throws Exception {
        Settings settings = settings(toy, "toy.TOY_POINTS=0");
        PartDeclaration<PartContext> other = new PartDeclaration<>(List.of(), List.of(), context -> new Part() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public void start() {
                events.add("other started");
            }

            @Override
            public void close() {
                events.add("other closed");
            }
        });
        Clock clock = Clock.systemUTC();
        try (SeriesStore store = SeriesStore.open(settings, clock)) {
            PartContext context = PartContext.of(settings, clock, store, "test");
            IOException e = assertThrows(IOException.class, () -> RunningParts.start(List.of(other, toy), context));
            assertEquals("a toy without points", e.getMessage());
            assertEquals(List.of("other started", "closed", "other closed"), events);
        }
    }

    @Test
    void aMistakeInItsSectionIsNamed() {
        ConfigException e = assertThrows(ConfigException.class, () -> settings(toy, "toy.TOY_POINT=3"));
        assertTrue(e.getMessage().contains("did you mean TOY_POINTS?"), e.getMessage());
        e = assertThrows(ConfigException.class, () -> settings(toy, "toy.TOY_POINTS=x"));
        assertTrue(e.getMessage().contains("TOY_POINTS = x: expected a whole number"), e.getMessage());
    }
}
