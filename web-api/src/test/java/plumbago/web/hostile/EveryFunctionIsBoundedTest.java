package plumbago.web.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.store.StateFolder;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.function.Catalogue;
import plumbago.web.render.function.Parameter;
import plumbago.web.render.function.RenderFunction;
import plumbago.web.render.service.RenderLimits;

/**
 * Asks every function that there is for as much as it can be asked for, and every format for as much as it can print.
 * Time is what the answering thread has worked, however busy the machine is: each request must end soon after its time
 * is over, which it only can if every long loop looks at the clock.
 */
final class EveryFunctionIsBoundedTest {
    private static final long NOW = 1_700_000_000;
    private static final int POINTS = 120_000;
    private static final int SERIES = 400;
    private static final long LIMIT_NANOS = 20_000_000;

    /** How long a request may still work when its time is over. A loop over all pairs of points would take minutes. */
    private static final long MOST_NANOS = LIMIT_NANOS + 5_000_000_000L;

    private static final List<String> LISTS = List.of("one.long", "group(many.*,odd.*)");
    private static final List<String> NUMBERS = List.of("1", "-3", "60000", "2147483647", "1e308");
    private static final List<String> LENGTHS = List.of("'1s'", "'60000s'", "'10y'");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static WebServer server;

    @BeforeAll
    static void start() throws IOException {
        MetricIndex index = new MetricIndex();
        index.add("one.long");
        for (int i = 0; i < SERIES; i++) {
            index.add("many.m" + i);
            index.add("odd." + i);
        }
        WebOptions plain = WebOptions.defaults();
        server = new WebServer(
                "127.0.0.1",
                0,
                (metric, from, until, now) -> Optional.of(stored(metric)),
                index,
                StateFolder.inMemory(index),
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime,
                "test",
                new WebOptions(
                        plain.http(),
                        new RenderLimits(
                                100_000, 100_000_000, 300_000_000, Duration.ofNanos(LIMIT_NANOS), Duration.ofHours(1)),
                        AnswerCaching.none(),
                        plain.zone()));
        server.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static SeriesRange stored(String metric) {
        boolean isLong = metric.equals("one.long");
        SplittableRandom random = new SplittableRandom(metric.hashCode());
        // The odd ones have steps that need to be brought to a common one, and other times each.
        int step = metric.startsWith("odd.") ? 1 + random.nextInt(6) : 1;
        double[] values = new double[isLong ? POINTS : POINTS / SERIES];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(10) == 0 ? Double.NaN : random.nextDouble() * 1e6;
        }
        long start = NOW - POINTS + (step == 1 ? 0 : random.nextInt(1000));
        return new SeriesRange(start, start + (long) values.length * step, step, values);
    }

