package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import plumbago.benchmarks.Fleet;
import plumbago.benchmarks.TemporaryFolder;
import plumbago.carbon.cache.PointJournal.SeriesNames;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.whisper.FileSpace;

/** Writing points down in batches of a thousand, and reading them back into the queues; the time of one point. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(JournalBenchmark.POINTS)
public class JournalBenchmark {
    static final int POINTS = 1_000_000;
    private static final int POINTS_IN_BATCH = 1_000;

    @Param({"10000", "100000", "1000000"})
    private int metrics;

    private final PointBatch[] batches = new PointBatch[POINTS / POINTS_IN_BATCH];
    private TemporaryFolder folder;
    private SeriesNames names;
    private Journal journal;
    private Path replayed;

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        byte[][] bytes = new byte[metrics][];
        for (int i = 0; i < metrics; i++) {
            bytes[i] = Fleet.metric(i).getBytes(StandardCharsets.UTF_8);
        }
        names = new SeriesNames() {
            @Override
            public void copyName(int series, java.nio.ByteBuffer into) {
                into.put(bytes[series]);
            }

            @Override
            public int nameLength(int series) {
                return bytes[series].length;
            }
        };
        for (int i = 0; i < batches.length; i++) {
            batches[i] = new PointBatch();
            for (int j = 0; j < POINTS_IN_BATCH; j++) {
                int point = i * POINTS_IN_BATCH + j;
                batches[i].add(point % metrics, Fleet.START + 10L * (point / metrics), j);
            }
        }
        folder = new TemporaryFolder();
        journal = open(folder.path().resolve("appended"));
        replayed = folder.path().resolve("replayed");
        Journal once = open(replayed);
        for (PointBatch batch : batches) {
            once.append(batch, names);
        }
        once.close(false, names);
    }

    private static Journal open(Path path) throws IOException {
        return new Journal(
                new SegmentFolder(path, FileSpace::reserve),
                new JournalOptions(path, 4L << 30, Duration.ZERO, FileSpace::reserve, Optional::empty),
                List.of(),
                0,
                new PointCounters(),
                Clock.systemUTC());
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        journal.close(true, names);
        folder.close();
    }

    @Benchmark
    public long append() {
        long last = 0;
        for (PointBatch batch : batches) {
            last = journal.append(batch, names);
        }
        journal.removeBefore(journal.segment());
        return last;
    }

    @Benchmark
    public long replay() throws IOException {
        PointCounters counters = new PointCounters();
        WriteQueues queues =
                new WriteQueues(1, new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, true), 1, NameVerdict::of, counters);
        List<Damage> damages = new ArrayList<>();
        new Replay(new SegmentFolder(replayed).list(damages), damages)
                .run(queues.journaled(), (bytes, offset, length) -> true, counters);
        if (counters.replayed() != POINTS || !damages.isEmpty()) {
            throw new IllegalStateException("replayed " + counters.replayed() + ", " + damages);
        }
        return queues.measures().queuedPoints();
    }
}
