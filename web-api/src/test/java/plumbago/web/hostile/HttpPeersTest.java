package plumbago.web.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.HttpServer;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.Measures;
import plumbago.base.measure.PrometheusText;

/** What a client of the HTTP port may do, others are answered. */
@Timeout(600)
final class HttpPeersTest {
    private static final int WORKERS = 2;
    private static final int CONNECTIONS_OF_ONE = 10;
    private static final int LONG_BYTES = 16 << 20;

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch working = new CountDownLatch(WORKERS);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        byte[] noise = new byte[LONG_BYTES];
        new Random(7).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) ('0' + (noise[i] & 31));
        }
        Router router = new Router()
                .on("GET", "/health", request -> WebResponse.text(200, "well"), RouteTrait.QUICK)
                .on("POST", "/points", request -> WebResponse.text(200, "taken"), RouteTrait.ACCEPTS_POINTS)
                .on("GET", "/find", request -> WebResponse.text(200, "found"))
                .on(
                        "GET POST",
                        "/form",
                        request -> WebResponse.text(
                                200, "read " + request.parameters().all("a").size()))
                .on("GET", "/long", request -> WebResponse.of(200, "text/plain", noise))
                .on(
                        "GET",
                        "/render",
                        request -> {
                            working.countDown();
                            release.await();
                            return WebResponse.text(200, "rendered");
                        },
                        RouteTrait.LONG);
        HttpOptions settings = new HttpOptions(
                1 << 20,
                8192,
                8 << 20,
                Duration.ofMinutes(10),
                WORKERS,
                100,
                2 * CONNECTIONS_OF_ONE,
                CONNECTIONS_OF_ONE,
                "");
        server = new HttpServer(local(1, 0), router, settings);
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    private static InetSocketAddress local(int last, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), port);
    }

    /** @param last byte of the address that it comes from */
    private Socket connect(int last) throws IOException {
        Socket socket = new Socket();
        socket.bind(local(last, 0));
        socket.connect(local(1, server.port()));
        return socket;
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static String post(String path, String type, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\nConnection: close\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** The answer to a request, for which the connection is to be closed. */
    private String ask(String request) throws IOException {
        try (Socket socket = connect(1)) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String closing(String request) {
        return request.replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n");
    }

    @Test
    void whatReportsHowTheProcessIsWaitsForNoRender() throws Exception {
        List<Socket> renders = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * WORKERS; i++) {
                renders.add(connect(1));
                send(renders.get(i), get("/render"));
            }
            working.await();
            assertTrue(ask(closing(get("/health"))).endsWith("well"));
            assertTrue(ask(post("/points", "text/plain", "a 1 2")).endsWith("taken"));
            assertTrue(ask(closing(get("/find"))).endsWith("found"));
            String refused = ask(closing(get("/health").replace("GET", "DELETE")));
            assertTrue(refused.startsWith("HTTP/1.1 405"), refused);
        } finally {
            for (Socket socket : renders) {
                socket.close();
            }
        }
    }

    @Test
    void oneAddressLeavesConnectionsToOthers() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS_OF_ONE; i++) {
                open.add(connect(1));
                send(open.get(i), get("/health"));
                assertEquals('H', open.get(i).getInputStream().read());
            }
            try (Socket refused = connect(1)) {
                assertEquals(-1, refused.getInputStream().read());
            }
            try (Socket other = connect(2)) {
                send(other, get("/health"));
                assertEquals('H', other.getInputStream().read());
            }
            Measures measures = new Measures();
            server.register(measures);
            String measured = PrometheusText.of(measures);
            assertTrue(measured.contains("plumbago_http_refused_connections_total 1"), measured);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void theEventLoopPacksNothing() throws Exception {
        ask(closing(get("/health")));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        String asked = get("/long").replace("Host: x", "Host: x\r\nAccept-Encoding: gzip\r\nConnection: close");
        String answer = ask(asked);
        assertTrue(answer.contains("content-encoding: gzip") || answer.contains("Content-Encoding: gzip"));
        long loop = cpu(threads, "http-");
        long workers = cpu(threads, "answers-");
        assertTrue(loop < workers, "the loop took " + loop + " ns, and the workers " + workers);
    }

    /** Of those that live: other tests' servers are closed. */
    private static long cpu(ThreadMXBean threads, String name) {
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(name)) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getId()));
            }
        }
        return sum;
    }

    /** As many as are read, each looked at once: quadratic work would take minutes. */
    @Test
    void formsOfVeryManyPartsAreReadInLinearTime() throws Exception {
        String part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n";
        String type = "multipart/form-data; boundary=b";
        assertTrue(ask(post("/form", type, part.repeat(99_000) + "--b--")).endsWith("read 99000"));
        String refused = ask(post("/form", type, part.repeat(100_001) + "--b--"));
        assertTrue(refused.startsWith("HTTP/1.1 400") && refused.contains("100000 parameters"), refused);
        // Lines that begin like the boundary, and a value without an end.
        String almost = ("\r\n--" + "b".repeat(30)).repeat(200_000);
        String value = "--" + "b".repeat(31) + "\r\nContent-Disposition: form-data; name=a\r\n\r\n" + almost;
        assertTrue(ask(post("/form", type + "b".repeat(30), value)).startsWith("HTTP/1.1 400"));
    }

    @Test
    void formsOfVeryManyNamesWithoutValuesAreReadInLinearTime() throws Exception {
        String type = "application/x-www-form-urlencoded";
        assertTrue(ask(post("/form", type, "a&".repeat(100_000))).endsWith("read 100000"));
        assertTrue(ask(post("/form", type, "a&".repeat(4_000_000))).startsWith("HTTP/1.1 400"));
        assertTrue(ask(closing(get("/form?" + "a&".repeat(100_001)))).startsWith("HTTP/1.1 400"));
    }

    @Test
    void whatAProxyMayUnderstandDifferentlyIsRefused() throws Exception {
        String get = "GET /health HTTP/1.1\r\n";
        for (String request : new String[] {
            get + "\r\n",
            get + "Host: x\r\nHost: y\r\n\r\n",
            get + "Host: x\r\nHost: x\r\n\r\n",
            "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET /health HTTP/0.9\r\nHost: x\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "POST /points HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            "GET /health HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n"
        }) {
            String answer = ask(request);
            assertTrue(answer.startsWith("HTTP/1.1 400"), request + answer);
            assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, request + answer);
        }
        assertTrue(ask("GET /health HTTP/1.0\r\n\r\n").endsWith("well"));
    }

    /** Their bodies too are only taken as they are answered. */
    @Test
    void manyLongBodiesMayBeSentAhead() throws Exception {
        String one = post("/points", "text/plain", "x".repeat(1 << 20)).replace("Connection: close\r\n", "");
        int requests = 64;
        try (Socket socket = connect(1)) {
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 1; i < requests; i++) {
                        send(socket, one);
                    }
                    send(socket, post("/points", "text/plain", "last"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            InputStream in = socket.getInputStream();
            String answers = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            sender.join();
            assertEquals(requests, answers.split("HTTP/1.1 200", -1).length - 1);
        }
    }
}
