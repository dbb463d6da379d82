package plumbago.base.http;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
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
import plumbago.benchmarks.Fleet;
import plumbago.benchmarks.TemporaryFolder;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.storage.WaitingPoints;
import plumbago.carbon.storage.whisper.WhisperStorage;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.GraphSettings;
import plumbago.web.render.RenderHandler;
import plumbago.web.render.service.RenderLimits;
import plumbago.whisper.Allocation;

/** Answering a render request for a day of ten series, one point a minute, from their files to the bytes of the JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RenderBenchmark {
    private static final int SERIES = 10;
    private static final int STEP = 60;
    private static final int DAY = 24 * 60;
    private static final long NOW = Fleet.START + (long) DAY * STEP;

    @Param({"series.*", "sumSeries(series.*)", "movingAverage(series.*,5)"})
    private String target;

    private TemporaryFolder folder;
    private WhisperStorage storage;
    private final Router router = new Router();

    @Setup
    public void prepare() throws IOException {
        folder = new TemporaryFolder();
        SeriesLayout layout = SeriesLayout.of(new Retention(STEP, 2 * DAY));
        storage = new WhisperStorage(
                folder.path(),
                metric -> layout,
                new WhisperStorage.Options(Allocation.RESERVED, SERIES, true, false),
                new PointCounters());
        MetricIndex index = new MetricIndex();
        long[] timestamps = new long[DAY];
        double[] values = new double[DAY];
        for (int series = 0; series < SERIES; series++) {
            for (int i = 0; i < DAY; i++) {
                timestamps[i] = Fleet.START + (i + 1L) * STEP;
                values[i] = Math.rint(1e6 * Math.sin(i + series)) / 1e3;
            }
            String metric = "series.number" + series;
            storage.write(metric, timestamps, values, DAY, NOW, () -> true);
            index.add(metric);
        }
        SeriesReader reader = (metric, from, until, now) -> storage.read(metric, from, until, now, WaitingPoints.NONE);
        new RenderHandler(
                        index,
                        reader,
                        new TagIndex(),
                        new EventStore(),
                        Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                        System::nanoTime,
                        ZoneOffset.UTC,
                        RenderLimits.defaults(),
                        AnswerCaching.none(),
                        GraphSettings.defaults())
                .register(router);
    }

    @TearDown
    public void remove() throws IOException {
        storage.close();
        folder.close();
    }

    @Benchmark
    public WebResponse render() throws Exception {
        String query = "from=-24h&format=json&target=" + target;
        WebRequest request = new WebRequest("GET", "/render", query, Map.of(), new byte[0], () -> false);
        WebResponse response = router.handle(request);
        request.end();
        return response;
    }
}
