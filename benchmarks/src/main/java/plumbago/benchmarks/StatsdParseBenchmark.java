package plumbago.benchmarks;

import java.io.IOException;
import java.util.List;
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
import plumbago.statsd.journal.CountJournal;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.Metrics;
import plumbago.statsd.packet.BadLines;
import plumbago.statsd.packet.PacketParser;
import plumbago.statsd.packet.UnusualLines;

/**
 * Adding up StatsD's packets of twenty samples whose names are known, with the journal and without it; the time of one sample.
 * Before each call an interval ends, as without a flush the values of timers would become more and more; that is not in the time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(StatsdParseBenchmark.SAMPLES)
public class StatsdParseBenchmark {
    static final int SAMPLES = 200_000;
    private static final int SAMPLES_IN_PACKET = 20;

    /** Packets that come in at a time, and are written down together. */
    private static final int PACKETS_IN_ROUND = 8;

    private static final long JOURNAL_BYTES = 1L << 30;
    private static final int MAX_METRICS = 1_000_000;
    private static final int EXACT_VALUES = 10_000;
    private static final int MAX_VALUES = 4_000_000;
    private static final int MOST_BYTES = 65_535;

    @Param({"1000", "50000"})
    private int metrics;

    @Param({"false", "true"})
    private boolean journal;

    private final byte[] bytes = new byte[MOST_BYTES + PacketParser.SLACK];
    private List<byte[]> packets;
    private TemporaryFolder folder;
    private CountJournal written;
    private Metrics counted;
    private PacketParser parser;

    private long intervals;

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        packets = Samples.packets(metrics, SAMPLES, SAMPLES_IN_PACKET);
        folder = new TemporaryFolder();
        counted = new Metrics(MAX_METRICS, EXACT_VALUES, MAX_VALUES);
        written =
                journal ? CountJournal.open(folder.path(), JOURNAL_BYTES, counted, Runnable::run) : CountJournal.none();
        counted.settle();
        counted.journalTo(written);
        if (!written.renew(counted)) {
            throw new IOException("no journal can be begun in " + folder.path());
        }
        parser = new PacketParser(counted, new UnusualLines(counted, new BadLines(() -> 0), true, null));
        // From here on all names are known.
        long unused = parse();
    }

    @Setup(Level.Invocation)
    public void endInterval() {
        EndedInterval ended = counted.endInterval(++intervals * 1000);
        ended.values().clear();
        counted.flushed(ended.values());
        written.commit();
        if (written.isGrown()) {
            boolean unused = written.renew(counted);
        }
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        written.close();
        folder.close();
    }

    @Benchmark
    public long parse() {
        int inRound = 0;
        for (byte[] packet : packets) {
            System.arraycopy(packet, 0, bytes, 0, packet.length);
            bytes[packet.length] = '\n';
            parser.parse(bytes, 0, packet.length);
            if (++inRound == PACKETS_IN_ROUND) {
                written.commit();
                inRound = 0;
            }
        }
        return parser.takeLines();
    }

    /** What cannot be done without: the packets' bytes are copied out of the socket's buffer, and nothing is made of them. */
    @Benchmark
    public int copy() {
        int sum = 0;
        for (byte[] packet : packets) {
            System.arraycopy(packet, 0, bytes, 0, packet.length);
            sum += bytes[packet.length - 1];
        }
        return sum;
    }
}
