package plumbago.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import plumbago.whisper.Access;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** Storing points in a file of three archives, 10s:6h,1m:7d,10m:1y; time goes on by 10 seconds with each point. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WhisperUpdateBenchmark {
    private static final int STEP = 10;
    private static final int BATCH = 100;

    @Param
    private Access access;

    private final long[] timestamps = new long[BATCH];
    private final double[] values = new double[BATCH];
    private TemporaryFolder folder;
    private Path path;
    private WhisperFile file;
    private long now = Fleet.START;

    @Setup
    public void create() throws IOException {
        folder = new TemporaryFolder();
        path = folder.path().resolve("m.wsp");
        WhisperFile.create(
                path, WhisperLayout.of(new Retention(10, 2160), new Retention(60, 10080), new Retention(600, 52560)));
        file = WhisperFile.open(path, access);
    }

    @TearDown
    public void remove() throws IOException {
        file.close();
        folder.close();
    }

    /** One point, in a file that stays open. */
    @Benchmark
    public void onePoint() throws IOException {
        now += STEP;
        file.update(now, 1.5, now);
    }

    /** A hundred points that follow one another, in a file that stays open; the time is that of all of them. */
    @Benchmark
    public void hundredPoints() throws IOException {
        fillBatch();
        file.updateMany(timestamps, values, BATCH, now);
    }

    /** A hundred points in a file that is opened for them, as the writer does beyond the files that stay open. */
    @Benchmark
    public void openHundredPointsClose() throws IOException {
        fillBatch();
        try (WhisperFile once = WhisperFile.open(path, access)) {
            once.updateMany(timestamps, values, BATCH, now);
        }
    }

    private void fillBatch() {
        for (int i = 0; i < BATCH; i++) {
            now += STEP;
            timestamps[i] = now;
            values[i] = i;
        }
    }
}
