package plumbago.carbon.aggregator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.RuleFile;
import plumbago.carbon.goldens.SimulatedClock;
import plumbago.carbon.name.NamePipeline;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.rules.AggregationRules;
import plumbago.carbon.rules.NameRules;
import plumbago.carbon.stats.PointCounters;

/** An aggregator with a clock that is set by hand, whose sinks remember what they get. */
final class TestAggregator implements AutoCloseable {
    static final AggregatorOptions EXACT = new AggregatorOptions(true, 5, 0, 3600, 64 << 20, false);
    static final AggregatorOptions AS_CARBON = new AggregatorOptions(true, 5, 0, 0, 64 << 20, false);

    /** A point that came out. */
    record Out(long at, String name, long timestamp, double value) {
        /** Without when it came. */
        String point() {
            return name + ' ' + timestamp + ' ' + value;
        }
    }

    final List<Out> forwarded = new ArrayList<>();
    final List<Out> made = new ArrayList<>();
    final PointCounters counters = new PointCounters();
    final AggregatorSink sink;
    private final Path folder;
    private long now;

    /** @param folder has the files of rules, and the journal below it */
    TestAggregator(Path folder, AggregatorOptions options, long now, boolean isKept) throws IOException {
        this.folder = folder;
        this.now = now;
        SimulatedClock clock = new SimulatedClock(() -> this.now * 1000);
        try {
            NameRules names = new NameRules(folder, true, "rewrite-rules.conf", clock);
            sink = AggregatorSink.open(new AggregatorSetup(
                    options,
                    RuleFile.open(
                            folder.resolve("aggregation-rules.conf"),
                            AggregationRules::parse,
                            AggregationRules.EMPTY,
                            true,
                            RuleFile.LISTS,
                            clock),
                    new Timestamps(1, true, () -> this.now),
                    new NamePipeline(names, Optional::of, clock),
                    batch -> remember(batch, forwarded),
                    batch -> remember(batch, made),
                    counters,
                    clock,
                    isKept ? Optional.of(folder.resolve("journal")) : Optional.empty(),
                    Runnable::run));
        } catch (ConfigException e) {
            throw new IOException(e);
        }
    }

    static void writeRules(Path folder, String... rules) {
        try {
            Files.writeString(folder.resolve("aggregation-rules.conf"), String.join("\n", rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void remember(PointBatch batch, List<Out> all) {
        for (int i = 0; i < batch.size(); i++) {
            all.add(new Out(now, batch.name(i), batch.timestamp(i), batch.value(i)));
            byte[] name = batch.name(i).getBytes(StandardCharsets.UTF_8);
            if (NameHash.of(name, 0, name.length) != batch.nameHash(i)) {
                throw new IllegalStateException("not the hash of " + batch.name(i));
            }
        }
    }

    long now() {
        return now;
    }

    void send(String name, long timestamp, double value) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        PointBatch batch = new PointBatch();
        batch.reset(bytes);
        batch.add(0, bytes.length, NameHash.of(bytes, 0, bytes.length), timestamp, value);
        sink.accept(batch);
    }

    /** The clock jumps. */
    void at(long time) {
        now = time;
        sink.tick(time);
    }

    /** The clock goes on second by second. */
    void run(long until) {
        while (now < until) {
            at(now + 1);
        }
    }

    /** What was made since the last time, without when. */
    List<String> made() {
        List<String> points = made.stream().map(Out::point).toList();
        made.clear();
        return points;
    }

    Path journal() {
        return folder.resolve("journal");
    }

    @Override
    public void close() {
        sink.close();
    }
}
