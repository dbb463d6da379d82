package plumbago.statsd.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricDumpTest {
    private final Metrics metrics = new Metrics(200_000, 100, 100);

    @Test
    void patternsMeanANameOrAFolderInTheOrderInWhichNamesCame() {
        define("a.z");
        define("a.b");
        define("a/");
        define("a");
        define("a.");
        define("a.*");
        define("ab");
        define("");
        define("é.x");
        MetricDump dump = metrics.dump(MetricType.COUNTER);
        assertEquals(List.of("a.z", "a.b", "a.", "a.*"), names(dump, "a.*").get(0));
        assertEquals(List.of(List.of("a"), List.of("a.")), names(dump, "a", "a."));
        assertEquals(List.of(List.of(""), List.of("é.x"), List.of()), names(dump, "", "é.*", ".*"));
        assertEquals(List.of(List.of(), List.of()), names(dump, "*", "a*"));
    }

    @Test
    void aMetricBelongsToTheFirstPatternThatMeansIt() {
        define("a.b");
        define("a.c");
        MetricDump dump = metrics.dump(MetricType.COUNTER);
        assertEquals(
                List.of(List.of("a.c"), List.of("a.b"), List.of(), List.of()), names(dump, "a.c", "a.*", "a.*", "a.b"));
    }

    @Test
    void asManyPatternsAsNamesMeanOneEach() {
        List<String> all =
                IntStream.range(0, 100_000).mapToObj(i -> "folder." + i).toList();
        all.forEach(this::define);
        MetricDump dump = metrics.dump(MetricType.COUNTER);
        List<List<Integer>> ids = dump.matching(all);
        assertEquals(IntStream.range(0, 100_000).mapToObj(List::of).toList(), ids);
    }

    @Test
    void aMetricThatTookAnIdSinceTheDumpStays() {
        int id = define("a");
        MetricDump dump = metrics.dump(MetricType.COUNTER);
        metrics.remove(MetricType.COUNTER, id);
        metrics.flushed(metrics.endInterval(0).values());
        assertEquals(id, define("b"));
        metrics.remove(MetricType.COUNTER, id, dump);
        assertEquals(1, metrics.size());
        metrics.remove(MetricType.COUNTER, id, metrics.dump(MetricType.COUNTER));
        assertEquals(0, metrics.size());
    }

    private int define(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return metrics.findOrDefine(MetricType.COUNTER, bytes, 0, bytes.length);
    }

    private static List<List<String>> names(MetricDump dump, String... patterns) {
        return dump.matching(List.of(patterns)).stream()
                .map(ids -> ids.stream().map(dump::name).toList())
                .toList();
    }
}
