package plumbago.carbon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.point.TestBatch;

/** Additions to a whole store, with files. */
@Timeout(600)
class StoredAdditionsTest {
    /** A slot of ten seconds begins here, and one of a minute. */
    private static final long SLOT = 1_700_000_040;

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(SLOT + 7), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @BeforeEach
    void schema() throws IOException {
        schema("10s:1h,1m:1d");
    }

    private void schema(String retentions) throws IOException {
        Files.writeString(
                folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = " + retentions + "\n");
        Files.writeString(
                folder.resolve("storage-aggregation.conf"),
                "[all]\npattern = .*\nxFilesFactor = 0\naggregationMethod = sum\n");
    }

    private SeriesStore open() throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder,
                                "cache.MAX_SECONDS_ON_SHUTDOWN=None")),
                CarbonSettings.GROUPS);
        return SeriesStore.open(settings, CLOCK, 1);
    }

    private static double total(SeriesStore store, String metric, long slot) throws IOException {
        return store.reader().read(metric, slot - 1, slot, slot).orElseThrow().values()[0];
    }

    @Test
    void goOnAfterARestart() throws Exception {
        for (int start = 1; start <= 3; start++) {
            try (SeriesStore store = open()) {
                for (int i = 0; i < 100; i++) {
                    store.additions().accept(TestBatch.of("x", SLOT + i % 10, 1, "y;host=b", SLOT - i % 20, 2));
                }
                assertEquals(100 * start, total(store, "x", SLOT));
                assertEquals(2 * 50 * start, total(store, "y;host=b", SLOT - 10));
            }
        }
    }

    @Test
    void goIntoTheNewArchivesOfASeries() throws Exception {
        try (SeriesStore store = open()) {
            store.additions().accept(TestBatch.of("x", SLOT, 1));
        }
        try (SeriesStore store = open()) {
            store.additions().accept(TestBatch.of("x", SLOT, 1));
            schema("1m:1d");
            store.housekeeping().applySchema(List.of("x"), false, "test");
            store.additions().accept(TestBatch.of("x", SLOT + 1, 2, "x", SLOT + 5, 4));
            assertEquals(8, total(store, "x", SLOT));
        }
    }

    @Test
    void beginAnewWhereASeriesWasDeleted() throws Exception {
        try (SeriesStore store = open()) {
            store.additions().accept(TestBatch.of("x", SLOT, 1));
            assertEquals(
                    1,
                    store.housekeeping()
                            .delete(List.of("x"), false, "test")
                            .done()
                            .size());
            store.additions().accept(TestBatch.of("x", SLOT + 1, 2));
            assertEquals(2, total(store, "x", SLOT));
        }
    }
}
