package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesOrigin;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.store.StateFolder;

/** {@code explain=1}: why a number is what it is. The clock that tells how long steps take goes on by 1 ms at each look. */
class ExplainTest {
    private static final long NOW = 1_700_000_040;
    private static final SeriesLayout FINE =
            new SeriesLayout(List.of(new Retention(60, 1440), new Retention(3600, 720)), 0.25f, AggregationMethod.SUM);
    private static final SeriesLayout COARSE = SeriesLayout.of(new Retention(120, 720));

    private final AtomicLong nanos = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    /** Of each minute, or of every second one, and every fourth point is missing. */
    private static final SeriesReader READER = new SeriesReader() {
        @Override
        public Optional<SeriesRange> read(String metric, long from, long until, long now) throws IOException {
            int step = metric.endsWith("slow") ? 120 : 60;
            long start = from - Math.floorMod(from, step) + step;
            double[] values = new double[(int) ((until - start) / step) + 1];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 4 == 3 ? Double.NaN : i;
            }
            return Optional.of(new SeriesRange(start, start + (long) values.length * step, step, values));
        }

        @Override
        public SeriesOrigin origin(String metric) {
            return new SeriesOrigin(Optional.of(metric.endsWith("slow") ? COARSE : FINE), 2);
        }
    };

    @BeforeEach
    void start() throws Exception {
        MetricIndex index = new MetricIndex();
        List.of("a.one", "a.two", "a.slow").forEach(index::add);
        server = new WebServer(
                "127.0.0.1",
                0,
                READER,
                index,
                StateFolder.inMemory(index),
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                () -> nanos.getAndAdd(1_000_000),
                "test",
                WebOptions.defaults());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> ask(String query) throws Exception {
        URI uri = URI.create(
                "http://127.0.0.1:" + server.port() + "/render?from=" + (NOW - 3600) + "&until=" + NOW + "&" + query);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode explained(String query) throws Exception {
        HttpResponse<String> answer = ask("explain=1&" + query);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Cache-Control").orElse("").contains("no-store"));
        return new ObjectMapper().readTree(answer.body());
    }

    private static String encoded(String target) {
        return URLEncoder.encode(target, StandardCharsets.UTF_8);
    }

    @Test
    void eachReadNamesItsArchives() throws Exception {
        JsonNode read = explained("target=a.*").at("/targets/0/of/0");
        assertEquals("a.*", read.get("path").asText());
        assertEquals(NOW - 3600, read.get("from").asLong());
        assertEquals(3, read.get("series").asInt());
        assertEquals(60 + 60 + 30, read.get("points").asInt());
        assertEquals(15 + 15 + 7, read.get("nulls").asInt());
        assertEquals(2, read.get("reads").size());
        int coarse = read.at("/reads/1/series").asInt() == 1 ? 1 : 0;
        JsonNode slow = read.at("/reads/" + coarse);
        assertEquals("a.slow", slow.get("example").asText());
        assertEquals(120, slow.get("secondsPerPoint").asInt());
        JsonNode others = read.at("/reads/" + (1 - coarse));
        assertEquals(2, others.get("series").asInt());
        assertEquals("sum", others.get("aggregationMethod").asText());
        assertEquals(0.25, others.get("xFilesFactor").asDouble());
        assertEquals(4, others.get("waitingPoints").asInt());
        assertEquals(NOW - 60, others.get("newest").asLong());
        assertEquals(3600, others.at("/archives/1/secondsPerPoint").asInt());
        assertEquals(720, others.at("/archives/1/points").asInt());
    }

    @Test
    void callsAreATreeWithTimes() throws Exception {
        JsonNode target = explained("target=" + encoded("alias(sumSeries(a.one,scale(a.two,2)),'x')")
                        + "&target=a.one&maxDataPoints=30")
                .at("/targets/0");
        assertEquals(1, target.get("series").asInt());
        assertEquals("alias", target.at("/of/0/function").asText());
        JsonNode sum = target.at("/of/0/of/0");
        assertEquals("sumSeries(a.one,scale(a.two,2))", sum.get("call").asText());
        assertEquals("a.one", sum.at("/of/0/path").asText());
        assertEquals("a.two", sum.at("/of/1/of/0/path").asText());
        assertEquals(60, sum.get("points").asInt());
        assertTrue(sum.get("ms").asDouble() > sum.at("/of/1/ms").asDouble());
        assertTrue(target.get("ms").asDouble() > sum.get("ms").asDouble());
        assertEquals(2, target.at("/consolidation/0/valuesPerPoint").asInt());
        assertEquals(120, target.at("/consolidation/0/step").asInt());
        assertEquals("average", target.at("/consolidation/0/function").asText());
    }

    @Test
    void readsByTheFunctionItselfAreInItsCall() throws Exception {
        JsonNode call =
                explained("target=" + encoded("movingAverage(a.one,'5min')")).at("/targets/0/of/0");
        assertTrue(call.get("of").size() >= 1, call.toString());
        assertEquals(
                NOW - 3600 - 300,
                call.at("/of/" + (call.get("of").size() - 1) + "/from").asLong());
    }

    @Test
    void columnsComeAlongWhereTheyAreAskedFor() throws Exception {
        JsonNode answer = explained("target=a.o*&target=a.none&target=a.t*&format=columns");
        assertEquals(1, answer.at("/targets/0/series").asInt());
        assertEquals(0, answer.at("/targets/1/series").asInt());
        assertEquals("a.two", answer.at("/series/1/target").asText());
        assertEquals(0, answer.at("/series/0/index").asInt());
        assertEquals(2, answer.at("/series/1/index").asInt());
        assertFalse(explained("target=a.o*&format=json").has("series"));
        assertTrue(ask("explain=0&format=json&target=a.one").body().startsWith("[{"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sumSeries(a.*; 13; expected , or )",
                "scale(a.one,2}; 13; expected , or )",
                "a.one); 5; nothing can stand here: expected the end, or | and a call",
                "alias(a.one,'x); 12; this text has no closing quote",
                "a.{one,two; 10; the braces are not closed: expected , or }",
                "sumSeries(a.one,); 16; expected a name, a call, a number or a text",
                "a..one; 2; expected the next part of the name",
            })
    void whatIsDroppedWithoutAWordIsToldHere(String target, int at, String sentence) throws Exception {
        JsonNode mistake = explained("target=" + encoded(target)).at("/targets/0/mistake");
        assertEquals(at, mistake.path("at").asInt(-1), mistake.toString());
        assertEquals(sentence, mistake.get("error").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sumSeries(a.one,nosuch(a.two)); 16",
                "alias(scale(a.one),'x'); 6",
                "; 0",
                ")a; 0",
            })
    void aRefusalNamesTheTargetAndThePlace(String target, int at) throws Exception {
        HttpResponse<String> answer = ask("target=a.one&format=json&target=" + encoded(target == null ? "(" : target));
        assertEquals(400, answer.statusCode(), answer.body());
        JsonNode error = new ObjectMapper().readTree(answer.body());
        assertEquals(1, error.path("target").asInt(-1), answer.body());
        assertEquals(at, error.path("at").asInt(-1), answer.body());
    }

    @Test
    void aTargetThatIsWholeHasNoMistake() throws Exception {
        for (String target : List.of(
                "alias( sumSeries( a.one , a.{one,two} ) , \"it's\" )",
                "a.one|scale(2)|alias('x')",
                "template(a.$x,x='one')",
                "randomWalk('a')",
                "seriesByTag('a=b')",
                " a.one ")) {
            assertFalse(explained("target=" + encoded(target)).at("/targets/0").has("mistake"), target);
        }
    }

    /** They are held beside what the render may hold of memory. */
    @Test
    void ofLongTextsThatFunctionsMakeOnlySomeAreKept() throws Exception {
        String made = "absolute(".repeat(20) + "group(%," + "b".repeat(200_000) + ")" + ")".repeat(20);
        String query = "explain=1&from=" + (NOW - 3600) + "&until=" + NOW + "&target="
                + URLEncoder.encode("applyByNode(a.*, 1, '" + made + "')", StandardCharsets.UTF_8);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/render"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(query))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(
                answer.body().length() < 6_000_000,
                () -> "characters: " + answer.body().length());
        JsonNode explained = new ObjectMapper().readTree(answer.body());
        assertFalse(explained.path("complete").asBoolean());
        assertEquals(3, explained.path("targets").path(0).path("series").asInt());
    }
}
