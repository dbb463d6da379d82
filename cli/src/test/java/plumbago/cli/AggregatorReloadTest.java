package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;

/** What SIGHUP has an aggregator do. */
@Timeout(600)
class AggregatorReloadTest {
    private static final long NOW = 1_700_000_000L;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void rules(String... lines) throws IOException {
        Files.write(folder.resolve("aggregation-rules.conf"), List.of(lines));
    }

    private String metrics(int port) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void awaitAggregates(int port, int count) throws IOException, InterruptedException {
        while (!metrics(port).contains("\nplumbago_aggregator_aggregates{daemon=\"aggregator\"} " + count + "\n")) {
            Thread.onSpinWait();
        }
    }

    private static void send(int port, String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    /** By a clock that stands still it is never time to look at a file again. */
    @Test
    void itReadsTheAggregationRulesAtOnce() throws Exception {
        int lines = freePort();
        int http = freePort();
        rules("most (60) = max in.*", "all (60) = sum in.*");
        ConfigSources sources = ConfigSources.of(Map.of("GRAPHITE_CONF_DIR", folder.toString()))
                .withOverrides(List.of(
                        "aggregator.STORAGE_DIR=" + folder.resolve("data"),
                        "aggregator.DESTINATIONS=127.0.0.1:" + freePort(),
                        "aggregator.LINE_RECEIVER_INTERFACE=127.0.0.1",
                        "aggregator.LINE_RECEIVER_PORT=" + lines,
                        "aggregator.PICKLE_RECEIVER_PORT=0",
                        "web.HTTP_INTERFACE=127.0.0.1",
                        "web.HTTP_PORT=" + http));
        Daemons daemons = Daemons.load(sources, Role.AGGREGATOR, "a", Parts.FORWARDING);
        try (Server server = Server.start(daemons, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC))) {
            send(lines, "in.a 1 " + NOW + "\n");
            awaitAggregates(http, 2);
            rules("all (60) = sum in.*");
            server.reload();
            awaitAggregates(http, 1);
        }
    }
}
