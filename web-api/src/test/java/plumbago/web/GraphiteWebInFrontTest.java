package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.receiver.PlaintextReceiver;

/**
 * Debian's graphite-web over the files of a Plumbago, with its query port in the place of carbon-cache's: it answers as
 * Plumbago does. Skipped where it is not installed.
 */
@Timeout(600)
class GraphiteWebInFrontTest {
    private static final int METRICS = 20;

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void send(CarbonService carbon, String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), carbon.port(PlaintextReceiver.PROTOCOL))) {
            OutputStream out = socket.getOutputStream();
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private static String lines(long time, int round) {
        StringBuilder lines = new StringBuilder();
        for (int metric = 0; metric < METRICS; metric++) {
            lines.append("shop.till").append(metric).append(".sold ").append(metric * round);
            lines.append(' ').append(time).append('\n');
        }
        return lines.toString();
    }

    @Test
    void seesFilesAndWhatWaitsAsOne() throws Exception {
        assumeTrue(
                GraphiteWeb.isInstalled(), "graphite-web is not installed; `apt-get install graphite-web` brings it");
        long now = Clock.systemUTC().millis() / 1000 / 60 * 60;
        // What is younger than an hour is not written yet.
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.LINE_RECEIVER_PORT=" + freePort(),
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_INTERFACE=127.0.0.1",
                                "cache.CACHE_QUERY_PORT=" + freePort(),
                                "cache.CACHE_WRITE_STRATEGY=timesorted",
                                "cache.MIN_TIMESTAMP_LAG=3600",
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder,
                                "cache.CARBON_METRIC_INTERVAL=0")),
                CarbonSettings.GROUPS);
        Path state = Files.createDirectories(folder.resolve("graphite-web"));
        try (CarbonService carbon = CarbonService.start(settings, Clock.systemUTC())) {
            send(carbon, lines(now - 7200, 3) + lines(now - 7140, 5));
            while (carbon.store().counters().stored() < 2 * METRICS) {
                Thread.onSpinWait();
            }
            send(carbon, lines(now - 120, 7) + lines(now - 60, 11));
            assertEquals(2 * METRICS, carbon.store().queuedPoints());
            try (WebServer web = new WebServer(
                            "127.0.0.1",
                            0,
                            carbon.store().reader(),
                            carbon.store().index(),
                            carbon.store().state(),
                            Clock.systemUTC(),
                            System::nanoTime,
                            "test",
                            WebOptions.defaults());
                    GraphiteWeb graphite = GraphiteWeb.start(
                            folder.resolve("whisper"),
                            state,
                            Optional.empty(),
                            Map.of("CARBONLINK_HOSTS", List.of("127.0.0.1:" + carbon.queryPort() + ":a")))) {
                web.start();
                for (String target : List.of(
                        "shop.till7.sold",
                        "shop.*.sold",
                        "sumSeries(shop.till*.sold)",
                        "highestMax(shop.*.sold, 3)",
                        "summarize(shop.till19.sold, '5min', 'sum')")) {
                    JsonNode ours = ask(web, target, now);
                    JsonNode theirs = ask(graphite, target, now);
                    assertEquals(theirs, ours, target);
                    assertFalse(ours.isEmpty(), target);
                }
                String one = ask(web, "shop.till2.sold", now).toString();
                for (int round : new int[] {3, 5, 7, 11}) {
                    assertTrue(one.contains("[" + 2 * round + ".0,"), one);
                }
                assertEquals(2 * METRICS, carbon.store().queuedPoints(), "half of it still waits");
            }
        }
    }

    private static String from(long now) {
        return Long.toString(now - 10_800);
    }

    private JsonNode ask(GraphiteWeb graphite, String target, long now) throws IOException {
        ObjectNode request = json.createObjectNode().put("method", "GET").put("path", "/render");
        Map.of("target", target, "from", from(now), "until", Long.toString(now), "format", "json", "noCache", "1")
                .forEach((name, value) ->
                        request.withArray("params").addArray().add(name).add(value));
        JsonNode answer = graphite.ask(request);
        assertEquals(200, answer.get("status").asInt(), answer.toString());
        return json.readTree(answer.get("body").asText());
    }

    private JsonNode ask(WebServer web, String target, long now) throws Exception {
        String query = "target=" + URLEncoder.encode(target, StandardCharsets.UTF_8) + "&from=" + from(now) + "&until="
                + now + "&format=json&noCache=1";
        URI uri = URI.create("http://127.0.0.1:" + web.port() + "/render?" + query);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return json.readTree(answer.body());
    }
}
