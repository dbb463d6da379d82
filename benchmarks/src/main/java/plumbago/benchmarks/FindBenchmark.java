package plumbago.benchmarks;

import java.util.List;
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
import plumbago.carbon.index.IndexNode;
import plumbago.carbon.index.MetricIndex;

/** Finding names among a million of them, from one that is given whole to ten thousand that fit a pattern. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FindBenchmark {
    private static final int METRICS = 1_000_000;

    @Param({
        "fleet.site1.host04567.cpu.system.m37",
        "fleet.*",
        "fleet.site1.host04567.*.*.*",
        "fleet.*.host0456[0-9].cpu.{user,system}.*",
        "fleet.*.*.cpu.user.m00"
    })
    private String pattern;

    private final MetricIndex index = new MetricIndex();

    @Setup
    public void prepare() {
        for (int i = 0; i < METRICS; i++) {
            index.add(Fleet.metric(i));
        }
        if (index.find(pattern).isEmpty()) {
            throw new IllegalStateException(pattern + " finds nothing");
        }
    }

    @Benchmark
    public List<IndexNode> find() {
        return index.find(pattern);
    }
}
