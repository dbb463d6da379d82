package plumbago.carbon.cache;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import plumbago.benchmarks.Fleet;
import plumbago.carbon.point.NameHash;

/** Finding the handle of a name whose hash is known already, with the names in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(NameLookUpBenchmark.LOOK_UPS)
public class NameLookUpBenchmark {
    static final int LOOK_UPS = 100_000;

    @Param({"10000", "100000", "1000000"})
    private int metrics;

    private final SeriesTable table = new SeriesTable();
    private byte[] asked;
    private final int[] offsets = new int[LOOK_UPS + 1];
    private final int[] hashes = new int[LOOK_UPS];

    @Setup
    public void prepare() {
        for (int i = 0; i < metrics; i++) {
            byte[] name = Fleet.metric(i).getBytes(StandardCharsets.UTF_8);
            table.add(name, 0, name.length, NameHash.of(name, 0, name.length));
        }
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < LOOK_UPS; i++) {
            String name = Fleet.metric(random.nextInt(metrics));
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            hashes[i] = NameHash.of(bytes, 0, bytes.length);
            names.append(name);
            offsets[i + 1] = names.length();
        }
        asked = names.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public int find() {
        int sum = 0;
        for (int i = 0; i < LOOK_UPS; i++) {
            sum += table.find(asked, offsets[i], offsets[i + 1] - offsets[i], hashes[i]);
        }
        return sum;
    }
}
