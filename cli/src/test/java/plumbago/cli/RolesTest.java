package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;

/** Carbon's daemons as one process runs them: together, or one alone. */
@Timeout(600)
class RolesTest {
    private static final long NOW = 1_700_000_000L;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private Daemons daemons(Role role, List<Forwarding> known, String... more) throws ConfigException {
        Path conf = folder.resolve("carbon.conf");
        List<String> overrides = Stream.concat(
                        Stream.of(
                                "cache.STORAGE_DIR=" + data(),
                                "relay.STORAGE_DIR=" + data(),
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "relay.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "web.HTTP_INTERFACE=127.0.0.1",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "relay.PICKLE_RECEIVER_PORT=0",
                                "statsd.port=0",
                                "statsd.mgmt_port=0"),
                        Stream.of(more))
                .toList();
        ConfigSources sources =
                ConfigSources.of(Map.of("GRAPHITE_CONF_DIR", folder.toString())).withOverrides(overrides);
        return Daemons.load(Files.exists(conf) ? sources.withConfig(conf) : sources, role, "a", known);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void send(int port, String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            // The end of the connection: all of it has been passed on.
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String announced(Server server) {
        StringWriter out = new StringWriter();
        server.announce(new PrintWriter(out, true));
        return out.toString();
    }

    @Test
    void aRelayAloneTakesPointsAndTellsOfItselfAndHasNoDataFolder() throws Exception {
        int lines = freePort();
        int http = freePort();
        Daemons daemons = daemons(
                Role.RELAY,
                List.of(CountingPart.of(Section.RELAY), CountingPart.of(Section.AGGREGATOR)),
                "relay.LINE_RECEIVER_PORT=" + lines,
                "web.HTTP_PORT=" + http);
        assertEquals(1, daemons.forwarding().size());
        try (Server server = Server.start(daemons, Clock.systemUTC())) {
            send(lines, "a 1 " + NOW + "\nb 2 " + NOW + "\n");
            String metrics = get(http, "/metrics").body();
            assertTrue(metrics.contains("\nplumbago_points_total{daemon=\"relay\"} 2\n"), metrics);
            assertTrue(metrics.contains("\nprocess_start_time_seconds "), metrics);
            assertEquals(200, get(http, "/ready").statusCode());
            String health = get(http, "/health").body();
            assertTrue(health.startsWith("{\"status\": \"ok\", \"version\": "), health);
            assertFalse(health.contains("\"metrics\""), health);
            assertEquals(404, get(http, "/render?target=a").statusCode());
            String text = announced(server);
            assertTrue(text.contains("  relay        port " + lines + ", plaintext over TCP\n"), text);
            assertTrue(text.contains("  metrics      port " + http + ", HTTP\n"), text);
            assertTrue(text.contains("/metrics'\n") && !text.contains("data folder"), text);
            server.reload();
        }
        assertFalse(Files.exists(data()));
        assertThrows(IOException.class, () -> send(lines, ""));
        assertThrows(IOException.class, () -> get(http, "/metrics"));
    }

    @Test
    void aPageThatIsNotOursIsToldNoMoreThanByTheCache() throws Exception {
        int http = freePort();
        Daemons daemons = daemons(
                Role.RELAY,
                List.of(CountingPart.of(Section.RELAY)),
                "relay.LINE_RECEIVER_PORT=0",
                "web.ALLOWED_HOSTS=graphite.example.org",
                "web.HTTP_PORT=" + http);
        try (Server server = Server.start(daemons, Clock.systemUTC());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), http)) {
            assertEquals(1, server.listening().size());
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: evil.example.org\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
        }
    }

