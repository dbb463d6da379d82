package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.measure.Measures;

/**
 * Random points, late ones among them, with kills and changes of the rules between them, against lists of values: what came out
 * last of each interval is what carbon makes of all its values.
 */
class AggregatorModelTest {
    private static final long LATENESS = 600;
    private static final String[] METHODS = {"", "sum", "max", "p50"};

    @TempDir
    Path folder;

    /** A value with its time. */
    private record Value(long timestamp, double value) {}

    @Test
    void whateverComesWheneverAllSumsAreExact() throws Exception {
        for (int seed = 1; seed <= Integer.getInteger("plumbago.aggregator.runs", 25); seed++) {
            new Run(folder.resolve("run" + seed), seed).play();
        }
    }

    private static final class Run {
        private final Random random;
        private final Path folder;
        private final String said;
        private final AggregatorOptions options;

        /** By aggregate and beginning of the interval. */
        private final Map<String, List<Value>> model = new HashMap<>();

        private final Map<String, Double> cameOut = new TreeMap<>();
        private String changing = "sum";
        private TestAggregator aggregator;
        private int processes;
        private long now = 1_500_000_000;

        Run(Path folder, int seed) throws IOException {
            this.folder = folder;
            this.random = new Random(seed);
            this.said = "seed " + seed;
            this.options =
                    new AggregatorOptions(random.nextBoolean(), 2, random.nextInt(20), LATENESS, 64 << 20, false);
            writeRules(next());
            aggregator = new TestAggregator(next(), options, now, true);
        }

        private Path next() throws IOException {
            return Files.createDirectories(folder.resolve("" + processes));
        }

        private void writeRules(Path to) {
            TestAggregator.writeRules(
                    to,
                    "sum.<x> (10) = sum m.<x>.*",
                    "p90.<x> (60) = p90 m.<x>.*",
                    changing.isEmpty() ? "" : "changing (20) = " + changing + " m.*.*",
                    "last (30) = last m.*.*",
                    "avg.<y> (10) = avg late.<y>");
        }

        void play() throws Exception {
            for (int step = 0; step < 1500; step++) {
                int what = random.nextInt(1000);
                if (what < 8) {
                    kill();
                } else if (what < 14) {
                    changeRules();
                } else if (what < 250) {
                    tick(now + random.nextInt(what < 20 ? 900 : 15));
                } else if (what < 350) {
                    sendVeryLate();
                } else {
                    send();
                }
            }
            for (int i = 0; i < 70; i++) {
                tick(now + 1);
            }
            TreeMap<String, Double> expected = new TreeMap<>();
            model.forEach((interval, values) -> expected.put(interval, result(interval, values)));
            expected.forEach((interval, value) -> assertEquals(value, cameOut.get(interval), said + ' ' + interval));
            assertEquals(expected.keySet(), cameOut.keySet(), said);
            aggregator.close();
        }

        private void tick(long time) {
            now = time;
            aggregator.at(now);
            collect();
        }

        private void collect() {
            aggregator.made.forEach(out -> cameOut.put(out.name() + ' ' + out.timestamp(), out.value()));
            aggregator.made.clear();
        }

        private void send() {
            String part = "" + (char) ('a' + random.nextInt(4));
            long timestamp = now - (random.nextBoolean() ? random.nextInt(20) : random.nextInt((int) LATENESS));
            double value = value();
            double refused = refused();
            aggregator.send("m." + part + '.' + random.nextInt(3), timestamp, value);
            refused = refused() - refused;
            add("sum." + part, 10, timestamp, value);
            add("p90." + part, 60, timestamp, value);
            add("last", 30, timestamp, value);
            if (refused == 0 && !changing.isEmpty()) {
                add("changing", 20, timestamp, value);
            }
            // Of what had another rule before, that is over.
            assertTrue(refused == 0 || (refused == 1 && !changing.isEmpty()), said);
        }

        private void sendVeryLate() {
            long timestamp = now - random.nextInt(5 * (int) LATENESS);
            double value = value();
            double refused = refused();
            String part = "" + (char) ('a' + random.nextInt(2));
            aggregator.send("late." + part, timestamp, value);
            if (refused() == refused) {
                add("avg." + part, 10, timestamp, value);
            } else {
                assertTrue(timestamp < now - LATENESS, said + ": it was not late");
            }
        }

        private double value() {
            return random.nextBoolean() ? random.nextInt(1000) - 300 : random.nextGaussian();
        }

        private double refused() {
            Measures measures = new Measures();
            aggregator.sink.register(measures);
            return measures.value("plumbago_aggregator_points_too_late_total").orElseThrow();
        }

        private void add(String aggregate, int frequency, long timestamp, double value) {
            String interval = aggregate + ' ' + (timestamp - timestamp % frequency);
            model.computeIfAbsent(interval, key -> new ArrayList<>()).add(new Value(timestamp, value));
        }

        private void changeRules() throws IOException {
            chooseRules();
            writeRules(next());
            now += 10;
            aggregator.at(now);
            collectWithoutOldRule();
        }

        private void chooseRules() {
            String before = changing;
            changing = METHODS[random.nextInt(METHODS.length)];
            if (!changing.equals(before)) {
                // What came out of it by the old rule stays as it is, or is begun anew where time goes on.
                model.keySet().removeIf(interval -> interval.startsWith("changing "));
                cameOut.keySet().removeIf(interval -> interval.startsWith("changing "));
            }
            forgetsChanging = !changing.equals(before);
        }

        private boolean forgetsChanging;

        /** Another process goes on with what the files were at a moment. */
        private void kill() throws IOException {
            Path before = next();
            processes++;
            Path journal = Files.createDirectories(next().resolve("journal"));
            try (Stream<Path> files = Files.list(before.resolve("journal"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, journal.resolve(file.getFileName()));
                }
            }
            aggregator.close();
            forgetsChanging = false;
            if (random.nextInt(4) == 0) {
                chooseRules();
            }
            writeRules(next());
            aggregator = new TestAggregator(next(), options, now, true);
            collectWithoutOldRule();
        }

        private void collectWithoutOldRule() {
            if (forgetsChanging) {
                aggregator.made.removeIf(out -> out.name().equals("changing"));
            }
            collect();
        }

        private double result(String interval, List<Value> values) {
            double[] all = values.stream().mapToDouble(Value::value).toArray();
            double sum = 0;
            for (double value : all) {
                sum += value;
            }
            String name = interval.substring(0, interval.indexOf(' '));
            return switch (name.split("\\.")[0]) {
                case "sum" -> sum;
                case "avg" -> sum / all.length;
                case "p90" -> Percentile.of(all, all.length, 0.9);
                case "last" -> last(values);
                default ->
                    switch (changing) {
                        case "sum" -> sum;
                        case "max" -> Arrays.stream(all).max().orElseThrow();
                        default -> Percentile.of(all, all.length, 0.5);
                    };
            };
        }

        private static double last(List<Value> values) {
            Value last = values.get(0);
            for (Value value : values) {
                last = value.timestamp() >= last.timestamp() ? value : last;
            }
            return last.value();
        }
    }
}
