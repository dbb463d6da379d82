package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.HttpServer;
import plumbago.base.http.Router;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.render.format.AnswerFormat;
import plumbago.web.render.format.AnswerOptions;
import plumbago.web.render.format.AnswerSize;
import plumbago.web.render.format.FormatCatalogue;
import plumbago.web.render.series.Series;
import plumbago.web.render.service.RenderLimits;
import plumbago.web.render.service.RenderService;

/** A format takes a class and a place in the catalogue, and nothing else. */
final class FormatOfOnesOwnTest {
    private static final long NOW = 1_700_000_040;

    /** The last value of each series on a line. */
    private static final class LastFormat implements AnswerFormat {
        @Override
        public List<String> names() {
            return List.of("last");
        }

        @Override
        public List<String> flags() {
            return List.of("lastOnly");
        }

        @Override
        public String contentType() {
            return "text/plain";
        }

        @Override
        public long mostBytes(Series series, AnswerOptions options, Work work) {
            return 3L * series.name().length() + AnswerSize.VALUE;
        }

        @Override
        public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
            for (Series series : all) {
                work.done(1);
                to.utf8(series.name())
                        .put(' ')
                        .number(series.values()[series.size() - 1])
                        .put('\n');
            }
        }
    }

    private static String ask(int port, String query) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/render?target=a.*&" + query);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " "
                + answer.headers().firstValue("content-type").orElse("") + "\n" + answer.body();
    }

    @Test
    void isAskedForByNameOrByFlag() throws Exception {
        MetricIndex index = new MetricIndex();
        index.add("a.one");
        index.add("a.three");
        Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
        RenderService service = new RenderService(
                index,
                (metric, from, until, now) ->
                        Optional.of(new SeriesRange(NOW - 120, NOW, 60, new double[] {0, metric.length()})),
                new TagIndex(),
                new EventStore(),
                clock,
                System::nanoTime,
                ZoneOffset.UTC,
                RenderLimits.defaults());
        Router router = new Router();
        new RenderHandler(
                        service,
                        FormatCatalogue.standard().with(new LastFormat()),
                        clock,
                        ZoneOffset.UTC,
                        Duration.ofMinutes(1),
                        AnswerCaching.none(),
                        GraphSettings.defaults())
                .register(router);
        try (HttpServer server = new HttpServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, HttpOptions.defaults())) {
            server.start();
            String expected = "200 text/plain\na.one 5.0\na.three 7.0\n";
            assertEquals(expected, ask(server.port(), "format=last"));
            assertEquals(expected, ask(server.port(), "lastOnly&format=json"));
            assertEquals(
                    "200 text/plain\na.one,1699999920,1700000040,60|0.0,5.0\na.three,1699999920,1700000040,60|0.0,7.0\n",
                    ask(server.port(), "format=raw"));
        }
    }
}
