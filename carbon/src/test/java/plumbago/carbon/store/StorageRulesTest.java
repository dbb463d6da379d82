package plumbago.carbon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;

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
        StorageRules rules = new StorageRules(folder, Clock.systemUTC());
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
}
