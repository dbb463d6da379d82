package plumbago.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import plumbago.whisper.Allocation;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/**
 * Making a file of two archives, 10s:6h,1m:7d. On ext4 the figures grow for some minutes after many files were deleted,
 * since the file system then passes over their places; few iterations, therefore.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class WhisperCreateBenchmark {
    @Param({"RESERVED", "SPARSE"})
    private Allocation allocation;

    private WhisperLayout layout;
    private TemporaryFolder folder;
    private int number;

    @Setup
    public void prepare() throws IOException {
        folder = new TemporaryFolder();
        layout = WhisperLayout.of(new Retention(10, 2160), new Retention(60, 10080));
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        folder.close();
    }

    @Benchmark
    public void create() throws IOException {
        number++;
        WhisperFile.create(folder.path().resolve("m" + number + ".wsp"), layout, allocation);
    }
}