    @Test
    void aPortOfHttpThatTheUserHasSetIsNotGivenUpInSilence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int lines = freePort();
            Daemons daemons = daemons(
                    Role.RELAY,
                    List.of(CountingPart.of(Section.RELAY)),
                    "relay.LINE_RECEIVER_PORT=" + lines,
                    "web.HTTP_PORT=" + taken.getLocalPort());
            IOException e = assertThrows(IOException.class, () -> Server.start(daemons, Clock.systemUTC()));
            assertTrue(e.getMessage().contains("--set web.HTTP_PORT=N"), e.getMessage());
            assertThrows(IOException.class, () -> send(lines, ""));
        }
    }

    @Test
    void aPortThatARelayCannotHaveIsNamedWithItsSection() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Daemons daemons = daemons(
                    Role.RELAY,
                    List.of(CountingPart.of(Section.RELAY)),
                    "relay.LINE_RECEIVER_PORT=" + taken.getLocalPort(),
                    "web.HTTP_PORT=0");
            IOException e = assertThrows(IOException.class, () -> Server.start(daemons, Clock.systemUTC()));
            assertTrue(
                    e.getMessage().contains("LINE_RECEIVER_PORT in [relay] (--set relay.LINE_RECEIVER_PORT=N)"),
                    e.getMessage());
        }
    }

    @Test
    void togetherEachHasItsPortsAndTheStoreIsWhereARelayCanPassPointsOnTo() throws Exception {
        int cache = freePort();
        int relay = freePort();
        int http = freePort();
        Daemons daemons = daemons(
                Role.ALL,
                List.of(CountingPart.of(Section.RELAY)),
                "cache.LINE_RECEIVER_PORT=" + cache,
                "relay.LINE_RECEIVER_PORT=" + relay,
                "web.HTTP_PORT=" + http);
        try (Server server = Server.start(daemons, Clock.systemUTC())) {
            send(cache, "of.cache 1 " + NOW + "\n");
            send(relay, "of.relay 1 " + NOW + "\n");
            String found =
                    get(http, "/metrics/find?query=of.*&format=completer").body();
            assertTrue(found.contains("of.cache") && found.contains("of.relay"), found);
            String metrics = get(http, "/metrics").body();
            assertTrue(metrics.contains("\nplumbago_points_total{daemon=\"relay\"} 1\n"), metrics);
            String text = announced(server);
            assertTrue(text.contains("  points       port " + cache + ", plaintext over TCP\n"), text);
            assertTrue(text.contains("  relay        port " + relay + ", plaintext over TCP\n"), text);
        }
        assertTrue(Files.isDirectory(data()));
    }

    @Test
    void twoDaemonsWithOnePortEndTheStartBeforeAnythingIsOpened() throws Exception {
        int port = freePort();
        Daemons daemons = daemons(
                Role.ALL,
                List.of(CountingPart.of(Section.RELAY)),
                "cache.LINE_RECEIVER_PORT=" + port,
                "relay.LINE_RECEIVER_PORT=" + port,
                "web.HTTP_PORT=0");
        ConfigException e = assertThrows(ConfigException.class, () -> Server.start(daemons, Clock.systemUTC()));
        assertEquals(
                List.of("[cache] LINE_RECEIVER_PORT (--set cache.LINE_RECEIVER_PORT=" + port + ") is the same as"
                        + " [relay] LINE_RECEIVER_PORT (--set relay.LINE_RECEIVER_PORT=" + port + "), " + port
                        + "; each needs a port of its own"),
                e.problems());
        assertFalse(Files.exists(data()));
    }

    @Test
    void aRoleThatNobodyHasAndANameThatIsNoneAreErrors() throws Exception {
        ConfigException e = assertThrows(ConfigException.class, () -> daemons(Role.AGGREGATOR, List.of()));
        assertEquals(List.of("--role aggregator: there is no such part in this program"), e.problems());
        ConfigSources sources = ConfigSources.of(Map.of());
        ConfigException name =
                assertThrows(ConfigException.class, () -> Daemons.load(sources, Role.CACHE, "../b", List.of()));
        assertEquals(
                List.of("--instance ../b: expected letters, digits, and . _ or - behind the first of them"),
                name.problems());
        assertThrows(TypeConversionException.class, () -> new Role.Converter().convert("Cache"));
        assertEquals(Role.RELAY, new Role.Converter().convert("relay"));
    }
}
