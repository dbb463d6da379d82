package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;

/** The HTTP port with a certificate, over real sockets. */
@Timeout(600)
class HttpTlsTest {
    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

    @TempDir
    Path folder;

    private int port;
    private SSLContext client;
    private Server server;

    @BeforeEach
    void makeCertificate() throws Exception {
        client = Certificates.make(folder.resolve("web.crt"), folder.resolve("web.key"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    private List<String> settings(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "cache.STORAGE_DIR=" + folder.resolve("data"),
                "cache.CONF_DIR=" + folder,
                "cache.LINE_RECEIVER_PORT=0",
                "statsd.port=0",
                "statsd.mgmt_port=0",
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "cache.CARBON_METRIC_INTERVAL=0",
                "web.HTTP_INTERFACE=127.0.0.1",
                "web.HTTP_PORT=" + port,
                "web.HTTP_TLS_CERTIFICATE=web.crt"));
        all.addAll(List.of(more));
        return all;
    }

    private void start(String... more) throws Exception {
        List<String> all = settings(more);
        server = Server.start(
                Settings.load(ConfigSources.of(Map.of()).withOverrides(all), Parts.settings()), Clock.systemUTC());
    }

    private void startWithKey(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("web.HTTP_TLS_KEY=web.key");
        start(all.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Socket plain() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private SSLSocket encrypted(SSLContext by) throws IOException {
        return (SSLSocket) by.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    private void send(Socket socket, String request, String body, String... headers) throws IOException {
        String lines = request + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Length: " + body.length()
                + "\r\n" + String.join("", headers) + "\r\n" + body;
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
    }

    /** An answer as it came: the head, and as much of a body as that says. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        assertTrue(length.find(), head.toString());
        return head + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.ISO_8859_1);
    }

    private String ask(Socket socket, String request, String body, String... headers) throws IOException {
        send(socket, request, body, headers);
        return answer(socket);
    }

    private static void assertAnswered(String answer, String part) {
        assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.contains(part), answer);
    }

    @Test
    void answersOneRequestAfterTheOtherOnAConnection() throws Exception {
        startWithKey();
        try (Socket socket = encrypted(client)) {
            assertAnswered(ask(socket, "POST /metrics", "a.b 1 -1\n"), "\"taken\": 1");
            String form = "target=a.b&from=-1h&format=json";
            assertAnswered(ask(socket, "GET /render?" + form, ""), "[1.0, ");
            String type = "Content-Type: application/x-www-form-urlencoded\r\n";
            String posted = ask(socket, "POST /render", form, type);
            assertAnswered(posted, "[1.0, ");
            String last = ask(socket, "GET /version", "", "Connection: close\r\n");
            assertAnswered(last, "1.1.10");
            assertEquals(-1, socket.getInputStream().read(), "TLS is ended in good order");
            StringWriter announced = new StringWriter();
            server.announce(new PrintWriter(announced, true));
            assertTrue(announced.toString().contains("port " + port + ", HTTPS"), announced.toString());
        }
    }

    @Test
    void aLongAnswerComesWhole() throws Exception {
        startWithKey();
        try (Socket socket = encrypted(client)) {
            String all = ask(socket, "GET /render?target=randomWalk('a')&from=-30d&format=json", "");
            assertAnswered(all, "]]}]");
            assertTrue(all.length() > 600_000, "it goes in pieces: " + all.length());
            assertAnswered(ask(socket, "GET /version", ""), "1.1.10");
        }
    }

    @Test
    void aClientThatSaysThatItAsksNoMoreIsAnswered() throws Exception {
        startWithKey();
        try (SSLSocket socket = encrypted(client)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.3"});
            send(socket, "GET /version", "");
            socket.shutdownOutput();
            assertAnswered(answer(socket), "1.1.10");
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void whoDoesNotEncryptIsEnded() throws Exception {
        startWithKey();
        try (Socket socket = plain()) {
            String answer;
            try {
                send(socket, "GET /version", "");
                answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                answer = "";
            }
            assertFalse(answer.contains("HTTP/1.1"), answer);
            assertAnswered(ask(encrypted(client), "GET /metrics", ""), "plumbago_http_bad_handshakes_total 1");
        }
    }

    @Test
    void aHandshakeThatIsNotFinishedIsEnded() throws Exception {
        startWithKey("web.HTTP_TLS_HANDSHAKE_TIMEOUT=1", "web.HTTP_IDLE_TIMEOUT=None");
        try (Socket silent = plain();
                Socket half = plain()) {
            half.getOutputStream().write(new byte[] {0x16, 3, 1, 2});
            assertEquals(-1, half.getInputStream().read());
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void bothAreAnsweredWhereTlsIsNotRequired() throws Exception {
        startWithKey("web.HTTP_TLS_REQUIRED=False");
        try (Socket clear = plain();
                Socket secret = encrypted(client)) {
            assertAnswered(ask(clear, "GET /version", ""), "1.1.10");
            assertAnswered(ask(secret, "GET /version", ""), "1.1.10");
            assertAnswered(ask(clear, "GET /version", ""), "1.1.10");
        }
    }

    /** A page of http may be made by anybody who is on the way to it, also under the name of this server. */
    @Test
    void aPageThatCameInTheClearChangesNothingOverTls() throws Exception {
        startWithKey("web.HTTP_TLS_REQUIRED=False");
        try (Socket clear = plain();
                Socket secret = encrypted(client)) {
            String event = "{\"what\": \"x\"}";
            String plainPage = "Origin: http://localhost:" + port + "\r\n";
            String securePage = "Origin: https://localhost:" + port + "\r\n";
            assertAnswered(ask(clear, "POST /events", event, plainPage), "");
            assertTrue(ask(secret, "POST /events", event, plainPage).startsWith("HTTP/1.1 403 "));
            assertAnswered(ask(secret, "POST /events", event, securePage), "");
        }
    }

    @Test
    void aNewCertificateCountsForNewConnections() throws Exception {
        startWithKey();
        SSLContext after = Certificates.make(folder.resolve("web.crt"), folder.resolve("web.key"));
        server.reload();
        while (!isTrusted(after)) {
            Thread.onSpinWait();
        }
        assertFalse(isTrusted(client));
    }

    private boolean isTrusted(SSLContext by) throws IOException {
        try (SSLSocket socket = encrypted(by)) {
            socket.startHandshake();
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    @Test
    void commandsOfThisMachineKnowTheServerByItsCertificate() throws Exception {
        startWithKey();
        try (Socket socket = encrypted(client)) {
            assertAnswered(ask(socket, "POST /metrics", "a.b 1 -1\n"), "\"taken\": 1");
        }
        assertEquals(0, delete("a.b"), "it is the server's");
        Certificates.make(folder.resolve("web.crt"), folder.resolve("other.key"));
        assertEquals(1, delete("a.b"), "it is another's");
    }

    /** The file may be for the server's user alone. */
    @Test
    void aCommandThatDoesNotEncryptNeedsNoCertificate() throws Exception {
        startWithKey("web.HTTP_TLS_REQUIRED=False");
        try (Socket clear = plain()) {
            assertAnswered(ask(clear, "POST /metrics", "a.b 1 -1\n"), "\"taken\": 1");
        }
        Files.delete(folder.resolve("web.crt"));
        assertEquals(0, delete("http", "a.b"));
    }

    private int delete(String metric) {
        return delete("https", metric);
    }

    private int delete(String scheme, String metric) {
        List<String> words =
                new ArrayList<>(List.of("metrics", "delete", "--server", scheme + "://127.0.0.1:" + port, metric));
        settings("web.HTTP_TLS_KEY=web.key").forEach(setting -> words.addAll(List.of("--set", setting)));
        return Main.commandLine().execute(words.toArray(String[]::new));
    }

    @Test
    void aCertificateWithoutItsKeyIsNamed() throws Exception {
        IOException alone = assertThrows(IOException.class, this::start);
        assertTrue(
                alone.getMessage().contains("HTTP_TLS_CERTIFICATE needs HTTP_TLS_KEY beside it in [web]"),
                alone.getMessage());
        Files.delete(folder.resolve("web.key"));
        IOException missing = assertThrows(IOException.class, this::startWithKey);
        assertTrue(missing.getMessage().contains("HTTP_TLS_KEY in [web] cannot be read"), missing.getMessage());
    }
}