    static Stream<String> functions() {
        Stream.Builder<String> names = Stream.builder();
        Catalogue.standard().all().forEach(function -> names.add(function.name()));
        return names.build();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void endsSoonAfterItsTime(String name) throws Exception {
        List<String> problems = new ArrayList<>();
        for (String target : targets(Catalogue.standard().find(name).orElseThrow())) {
            ask("format=json&maxDataPoints=50", target, problems);
        }
        assertEquals(List.of(), problems);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void isPrintedOrDrawnNoLongerThanItsTime(String format) throws Exception {
        List<String> problems = new ArrayList<>();
        for (String target : List.of(
                "one.long",
                "many.*",
                "group(one.long,many.*,odd.*)",
                "drawAsInfinite(one.long)",
                "drawAsInfinite(group(one.long,many.*))",
                "lineWidth(one.long,1e300)",
                "lineWidth(one.long,-5)",
                "alpha(stacked(one.long),-3)",
                "alias(many.*,'" + "Ω<".repeat(20_000) + "')",
                "randomWalk('x',1)")) {
            ask(format, target, problems);
        }
        assertEquals(List.of(), problems);
    }

    static Stream<String> formats() {
        String picture = "&width=4000&height=4000";
        return Stream.of(
                "format=json",
                "format=json&pretty=1&jsonp=x",
                "format=json&noNullPoints=1&maxDataPoints=100000",
                "format=raw",
                "format=csv&tz=Europe/Berlin",
                "format=pickle",
                "format=msgpack",
                "format=protobuf",
                "format=carbonapi_v3_pb",
                "format=dygraph",
                "format=rickshaw",
                "format=svg" + picture,
                "format=svg&areaMode=all&lineMode=staircase" + picture,
                "format=png" + picture,
                "format=png&areaMode=all&lineMode=staircase&lineWidth=1e9" + picture,
                "format=png&graphType=pie" + picture);
    }

    private static Set<String> targets(RenderFunction function) {
        Set<String> targets = new LinkedHashSet<>();
        List<Parameter> parameters = function.parameters();
        for (String list : LISTS) {
            targets.add(call(function, list, -1, ""));
            targets.add(function.name() + "(" + list + ")");
            for (int varied = 0; varied < parameters.size(); varied++) {
                for (String value : hostile(parameters.get(varied))) {
                    targets.add(call(function, list, varied, value));
                }
            }
        }
        return targets;
    }

    private static List<String> hostile(Parameter parameter) {
        return switch (parameter.type()) {
            case FLOAT, INTEGER, INT_OR_INF, NODE, NODE_OR_TAG -> NUMBERS;
            case INTERVAL -> LENGTHS;
            case INT_OR_INTERVAL ->
                Stream.concat(NUMBERS.stream(), LENGTHS.stream()).toList();
            case AGG_FUNC, AGG_OR_SERIES_FUNC -> List.of("'median'", "'stddev'", "'diff'", "'multiply'", "'range'");
            case STRING ->
                List.of(
                        "'" + "\\g<0>".repeat(5000) + "'",
                        "'" + "%".repeat(5000) + "'",
                        "'(.*)*x'",
                        "'one.long'",
                        "'10y'");
            default -> List.of();
        };
    }

    private static String call(RenderFunction function, String list, int varied, String value) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            Parameter parameter = function.parameters().get(i);
            String argument = i == varied ? value : sensible(parameter, list);
            written.add(argument);
            for (int more = 0; parameter.multiple() && more < 50; more++) {
                written.add(argument);
            }
        }
        return function.name() + "(" + String.join(",", written) + ")";
    }

    private static String sensible(Parameter parameter, String list) {
        return switch (parameter.type()) {
            case SERIES_LIST, ANY -> list;
            case SERIES_LISTS -> parameter.name().equals("seriesLists") ? "mapSeries(" + list + ",1)" : list;
            case BOOLEAN -> "true";
            case FLOAT, INTEGER, INT_OR_INF, NODE, NODE_OR_TAG -> "1";
            case INT_OR_INTERVAL -> "60000";
            case INTERVAL -> "'100s'";
            case TAG -> "'name'";
            case DATE -> "'1699999900'";
            case AGG_FUNC, AGG_OR_SERIES_FUNC -> "'sum'";
            case STRING ->
                parameter.options().isEmpty()
                        ? "'m'"
                        : "'" + parameter.options().get(parameter.options().size() - 1) + "'";
        };
    }

    private static void ask(String parameters, String target, List<String> problems) throws Exception {
        String form = parameters + "&from=-" + POINTS + "s&target=" + URLEncoder.encode(target, StandardCharsets.UTF_8);
        long before = worked();
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/render"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        long worked = worked() - before;
        String brief = parameters + " " + (target.length() > 150 ? target.substring(0, 150) + "…" : target);
        if (worked > MOST_NANOS) {
            problems.add(brief + ": worked for " + worked / 1_000_000 + " ms");
        }
        int status = answer.statusCode();
        if (status != 200 && status != 400 && status != 422) {
            problems.add(brief + ": " + status + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    /** What the threads that answer have worked so far. */
    private static long worked() {
        var threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("answers-")) {
                nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }
}
