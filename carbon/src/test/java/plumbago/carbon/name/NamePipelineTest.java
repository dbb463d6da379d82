package plumbago.carbon.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.rules.NameRules;
import plumbago.carbon.rules.RewriteRules;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.storage.MetricName;

/** With the rules and the spelling of the running program, and without anything that queues. */
class NamePipelineTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000L), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private NamePipeline pipeline;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("blacklist.conf"), "^secret\n");
        Files.writeString(folder.resolve("whitelist.conf"), "^(a|secret|x)\n");
        Files.writeString(
                folder.resolve("rewrite-rules.conf"),
                "[post]\n^sum = all\n^gone.*$ = ..\n[pre]\n^a = sum\n^x = gone\n");
        pipeline = new NamePipeline(
                new NameRules(folder, true, "rewrite-rules.conf", CLOCK), MetricName::metricFor, CLOCK);
    }

    @Test
    void theListsLookAtWhatWasSentAndRewritingComesBehindThem() {
        assertEquals(NameVerdict.of("all.b"), pipeline.judge("a.b"));
        assertEquals(NameVerdict.refused(DropReason.BLACKLISTED), pipeline.judge("secret.a"));
        assertEquals(NameVerdict.refused(DropReason.NOT_WHITELISTED), pipeline.judge("sum.b"), "as it was sent");
        assertEquals(NameVerdict.of("all.b"), pipeline.judge("a/b"), "in the spelling of storage");
    }

    @Test
    void aggregationComesBetweenTheTwoRewritings() {
        assertEquals(NameVerdict.of("sum..b"), pipeline.beforeAggregation("a..b"), "not spelt yet");
        assertEquals(NameVerdict.refused(DropReason.BLACKLISTED), pipeline.beforeAggregation("secret"));
        assertEquals(NameVerdict.of("all.b"), pipeline.afterAggregation("sum..b"));
        assertEquals(NameVerdict.of("secret"), pipeline.afterAggregation("secret"), "no list is asked again");
    }

    @Test
    void aNameThatNoMetricCanHaveIsRefusedAtTheEnd() {
        assertEquals(NameVerdict.of("gone.b"), pipeline.beforeAggregation("x.b"));
        assertEquals(NameVerdict.refused(DropReason.INVALID_NAME), pipeline.afterAggregation("gone.b"));
        assertEquals(NameVerdict.refused(DropReason.INVALID_NAME), pipeline.judge("x.b"));
    }

    @Test
    void rulesThatChangeMeanwhileDoNotRewriteHalfAName() throws Exception {
        List<RewriteRules> rules = new ArrayList<>();
        rules.add(RewriteRules.parse("old", "[pre]\na = b\n[post]\nb = c\n"));
        rules.add(RewriteRules.parse("new", "[pre]\na = x\n[post]\nb = y\n"));
        NamePipeline changing = new NamePipeline(
                new NamePipeline.Rules() {
                    @Override
                    public Optional<DropReason> refusal(String sent) {
                        return Optional.empty();
                    }

                    @Override
                    public NamePipeline.Rewriting rewriting() {
                        return rules.remove(0);
                    }
                },
                MetricName::metricFor,
                CLOCK);
        assertEquals(NameVerdict.of("c"), changing.judge("a"));
        assertEquals(NameVerdict.of("x"), changing.judge("a"));
    }

    @Test
    void aVerdictIsAMetricOrAReason() {
        assertThrows(IllegalArgumentException.class, () -> new NameVerdict(null, null));
        assertThrows(IllegalArgumentException.class, () -> new NameVerdict("a", DropReason.BLACKLISTED));
    }
}
