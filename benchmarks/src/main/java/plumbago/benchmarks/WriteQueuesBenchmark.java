package plumbago.benchmarks;

import java.nio.charset.StandardCharsets;
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
import org.openjdk.jmh.annotations.Warmup;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;

/** Putting points of known metrics into their queues, and taking them out as the writer does; the time of one point. */
public class WriteQueuesBenchmark {
    static final int POINTS = 1_000_000;
    private static final int POINTS_IN_BATCH = 1_000;

    /** A million points, each metric's in the order of their times, and queues that know the metrics. */
    @State(Scope.Thread)
    public abstract static class Queues {
        @Param({"10000", "100000", "1000000"})
        private int metrics;

        private final PointBatch[] batches = new PointBatch[POINTS / POINTS_IN_BATCH];
        private final QueuedPoints taken = new QueuedPoints();
        private final WriteQueues queues = new WriteQueues(
                1, new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true), 1, NameVerdict::of, new PointCounters());

        @Setup(Level.Trial)
        public void prepare() {
            byte[][] names = new byte[metrics / POINTS_IN_BATCH][];
            int[][] offsets = new int[names.length][POINTS_IN_BATCH + 1];
            for (int i = 0; i < names.length; i++) {
                StringBuilder text = new StringBuilder();
                for (int j = 0; j < POINTS_IN_BATCH; j++) {
                    text.append(Fleet.metric(i * POINTS_IN_BATCH + j));
                    offsets[i][j + 1] = text.length();
                }
                names[i] = text.toString().getBytes(StandardCharsets.UTF_8);
            }
            for (int i = 0; i < batches.length; i++) {
                batches[i] = new PointBatch();
                byte[] bytes = names[i % names.length];
                int[] at = offsets[i % names.length];
                long timestamp = Fleet.START + 10L * (i / names.length);
                batches[i].reset(bytes);
                for (int j = 0; j < POINTS_IN_BATCH; j++) {
                    int length = at[j + 1] - at[j];
                    batches[i].add(at[j], length, NameHash.of(bytes, at[j], length), timestamp, j);
                }
            }
            fill();
            empty();
        }

        final void fill() {
            for (PointBatch batch : batches) {
                queues.intake().accept(batch);
            }
        }

        final long empty() {
            long sum = 0;
            for (int series : queues.drain().takeWaiting()) {
                queues.drain().copy(series, Integer.MAX_VALUE, taken);
                int count = taken.size();
                taken.sort();
                sum += taken.timestamps()[0];
                queues.drain().remove(series, count);
            }
            return sum;
        }
    }

    /** Queues without points. */
    public static class EmptyQueues extends Queues {
        @Setup(Level.Invocation)
        public void drain() {
            empty();
        }
    }

    /** Queues with a million points. */
    public static class FullQueues extends Queues {
        @Setup(Level.Invocation)
        public void enqueue() {
            fill();
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Fork(1)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    @OperationsPerInvocation(POINTS)
    public void enqueue(EmptyQueues state) {
        state.fill();
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Fork(1)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    @OperationsPerInvocation(POINTS)
    public long drain(FullQueues state) {
        return state.empty();
    }
}
