package plumbago.carbon.receiver;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import plumbago.benchmarks.Fleet;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;

/** Reading lines out of what came off a socket at once, some 64 KB; the time is that of one line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ParseBenchmark.LINES)
public class ParseBenchmark {
    static final int LINES = 1_200;

    private byte[] bytes;
    private int end;
    private long sum;
    private LineParser parser;

    @Setup
    public void prepare() {
        byte[] lines = Fleet.lines(LINES);
        end = lines.length;
        bytes = Arrays.copyOf(lines, end + LineParser.PADDING);
        PointCounters counters = new PointCounters();
        parser = new LineParser(this::accept, counters, new RejectedLines(counters, () -> 0), () -> 0);
    }

    private void accept(PointBatch batch) {
        sum += batch.size();
    }

    @Benchmark
    public long parse() {
        parser.parse(bytes, 0, end, "");
        return sum;
    }

    /** The upper bound: every byte is looked at once, eight at a time, and nothing is made of it. */
    @Benchmark
    public int countNewlines() {
        return newlines(bytes, end);
    }

    /** How many of the first bytes are newlines; there are seven more behind them, which may be anything. */
    static int newlines(byte[] bytes, int end) {
        int newlines = 0;
        int at = 0;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            newlines += newlines(NameHash.word(bytes, at), 0);
        }
        return at == end ? newlines : newlines + newlines(NameHash.word(bytes, at), Long.BYTES - end + at);
    }

    /** Newlines in a word whose last bytes do not count. */
    private static int newlines(long word, int without) {
        long other = word ^ 0x0A0A0A0A0A0A0A0AL;
        // A byte of zeros, and nothing else, leaves its highest bit unset here.
        long rest = (other & 0x7F7F7F7F7F7F7F7FL) + 0x7F7F7F7F7F7F7F7FL | other | 0x7F7F7F7F7F7F7F7FL;
        return Long.bitCount(~rest << (Byte.SIZE * without));
    }
}
