package plumbago.seams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingTypes;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesWrite;
import plumbago.carbon.storage.StorageDeclaration;
import plumbago.carbon.store.SeriesStore;
import plumbago.carbon.store.Storages;
import plumbago.testkit.InMemoryStorage;

/** Another storage takes one file, and a line where the storages are listed. */
class ToyStorageTest {
    private static final SettingGroup GROUP = new SettingGroup("Toy storage", Section.own("toy"));
    private static final Setting<Integer> TOY_STEP =
            GROUP.honoured("TOY_STEP", SettingTypes.POSITIVE, 60, "seconds", "Time between two points.");

    private final List<String> written = new ArrayList<>();

    @TempDir
    Path folder;

    /** Gives each series the one archive that its setting says. */
    private final class Toy extends InMemoryStorage {
        Toy(StorageDeclaration.Context context) {
            super(metric -> SeriesLayout.of(new Retention(context.settings().get(TOY_STEP), 100)), context.counters());
        }

        @Override
        public int write(SeriesWrite points) throws IOException {
            written.add(points.metric());
            return super.write(points);
        }
    }

    private final Storages storages = Storages.EMBEDDED.with(new StorageDeclaration("toys", List.of(GROUP), Toy::new));

    private Settings settings(String storage) throws ConfigException {
        return Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(
                                List.of("cache.STORAGE_DIR=" + folder, "cache.STORAGE=" + storage, "toy.TOY_STEP=7")),
                Stream.concat(CarbonSettings.GROUPS.stream(), storages.settings().stream())
                        .toList());
    }

    @Test
    void keepsSeriesInPlaceOfTheWhisperFiles() throws Exception {
        Clock clock = Clock.systemUTC();
        long now = clock.millis() / 1000;
        byte[] name = "a.toy".getBytes(StandardCharsets.US_ASCII);
        SeriesStore store = SeriesStore.open(settings("toys"), clock, storages);
        try (store) {
            BatchFiller points = new BatchFiller(store.sink(), store.counters(), () -> now);
            points.begin(name);
            points.add(0, name.length, NameHash.of(name, 0, name.length), (double) now, 5);
            points.flush();
            assertEquals(
                    7,
                    store.reader()
                            .read("a.toy", now - 20, now, now)
                            .orElseThrow()
                            .step());
            assertTrue(store.index().contains("a.toy"));
        }
        assertEquals(List.of("a.toy"), written);
        assertEquals(1, store.counters().stored());
    }

    @Test
    void anUnknownStorageIsRefusedByTheNamesOfTheOthers() throws Exception {
        Settings settings = settings("tape");
        String problem = assertThrows(
                        ConfigException.class, () -> SeriesStore.open(settings, Clock.systemUTC(), storages))
                .getMessage();
        assertTrue(problem.endsWith(": STORAGE = tape: expected one of whisper, toys"), problem);
    }
}
