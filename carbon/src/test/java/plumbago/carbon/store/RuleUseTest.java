package plumbago.carbon.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.RollUp;

class RuleUseTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final MetricIndex index = new MetricIndex();
    private StorageRules rules;
    private RuleUse use;

    @BeforeEach
    void prepare() throws Exception {
        schemas("[fine]\npattern = ^fine\\.\nretentions = 1s:1m\n[late]\npattern = ^fine\\.x\nretentions = 1s:1m\n");
        rules = new StorageRules(
                folder,
                CLOCK,
                metric -> metric.endsWith("7") ? Optional.of(new RollUp(AggregationMethod.SUM, 0)) : Optional.empty());
        use = new RuleUse(rules, index, () -> List.of("fine.t;a=b", "t;a=b"), CLOCK);
        for (int i = 0; i < 10_000; i++) {
            index.add((i % 4 == 0 ? "fine.x" : "other.x") + i);
        }
    }

    private void schemas(String text) throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), text);
    }

    private static List<Long> series(RuleUse.Report report) {
        return report.schemas().stream().map(RuleUse.Use::series).toList();
    }

    @Test
    void theFirstRuleThatMatchesCounts() {
        RuleUse.Report report = use.count(() -> false);
        assertTrue(report.complete());
        assertEquals(List.of(2501L, 0L, 7501L), series(report));
        assertEquals(10_002, report.judged());
        assertEquals(1000, report.byParts());
        assertEquals(10_002, report.aggregation().get(0).series());
    }

    @Test
    void itGoesOnWhereTheTimeWasUp() {
        RuleUse.Report report = use.count(() -> true);
        assertFalse(report.complete());
        assertEquals(0, report.judged());
        int questions = 0;
        while (!report.complete()) {
            AtomicInteger looks = new AtomicInteger();
            report = use.count(() -> looks.incrementAndGet() > 10);
            assertTrue(++questions < 1000);
        }
        assertTrue(questions > 10, questions + " questions");
        assertEquals(List.of(2501L, 0L, 7501L), series(report));
    }

    @Test
    void anOutcomeIsKeptUntilTheRulesChange() throws Exception {
        use.count(() -> false);
        index.add("fine.new");
        assertEquals(List.of(2501L, 0L, 7501L), series(use.count(() -> false)));
        schemas("[all]\npattern = .*\nretentions = 1s:1m\n");
        rules.refresh();
        RuleUse.Report report = use.count(() -> false);
        assertEquals(List.of(10_003L, 0L), series(report));
        assertEquals("all", report.schemas().get(0).rule().name());
    }
}
