package plumbago.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.index.NameMatches;

/** Words among a million names, as somebody types them: from a letter that is in all to what one name alone holds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SearchBenchmark {
    private static final int METRICS = 1_000_000;
    private static final int LIMIT = 50;

    /** Names of a fleet have ten thousand different labels; with a last step of its own for each it is a million. */
    @Param({"fleet", "distinct"})
    private String names;

    @Param({"e", "m", "user", "user host0456", "3.cpu 7", "host04567.cpu system m37", "1 2 3", "nothing"})
    private String words;

    private final MetricIndex index = new MetricIndex();

    @Setup
    public void prepare() {
        for (int i = 0; i < METRICS; i++) {
            index.add(names.equals("fleet") ? Fleet.metric(i) : Fleet.metric(i) + '-' + i);
        }
    }

    @Benchmark
    public NameMatches search() {
        return index.search(words, LIMIT, () -> false);
    }
}
