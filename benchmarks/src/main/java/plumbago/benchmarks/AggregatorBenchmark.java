package plumbago.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import plumbago.base.config.ConfigException;
import plumbago.base.config.RuleFile;
import plumbago.carbon.aggregator.AggregatorOptions;
import plumbago.carbon.aggregator.AggregatorSetup;
import plumbago.carbon.aggregator.AggregatorSink;
import plumbago.carbon.name.NamePipeline;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.rules.AggregationRules;
import plumbago.carbon.rules.NameRules;
import plumbago.carbon.stats.PointCounters;

/** Aggregating points of known metrics, journal included; the time of one point. Each metric is part of one aggregate. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AggregatorBenchmark {
    private static final int POINTS = 100_000;
    private static final int METRICS = 10_000;
    private static final int POINTS_IN_BATCH = 1_000;

    @Param({"1", "100"})
    private int rules;

    private final PointBatch[] batches = new PointBatch[POINTS / POINTS_IN_BATCH];
    private TemporaryFolder folder;
    private AggregatorSink sink;
    private long now = Fleet.START;
    private long passedOn;

    /** A sink that knows the metrics, and batches of ten points of each. */
    @Setup(Level.Trial)
    public void prepare() throws IOException, ConfigException {
        folder = new TemporaryFolder();
        Path file = folder.path().resolve("aggregation-rules.conf");
        StringBuilder text = new StringBuilder();
        for (int rule = 0; rule < rules; rule++) {
            text.append("all.r")
                    .append(rule)
                    .append(".<n> (60) = sum servers.r")
                    .append(rule)
                    .append(".*.<n>\n");
        }
        Files.writeString(file, text);
        Clock clock = Clock.systemUTC();
        sink = AggregatorSink.open(new AggregatorSetup(
                new AggregatorOptions(true, 5, 0, 3600, 256 << 20, false),
                RuleFile.open(file, AggregationRules::parse, AggregationRules.EMPTY, true, RuleFile.LISTS, clock),
                new Timestamps(1, false, () -> clock.millis() / 1000),
                new NamePipeline(new NameRules(folder.path(), false, "", clock), Optional::of, clock),
                batch -> passedOn += batch.size(),
                batch -> passedOn += batch.size(),
                new PointCounters(),
                clock,
                Optional.of(folder.path().resolve("journal")),
                Runnable::run));
        for (int i = 0; i < batches.length; i++) {
            batches[i] = batch(i);
        }
    }

    private PointBatch batch(int number) {
        StringBuilder names = new StringBuilder();
        int[] ends = new int[POINTS_IN_BATCH];
        for (int i = 0; i < POINTS_IN_BATCH; i++) {
            int metric = (number * POINTS_IN_BATCH + i) % METRICS;
            names.append("servers.r")
                    .append(metric % rules)
                    .append(".host")
                    .append(metric)
                    .append(".cpu");
            ends[i] = names.length();
        }
        byte[] bytes = names.toString().getBytes(StandardCharsets.UTF_8);
        PointBatch batch = new PointBatch();
        batch.reset(bytes);
        for (int i = 0; i < POINTS_IN_BATCH; i++) {
            int at = i == 0 ? 0 : ends[i - 1];
            batch.add(at, ends[i] - at, NameHash.of(bytes, at, ends[i] - at), now, i);
        }
        return batch;
    }

    /** Ten points of each metric come in within a second. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long aggregate() {
        now++;
        for (PointBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                batch.setTimestamp(i, now);
            }
            sink.accept(batch);
        }
        sink.tick(now);
        return passedOn;
    }

    /** Closes the journal. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        sink.close();
        folder.close();
    }
}
