package plumbago.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
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
import plumbago.whisper.FetchResult;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** Reading the last day or the last year of points, one a minute, out of a file that is open and in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WhisperFetchBenchmark {
    private static final int STEP = 60;
    private static final int YEAR = 365 * 24 * 60;
    private static final int POINT_BYTES = 12;

    /** Days that are read. */
    @Param({"1", "365"})
    private int days;

    private TemporaryFolder folder;
    private WhisperFile mapped;
    private WhisperFile channel;
    private FileChannel plain;
    private ByteBuffer copy;
    private long now;

    @Setup
    public void create() throws IOException {
        folder = new TemporaryFolder();
        Path path = folder.path().resolve("m.wsp");
        WhisperFile.create(path, WhisperLayout.of(new Retention(STEP, YEAR)));
        mapped = WhisperFile.open(path, Access.MAPPED);
        channel = WhisperFile.openReadOnly(path, Access.CHANNEL);
        plain = FileChannel.open(path);
        copy = ByteBuffer.allocateDirect(days * 24 * 60 * POINT_BYTES);
        now = Fleet.START + (long) YEAR * STEP;
        long[] timestamps = new long[YEAR];
        double[] values = new double[YEAR];
        for (int i = 0; i < YEAR; i++) {
            timestamps[i] = Fleet.START + (i + 1L) * STEP;
            values[i] = i;
        }
        mapped.updateMany(timestamps, values, YEAR, now);
    }

    @TearDown
    public void remove() throws IOException {
        plain.close();
        channel.close();
        mapped.close();
        folder.close();
    }

    @Benchmark
    public Optional<FetchResult> fetchMapped() throws IOException {
        return mapped.fetch(now - days * 86_400L, now, now);
    }

    @Benchmark
    public Optional<FetchResult> fetchByChannel() throws IOException {
        return channel.fetch(now - days * 86_400L, now, now);
    }

    /** The upper bound: the same bytes, copied as they are. */
    @Benchmark
    public int copyBytes() throws IOException {
        copy.clear();
        return plain.read(copy, plain.size() - copy.capacity());
    }
}
