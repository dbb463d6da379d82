package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.whisper.Access;
import plumbago.whisper.AggregationMethod;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** What graphite-web 1.2.0-dev answers over the same files, whose folders carbon would not have made. */
@Timeout(600)
class FoldersWithDotsTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private CarbonService carbon;
    private WebServer server;

    @TempDir
    Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long now() {
        return Clock.systemUTC().instant().getEpochSecond();
    }

    @BeforeEach
    void start() throws Exception {
        long now = now();
        for (String file : List.of(
                "asdf/x", "foo.bar/x", "foo.bar/sub/d", "foo/x", "foo/bar/deep/x", "x.wsp/y", "plain/x", "foo.baz/x")) {
            Path path = folder.resolve("whisper").resolve(file + ".wsp");
            Files.createDirectories(path.getParent());
            WhisperFile.create(path, WhisperLayout.of(List.of(Retention.parse("60:60")), 0.5, AggregationMethod.SUM));
            try (WhisperFile opened = WhisperFile.open(path, Access.CHANNEL)) {
                opened.update(now - 60, file.length(), now);
            }
        }
        carbon = CarbonService.start(
                Settings.load(
                        ConfigSources.of(Map.of())
                                .withOverrides(List.of(
                                        "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                        "cache.LINE_RECEIVER_PORT=" + freePort(),
                                        "cache.PICKLE_RECEIVER_PORT=0",
                                        "cache.CACHE_QUERY_PORT=0",
                                        "cache.STORAGE_DIR=" + folder,
                                        "cache.CONF_DIR=" + folder,
                                        "cache.CARBON_METRIC_INTERVAL=0")),
                        CarbonSettings.GROUPS),
                Clock.systemUTC());
        server = new WebServer(
                "127.0.0.1",
                0,
                carbon.store().reader(),
                carbon.store().index(),
                carbon.store().state(),
                Clock.systemUTC(),
                System::nanoTime,
                "test",
                WebOptions.defaults());
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        carbon.close();
    }

    private JsonNode get(String path, String query) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path
                + URLEncoder.encode(query, StandardCharsets.UTF_8)
                        .replace("%26", "&")
                        .replace("%3D", "="));
        return json.readTree(client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private String expanded(String query) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        get("/metrics/expand?query=", query).get("results").forEach(name -> names.add(name.asText()));
        return String.join(" ", names);
    }

    private String rendered(String target) throws IOException, InterruptedException {
        List<String> series = new ArrayList<>();
        get("/render?format=json&from=-5min&target=", target).forEach(one -> {
            for (JsonNode point : one.get("datapoints")) {
                if (!point.get(0).isNull()) {
                    series.add(one.get("target").asText() + "=" + point.get(0).asInt());
                }
            }
        });
        return String.join(" ", series);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *.x          | asdf.x foo.bar.x foo.baz.x foo.x plain.x
                    foo*.x       | foo.bar.x foo.baz.x foo.x
                    foo?bar.x    | foo.bar.x
                    foo.bar.x    |
                    foo.*.x      |
                    foo.ba*.x    |
                    foo/bar.x    |
                    {foo.bar,plain}.x | plain.x
                    x.*          |
                    x*.y         | x.wsp.y
                    *.sub.d      | foo.bar.sub.d
                    foo*.*.d     | foo.bar.sub.d
                    foo*         | foo
                    *            | asdf foo plain x
                    *.*.x        |
                    """)
    void wildcardsFindThem(String query, String names) throws Exception {
        assertEquals(names == null ? "" : names, expanded(query));
    }

    @Test
    void wildcardsReadThem() throws Exception {
        assertEquals("foo.bar.x=9 foo.baz.x=9 foo.x=5", rendered("foo*.x"));
        assertEquals("foo.bar.sub.d=13", rendered("*.sub.d"));
        assertEquals("x.wsp.y=7", rendered("x*.y"));
        assertEquals("", rendered("foo.bar.x"));
        assertEquals("foo.bar.deep.x=14", rendered("foo.bar.deep.x"));
        assertEquals("sumSeries(foo*.x)=23", rendered("sumSeries(foo*.x)"));
    }

    @Test
    void aMetricThatIsSentUnderSuchANameHasAFileOfItsOwn() throws Exception {
        long before = carbon.store().counters().stored();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), carbon.port(PlaintextReceiver.PROTOCOL))) {
            socket.getOutputStream().write(("foo.bar.x 77 " + (now() - 60) + "\n").getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
        while (carbon.store().counters().stored() == before) {
            Thread.onSpinWait();
        }
        assertEquals("foo.bar.x=77", rendered("foo.bar.x"));
        assertEquals("foo.bar.x=9", rendered("foo?bar.x"));
    }

    @Test
    void whatIsDoneToMetricsPassesThemOver() {
        assertFalse(carbon.store().index().contains("foo.bar.x"));
        assertEquals(List.of("foo.bar.deep.x", "foo.x"), carbon.store().index().below("foo"));
        assertEquals(
                List.of("foo.x"),
                carbon.store().index().find("foo*.x").stream()
                        .filter(node -> node.isWritable())
                        .map(node -> node.path())
                        .toList());
    }
}
