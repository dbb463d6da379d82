package plumbago.carbon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.RollUp;
import plumbago.carbon.storage.RollUps;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.tags.TaggedNames;

class StorageRulesTest {
    @TempDir
    Path folder;

    @Test
    void shapesEachMetricByBothFilesWhateverWasShapedBefore() throws Exception {
        Files.writeString(
                folder.resolve("storage-schemas.conf"),
                "[fine]\npattern = ^fine\\.\nretentions = 1s:1m\n[rest]\npattern = .*\nretentions = 10s:1h\n");
        Files.writeString(
                folder.resolve("storage-aggregation.conf"),
                "[sums]\npattern = \\.sum$\nxFilesFactor = 0\naggregationMethod = sum\n");
        StorageRules rules = new StorageRules(folder, Clock.systemUTC(), RollUps.NONE);
        List<Retention> fine = List.of(new Retention(1, 60));
        List<Retention> rest = List.of(new Retention(10, 360));
        for (int round = 0; round < 2; round++) {
            assertEquals(new SeriesLayout(fine, 0, AggregationMethod.SUM), rules.layoutFor("fine.sum"));
            assertEquals(new SeriesLayout(fine, 0.5f, AggregationMethod.AVERAGE), rules.layoutFor("fine.x"));
            assertEquals(new SeriesLayout(rest, 0.5f, AggregationMethod.AVERAGE), rules.layoutFor("other.x"));
            assertEquals(new SeriesLayout(rest, 0, AggregationMethod.SUM), rules.layoutFor("other.sum"));
        }
        assertSame(rules.layoutFor("other.a"), rules.layoutFor("other.b"));

        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 5s:1h, 1m:1d\n");
        rules.refresh();
        assertEquals(
                List.of(new Retention(5, 720), new Retention(60, 1440)),
                rules.layoutFor("other.b").retentions());
    }

    private static final RollUp SUM = new RollUp(AggregationMethod.SUM, 0);

    /** What is counted is to be added up. */
    private static Optional<RollUp> ofCounts(String metric) {
        return metric.startsWith("counts.") ? Optional.of(SUM) : Optional.empty();
    }

    private void aggregation(String text) throws IOException {
        Files.writeString(folder.resolve("storage-aggregation.conf"), text);
    }

    private static RollUp rollUp(StorageRules rules, String metric) {
        SeriesLayout layout = rules.layoutFor(metric);
        return new RollUp(layout.aggregationMethod(), layout.xFilesFactor());
    }

    /** Rules for some names, then what parts want, then rules for all; and so after a change of the files. */
    @Test
    void partsHaveTheirSayBehindRulesForSomeAndBeforeThoseForAll() throws Exception {
        RollUp average = new RollUp(AggregationMethod.AVERAGE, 0.5);
        StorageRules rules = new StorageRules(folder, Clock.systemUTC(), StorageRulesTest::ofCounts);
        assertEquals(SUM, rollUp(rules, "counts.a"), "without a file");
        assertEquals(average, rollUp(rules, "other.a"));
        assertSame(rules.layoutFor("counts.a"), rules.layoutFor("counts.b"));

        RollUp last = new RollUp(AggregationMethod.LAST, 1);
        RollUp max = new RollUp(AggregationMethod.MAX, 0.5);
        for (String all : List.of(".*", "^", ".+", "^.*$", "$", "(.*)")) {
            aggregation("[some]\npattern = \\.peak$\naggregationMethod = max\n[all]\npattern = " + all
                    + "\naggregationMethod = last\nxFilesFactor = 1\n");
            rules.refresh();
            assertEquals(SUM, rollUp(rules, "counts.a"), all);
            assertEquals(max, rollUp(rules, "counts.peak"), all);
            assertEquals(last, rollUp(rules, "other.a"), all);
            assertEquals(max, rollUp(rules, "other.peak"), all);
        }
        aggregation("[some]\npattern = ^counts\\.\naggregationMethod = last\nxFilesFactor = 1\n");
        rules.refresh();
        assertEquals(last, rollUp(rules, "counts.a"));
    }

    /** A rule behind one for all has never been asked, and is not now. */
    @Test
    void rulesBehindOneForAllStayWithoutEffect() throws Exception {
        aggregation("[all]\npattern = .*\n[some]\npattern = ^counts\\.\naggregationMethod = max\n");
        StorageRules rules = new StorageRules(folder, Clock.systemUTC(), StorageRulesTest::ofCounts);
        assertEquals(SUM, rollUp(rules, "counts.a"));
    }

    @Test
    void theFirstPartThatKnowsASeriesDecides() {
        RollUp max = new RollUp(AggregationMethod.MAX, 0.5);
        RollUps all = RollUps.all(List.of(StorageRulesTest::ofCounts, metric -> Optional.of(max)));
        assertEquals(Optional.of(SUM), all.of("counts.a"));
        assertEquals(Optional.of(max), all.of("a"));
        assertEquals(Optional.empty(), RollUps.all(List.of()).of("a"));
        assertThrows(IllegalArgumentException.class, () -> new RollUp(AggregationMethod.MAX, 1.5));
    }

    /** Whoever reports or changes layouts sees the same, without any part that runs. */
    @Test
    void seriesOfAStoreAreMadeAndJudgedSo() throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(
                                List.of("cache.STORAGE_DIR=" + folder.resolve("data"), "cache.CONF_DIR=" + folder)),
                CarbonSettings.GROUPS);
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 10s:1h,1m:1d\n");
        Storages storages = Storages.EMBEDDED.withRollUps(all -> StorageRulesTest::ofCounts);
        long now = 1_700_000_000;
        Clock clock = Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC);
        try (SeriesStore store = SeriesStore.open(settings, clock, storages)) {
            BatchFiller points = new BatchFiller(store.sink(), store.counters(), () -> now);
            for (String metric : List.of("counts.a", "other.a")) {
                byte[] name = metric.getBytes(StandardCharsets.US_ASCII);
                points.begin(name);
                points.add(0, name.length, NameHash.of(name, 0, name.length), (double) now, 1);
                points.flush();
            }
        }
        SchemaReport report = SchemaReport.of(settings, clock, storages, TaggedNames.NONE, "**");
        assertEquals(2, report.checked());
        assertEquals(Map.of(), report.differing());
        SchemaReport without = SchemaReport.of(settings, clock, Storages.EMBEDDED, TaggedNames.NONE, "**");
        assertEquals(Set.of("counts.a"), without.differing().keySet());
        try (SeriesStore store = SeriesStore.open(settings, clock, Storages.EMBEDDED)) {
            assertEquals(
                    List.of("counts.a"),
                    store.housekeeping()
                            .applySchema(List.of("counts.a"), false, "test")
                            .done());
        }
        try (SeriesStore store = SeriesStore.open(settings, clock, storages)) {
            assertEquals(
                    List.of("counts.a"),
                    store.housekeeping()
                            .applySchema(List.of("counts.a"), false, "test")
                            .done());
        }
        assertEquals(
                Map.of(),
                SchemaReport.of(settings, clock, storages, TaggedNames.NONE, "**")
                        .differing());
    }
}
