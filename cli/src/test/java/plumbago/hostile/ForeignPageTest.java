package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page of another server in a real browser tries, against a running server, whatever a page can: pictures, scripts, forms,
 * and {@code fetch} of every mode. Nothing has changed afterwards, and it has read nothing.
 */
@Timeout(600)
class ForeignPageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer evil;
    private volatile CompletableFuture<String> report = new CompletableFuture<>();
    private volatile String target;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "skipped: chromium is not installed");
        evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evil.setExecutor(threads);
        evil.createContext("/page", exchange -> answer(exchange, page()));
        evil.createContext("/report", exchange -> {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, "");
            report.complete(text);
        });
        evil.start();
    }

    @AfterEach
    void stop() {
        if (evil != null) {
            evil.stop(0);
        }
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        // The attacker sees to it that the page's address is not told either.
        exchange.getResponseHeaders().add("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Tries everything, and reports to its own server what it could read. */
    private String page() throws IOException {
        try (InputStream in = ForeignPageTest.class.getResourceAsStream("foreign-page.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("TARGET", target)
                    .replace("REPORT", "http://127.0.0.1:" + evil.getAddress().getPort() + "/report");
        }
    }

    /** Shows a page, and returns what it reports. */
    private String show(String url) throws Exception {
        report = new CompletableFuture<>();
        ProcessBuilder builder = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--host-resolver-rules=MAP *.example 127.0.0.1",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile());
        // It leaves things behind.
        builder.environment().put("TMPDIR", folder.toString());
        Process browser = builder.start();
        try {
            return report.get(9, TimeUnit.MINUTES);
        } finally {
            List<ProcessHandle> all = new ArrayList<>(browser.descendants().toList());
            browser.destroyForcibly().waitFor();
            all.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle one : all) {
                one.onExit().join();
            }
        }
    }

    private String pageAt(String host) {
        return "http://" + host + ":" + evil.getAddress().getPort() + "/page";
    }

    @Test
    void noPageOfAnotherServerChangesOrReadsAnything() throws Exception {
        try (FilledServer server = new FilledServer(folder.resolve("data"))) {
            server.fill();
            String before = server.state();
            // Another site on this machine, the same one on another port, and one that is asked without TLS by a name.
            String[][] tries = {
                {"127.0.0.1", "localhost"}, {"localhost", "localhost"}, {"evil.example", "graphite.example"}
            };
            for (String[] hosts : tries) {
                target = "http://" + hosts[1] + ":" + server.port;
                String read = show(pageAt(hosts[0]));
                assertEquals(before, server.state(), hosts[0] + " to " + hosts[1]);
                assertEquals("tried 30, read: ", read, hosts[0] + " to " + hosts[1]);
            }
        }
    }

    /** The page's name leads to an address of this machine when it asks again; the browser takes the two for one. */
    @Test
    void aPageWhoseNameWasMadeToLeadHereChangesNothing() throws Exception {
        try (FilledServer server = new FilledServer(folder.resolve("data"));
                ServerSocket rebound = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            server.fill();
            String before = server.state();
            target = "http://evil.example:" + rebound.getLocalPort();
            threads.execute(() -> rebind(rebound, server.port));
            String read = show(target + "/page");
            assertEquals(before, server.state());
            assertTrue(read.startsWith("tried 30, read: "), read);
        }
        try (FilledServer server = new FilledServer(folder.resolve("named"), "web.ALLOWED_HOSTS=graphite.example");
                ServerSocket rebound = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            target = "http://evil.example:" + rebound.getLocalPort();
            threads.execute(() -> rebind(rebound, server.port));
            assertFalse(show(target + "/page").contains("fetch"), "nor reads where names are listed");
        }
    }

    /** Serves the page, and hands everything else on, as a name does that leads elsewhere from then on. */
    private void rebind(ServerSocket rebound, int port) {
        while (!rebound.isClosed()) {
            try {
                Socket client = rebound.accept();
                InputStream in = client.getInputStream();
                byte[] first = new byte[9];
                int n = in.readNBytes(first, 0, first.length);
                boolean page = new String(first, 0, n, StandardCharsets.US_ASCII).equals("GET /page");
                Socket to = new Socket(
                        InetAddress.getLoopbackAddress(),
                        page ? evil.getAddress().getPort() : port);
                to.getOutputStream().write(first, 0, n);
                threads.execute(() -> pass(in, to));
                threads.execute(() -> {
                    try {
                        pass(to.getInputStream(), client);
                    } catch (IOException e) {
                        close(client);
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void pass(InputStream in, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One of the two has gone.
        } finally {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** That the page can do what it tries, where it is let: what reads with CORS_ORIGINS, what writes with the other. */
    @Test
    void settingsOpenReadingAndWritingEachForItself() throws Exception {
        try (FilledServer server = new FilledServer(folder.resolve("read"), "web.CORS_ORIGINS=*")) {
            server.fill();
            String before = server.state();
            target = "http://localhost:" + server.port;
            String read = show(pageAt("127.0.0.1"));
            assertEquals(before, server.state());
            assertTrue(
                    read.contains("fetch-cors /metrics/index.json") && read.contains("jsonp /events/get_data"), read);
        }
        String origin = "http://127.0.0.1:" + evil.getAddress().getPort();
        try (FilledServer server = new FilledServer(folder.resolve("write"), "web.CORS_WRITE_ORIGINS=" + origin)) {
            server.fill();
            target = "http://localhost:" + server.port;
            show(pageAt("127.0.0.1"));
            String after = server.state();
            for (String written : new String[] {"evil.points", "evil event", "evil.tagged", "evil-dashboard"}) {
                assertTrue(after.contains(written), written + " in " + after);
            }
            for (String kept : new String[] {"kept.metric", "kept.other", "\"kept\"", "average"}) {
                assertTrue(after.contains(kept), kept + " in " + after);
            }
        }
    }
}
