package plumbago.web.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

/** Tags are kept of all series that come in, whether or not somebody can ask for them at the time. */
@Timeout(600)
class FoundAfterAStartWithoutHttpTest {
    @TempDir
    Path folder;

    private CarbonService carbon(int port, boolean journal) throws ConfigException, IOException {
        return CarbonService.start(
                Settings.load(
                        ConfigSources.of(Map.of())
                                .withOverrides(List.of(
                                        "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                        "cache.LINE_RECEIVER_PORT=" + port,
                                        "cache.PICKLE_RECEIVER_PORT=0",
                                        "cache.CACHE_QUERY_PORT=0",
                                        "cache.JOURNAL=" + (journal ? "True" : "False"),
                                        "cache.STORAGE_DIR=" + folder,
                                        "cache.CONF_DIR=" + folder,
                                        "cache.CARBON_METRIC_INTERVAL=0")),
                        CarbonSettings.GROUPS),
                Clock.systemUTC());
    }

    /** Waits until the service has read all, which it shows by closing after us. */
    private static void send(int port, String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String found(int port, String expression) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/tags/findSeries?expr=" + expression);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSeriesThatCameInWithoutHttpIsFoundByItsTags(boolean journal) throws Exception {
        int port = freePort();
        try (CarbonService carbon = carbon(port, journal)) {
            send(port, "disk.used;host=web1 5 " + System.currentTimeMillis() / 1000 + "\n");
            assertEquals(1, carbon.store().counters().received());
        }
        try (CarbonService carbon = carbon(0, journal);
                WebServer web = new WebServer(
                        "127.0.0.1",
                        0,
                        carbon.store().reader(),
                        carbon.store().index(),
                        carbon.store().state(),
                        Clock.systemUTC(),
                        System::nanoTime,
                        "test",
                        WebOptions.defaults())) {
            web.start();
            assertEquals("[\"disk.used;host=web1\"]", found(web.port(), "host=web1"));
        }
    }
}
