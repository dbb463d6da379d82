package plumbago.benchmarks;

import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.Warmup;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.format.AnswerFormat;
import plumbago.web.render.format.AnswerOptions;
import plumbago.web.render.format.FormatCatalogue;
import plumbago.web.render.series.Series;

/** Writing a series of a day at 10 seconds as JSON: values with all their digits, with three decimals, and counts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {
    private static final int POINTS = 8640;

    @Param({"computed", "decimals", "counts"})
    private String kind;

    private final AnswerFormat json = FormatCatalogue.standard().named("json");
    private final AnswerOptions options =
            new AnswerOptions(Fleet.START, Fleet.START + 10L * POINTS, ZoneOffset.UTC, 0, false);
    private List<Series> series;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            values[i] = switch (kind) {
                case "computed" -> 50 * Math.sin(i / 90.0) + random.nextDouble();
                case "decimals" -> random.nextInt(100_000) / 1000.0;
                default -> random.nextInt(100_000);
            };
        }
        series = List.of(new Series("a.b.c", Fleet.START, Fleet.START + 10L * POINTS, 10, values));
    }

    @Benchmark
    public int write() {
        Bytes out = new Bytes(POINTS * 36);
        json.write(series, options, Work.unwatched(), bytes -> {}, out);
        return out.length();
    }
}
