package plumbago.base.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbago.base.admin.AdminRule;

final class HttpServerTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch sawGone = new CountDownLatch(1);
    private final CountDownLatch working = new CountDownLatch(1);
    private HttpServer server;

    private final AtomicInteger answers = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        PageRules pages = new PageRules(Set.of("http://page"), Set.of(), new HostNames(Set.of()));
        Router router = new Router(new Guard(pages, AdminRule.ofThisMachine()))
                .on(
                        "GET POST",
                        "/echo",
                        request -> WebResponse.text(
                                200, request.parameters().all("a").toString()))
                .on("GET", "/item/{id}", request -> WebResponse.text(200, request.pathVariable("id")))
                .on("GET", "/item/plain", request -> WebResponse.text(200, "plain"))
                .on("GET", "/long", request -> {
                    answers.incrementAndGet();
                    return WebResponse.text(200, "x".repeat(100_000));
                })
                .on("GET", "/longer", request -> WebResponse.text(200, "y".repeat(3_000_000)))
                .on("GET", "/broken", request -> {
                    throw new IllegalStateException("secret");
                })
                .on("GET", "/unreadable", request -> {
                    throw new InternalError("a mapped page could not be had");
                })
                .on("GET", "/bad", request -> {
                    throw RequestException.bad("no good");
                })
                .on("GET", "/slow", request -> {
                    release.await();
                    return WebResponse.text(200, "slow");
                })
                .on("GET", "/watch", request -> {
                    working.countDown();
                    while (!request.clientIsGone()) {
                        Thread.onSpinWait();
                    }
                    sawGone.countDown();
                    return WebResponse.empty(200);
                });
        HttpOptions settings = new HttpOptions(4096, 8192, 1000, Duration.ofMinutes(10), 2, 10, 20, 20, "");
        server = new HttpServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, settings);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aByteNowAndThenIsNoRequest() throws IOException {
        HttpOptions impatient = new HttpOptions(4096, 8192, 1000, Duration.ofMillis(500), 2, 10, 20, 20, "");
        try (HttpServer other =
                new HttpServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Router(), impatient)) {
            other.start();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
                socket.setSoTimeout(50);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                assertTrue(isEndedWhileItSends(socket));
            }
        }
    }

    private static boolean isEndedWhileItSends(Socket socket) {
        for (int i = 0; i < 1000; i++) {
            try {
                socket.getOutputStream().write('x');
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                // Nothing has come yet: on with the next byte.
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends bytes as they are and reads until the server closes the connection. */
    private String raw(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private HttpResponse<String> postForm(String type, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/echo?a=0"))
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void readsFormsOfParts() throws Exception {
        String type = "multipart/form-data; boundary=limit";
        String part = "--limit\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        String file = part.replace("name", "filename=\"x\"; name");
        HttpResponse<String> read =
                postForm(type, part + "1\r\n" + part + "caf\u00e9 & {b}\r\n" + file + "lost\r\n--limit--\r\n");
        assertEquals("[0, 1, caf\u00e9 & {b}]", read.body());
        assertEquals("[0]", postForm(type, "").body());
        assertEquals("[0]", postForm(type, "--limit--\r\n").body());
        assertEquals(
                400,
                postForm("multipart/form-data", part + "1\r\n--limit--\r\n").statusCode());
        for (String boundary : List.of("", " ", "\"\"", ";", "\"")) {
            HttpResponse<String> refused = postForm("multipart/form-data; boundary=" + boundary, part + "1");
            assertEquals(400, refused.statusCode(), boundary);
            assertTrue(refused.body().contains("multipart/form-data"), refused.body());
            assertFalse(refused.body().contains("java."), refused.body());
        }
        // Of two boundaries the one that is none is passed over.
        assertEquals(
                "[0, 1]",
                postForm("multipart/form-data; boundary=;boundary=limit", part + "1\r\n--limit--\r\n")
                        .body());
        String nameless = "--limit\r\nContent-Disposition: form-data\r\n\r\n1\r\n--limit--\r\n";
        assertEquals(400, postForm(type, nameless).statusCode());
    }

    @Test
    void readsParametersOfUrlAndForm() throws Exception {
        assertEquals(
                "[1, two words, é]",
                send(to("/echo?a=1&a=two+words&b=3&a=%C3%A9")).body());
        assertEquals("[100%, %zz, ]", send(to("/echo/?a=100%25&a=%25zz&a")).body());
        HttpRequest.Builder post = to("/echo?a=1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("a=2&a=3"));
        assertEquals("[1, 2, 3]", send(post).body());
    }

    @Test
    void acceptsTargetsAsProxiesAreSentThem() throws Exception {
        String get = "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assertTrue(raw(get.formatted("http://x:80/item/7")).endsWith("\r\n7"));
        assertTrue(raw(get.formatted("http://x/echo?a=http://y")).endsWith("[http://y]"));
        assertTrue(raw(get.formatted("http://x")).startsWith("HTTP/1.1 404"));
    }

    @Test
    void findsRoutes() throws Exception {
        assertEquals("7", send(to("/item/7")).body());
        assertEquals("plain", send(to("/item/plain")).body());
        assertEquals(404, send(to("/nothing")).statusCode());
        assertEquals(404, send(to("/item")).statusCode());
        assertEquals("7", send(to("//item///7/")).body());
        HttpResponse<String> refused = send(to("/echo").DELETE());
        assertEquals(405, refused.statusCode());
        assertEquals(
                "GET, HEAD, POST, OPTIONS",
                refused.headers().firstValue("Allow").orElseThrow());
        assertEquals(
                200,
                send(to("/long").method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void errorsTellNoSecrets() throws Exception {
        assertEquals("{\"error\": \"no good\"}", send(to("/bad")).body());
        assertEquals(500, send(to("/unreadable")).statusCode());
        HttpResponse<String> broken = send(to("/broken"));
        assertEquals(500, broken.statusCode());
        assertFalse(broken.body().contains("secret") || broken.body().contains("Exception"), broken.body());
    }

    private HttpResponse<byte[]> packed(String path, String accepted, String method) throws Exception {
        HttpRequest request = to(path).header("Accept-Encoding", accepted)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void compressesWhenAsked() throws Exception {
        for (String accepted : List.of("gzip", "deflate;q=0.5, gzip", "br, *", "GZIP ; q=0.1")) {
            HttpResponse<byte[]> answer = packed("/long", accepted, "GET");
            assertEquals("gzip", answer.headers().firstValue("content-encoding").orElse(""), accepted);
            assertTrue(answer.headers().firstValue("vary").orElse("").contains("Accept-Encoding"));
            assertTrue(answer.body().length < 10_000);
            InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()));
            assertEquals("x".repeat(100_000), new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            HttpResponse<byte[]> head = packed("/long", accepted, "HEAD");
            assertEquals(
                    Integer.toString(answer.body().length),
                    head.headers().firstValue("content-length").orElse(""));
        }
        HttpResponse<byte[]> deflated = packed("/long", "deflate", "GET");
        InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated.body()));
        assertEquals(100_000, in.readAllBytes().length);
        for (String accepted : List.of("identity", "gzip;q=0", "gzip;q=x", "*;q=0, br")) {
            HttpResponse<byte[]> plain = packed("/long", accepted, "GET");
            assertTrue(plain.headers().firstValue("content-encoding").isEmpty(), accepted);
            assertTrue(plain.headers().firstValue("vary").orElse("").contains("Accept-Encoding"));
            assertEquals(100_000, plain.body().length);
        }
        assertTrue(packed("/item/1", "gzip", "GET")
                .headers()
                .firstValue("content-encoding")
                .isEmpty());
        assertArrayEquals(
                "y".repeat(3_000_000).getBytes(StandardCharsets.US_ASCII),
                packed("/longer", "x", "GET").body());
    }

    @Test
    void allThatWasSentAheadIsAnsweredAfterTheClientHasShutItsHalf() throws Exception {
        for (int requests : new int[] {1, 32, 33, 64, 100, 1000}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream()
                        .write("HEAD /item/7 HTTP/1.1\r\nHost: x\r\n\r\n"
                                .repeat(requests)
                                .getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertEquals(requests, answers.split("HTTP/1.1 200", -1).length - 1);
            }
        }
    }

    @Test
    void aClientThatHasShutItsHalfIsAnswered() throws Exception {
        try (Socket socket = open("GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /item/2 HTTP/1.1\r\nHost: x\r\n\r\n")) {
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            // While it takes its time the server looks whether anybody is there, and clients pass that over.
            String interim = "HTTP/1.1 100 Continue\r\n\r\n";
            assertEquals(interim, new String(in.readNBytes(interim.length()), StandardCharsets.US_ASCII));
            release.countDown();
            String answers = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answers.contains("\r\n\r\nslow") && answers.endsWith("\r\n\r\n2"), answers);
        }
        try (Socket socket = open("GET /slow HTTP/1.1\r\nHost: x\r\n")) {
            socket.shutdownOutput();
            assertEquals('H', socket.getInputStream().read());
        }
        try (Socket socket = open("")) {
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void allPathsMayBeginWithAPrefix() throws Exception {
        HttpOptions settings = new HttpOptions(4096, 8192, 1000, Duration.ofMinutes(10), 2, 10, 20, 20, "/a/graphite");
        Router router = new Router()
                .on("GET", "/", request -> WebResponse.text(200, "top"))
                .on("GET", "/item/{id}", request -> WebResponse.text(200, request.pathVariable("id")));
        server.close();
        server = new HttpServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, settings);
        server.start();
        assertEquals("7", send(to("/a/graphite/item/7")).body());
        assertEquals("7", send(to("//a/graphite//item/7")).body());
        assertEquals("top", send(to("/a/graphite")).body());
        assertEquals("top", send(to("/a/graphite/")).body());
        assertTrue(raw("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
        for (String path : List.of("/", "/item/7", "/a/graphitex/item/7", "/a/graphitex", "/a/b")) {
            assertEquals(404, send(to(path)).statusCode(), path);
        }
    }

    @Test
    void limitsWhatIsSent() throws Exception {
        assertTrue(
                raw("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n").startsWith("HTTP/1.1 414"));
        assertTrue(raw("GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(9000) + "\r\n\r\n")
                .startsWith("HTTP/1.1 431"));
        assertTrue(raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n")
                .startsWith("HTTP/1.1 413"));
        assertTrue(raw("\1\2\3 nonsense\r\n\r\n").startsWith("HTTP/1.1 400"));
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() throws Exception {
        String get = "GET /item/%d HTTP/1.1\r\nHost: x\r\n%s\r\n";
        String answers = raw(get.formatted(1, "") + get.formatted(2, "") + get.formatted(3, "Connection: close\r\n"));
        int first = answers.indexOf("\r\n\r\n1");
        int second = answers.indexOf("\r\n\r\n2");
        int third = answers.indexOf("\r\n\r\n3");
        assertTrue(0 < first && first < second && second < third, answers);
    }

    @Test
    void whatIsRefusedUnreadIsAnsweredInItsTurn() throws Exception {
        for (String expecting : new String[] {"", "Expect: 100-continue\r\n"}) {
            String answers = raw("GET /item/1 HTTP/1.1\r\nHost: x\r\n\r\n" + "GET /item/2 HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "POST /echo HTTP/1.1\r\nHost: x\r\n" + expecting + "Content-Length: 5000\r\n\r\n"
                    + "x".repeat(5000)
                    + "GET /item/3 HTTP/1.1\r\nHost: x\r\n\r\n");
            int second = answers.indexOf("\r\n\r\n2");
            int refused = answers.indexOf("HTTP/1.1 413");
            assertTrue(0 < second && second < refused, answers);
            assertFalse(answers.contains("\r\n\r\n3"), answers);
        }
    }

    /** The system breaks a connection that is closed before all was read, and its client may lose what it was sent. */
    @Test
    void whoIsStillSendingGetsTheLastAnswer() throws Exception {
        String last = "GET /item/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        String refused = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n";
        for (String request : new String[] {last, refused}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                InputStream in = socket.getInputStream();
                String answer = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
                assertEquals(request.equals(last) ? "HTTP/1.1 200" : "HTTP/1.1 413", answer);
                for (int i = 0; i < 100; i++) {
                    socket.getOutputStream().write(new byte[10_000]);
                }
                in.readAllBytes();
            }
        }
    }

    @Test
    void aThousandRequestsMayBeSentAhead() throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 1; i <= 1000; i++) {
            requests.append("GET /item/").append(i).append(" HTTP/1.1\r\nHost: x\r\n");
            requests.append(i == 1000 ? "Connection: close\r\n\r\n" : "\r\n");
        }
        String answers = raw(requests.toString());
        assertEquals(1000, answers.split("HTTP/1.1 200", -1).length - 1);
        assertTrue(answers.endsWith("\r\n\r\n1000"), answers.substring(answers.length() - 100));
    }

    /** Neither their answers nor, after the last one, what is asked for. */
    @Test
    void whoTakesNoAnswersGetsNoMore() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(8192);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            String ask = "GET /long HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000);
            String last =
                    "GET /long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /watch HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write((ask + last).getBytes(StandardCharsets.US_ASCII));
            // The connections of others are answered all the same; and what was made is little, for this one as well.
            int before = answers.get();
            for (int i = 0; i < 5; i++) {
                assertEquals("1", send(to("/item/1")).body());
            }
            assertTrue(answers.get() - before < 200, "while nothing is read");
            byte[] all = socket.getInputStream().readAllBytes();
            assertTrue(all.length > 1001 * 100_000);
            assertEquals(1001, answers.get());
        }
        assertEquals(1, working.getCount(), "nothing after the last one");
    }

    @Test
    void aSlowAnswerHoldsUpNoOther() throws Exception {
        var slow = HttpClient.newHttpClient().sendAsync(to("/slow").build(), HttpResponse.BodyHandlers.ofString());
        assertEquals("1", send(to("/item/1")).body());
        release.countDown();
        assertEquals("slow", slow.join().body());
    }

    @Test
    void aHandlerSeesThatItsClientHasGone() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /watch HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            working.await();
        }
        sawGone.await();
    }

    @Test
    void pagesOfAllowedServersMayRead() throws Exception {
        String get = "%s /item/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: %s\r\n%s\r\n";
        String allowed = "Access-Control-Allow-Origin: http://page";
        assertTrue(raw(get.formatted("GET", "http://page", "")).contains(allowed));
        assertFalse(raw(get.formatted("GET", "http://other", "")).contains("Access-Control"));
        String asks = "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: x-a\r\n";
        String may = raw(get.formatted("OPTIONS", "http://page", asks));
        assertTrue(may.startsWith("HTTP/1.1 204") && may.contains(allowed) && may.contains("x-a"), may);
        assertFalse(raw(get.formatted("OPTIONS", "http://other", asks)).contains("Access-Control"));
        String methods = raw(get.formatted("OPTIONS", "http://page", ""));
        assertTrue(methods.startsWith("HTTP/1.1 200") && methods.contains("GET, HEAD, OPTIONS"), methods);
    }

    @Test
    void pagesThatAreNamedMaySendCredentialsWhereThatIsSet() throws Exception {
        String asks = "Access-Control-Request-Method: %s\r\n\r\n";
        String get = "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: %s\r\n" + asks;
        String credentials = "Access-Control-Allow-Credentials: true";
        for (boolean named : new boolean[] {true, false}) {
            for (boolean set : new boolean[] {true, false}) {
                Set<String> readers = Set.of(named ? "http://page" : "*");
                PageRules pages = new PageRules(readers, Set.of("http://writer"), new HostNames(Set.of()), set);
                Router router = new Router(new Guard(pages, AdminRule.ofThisMachine()))
                        .on("GET", "/read", request -> WebResponse.text(200, "read"))
                        .on("POST", "/write", request -> WebResponse.text(200, "written"), RouteTrait.WRITES);
                server.close();
                server = new HttpServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, HttpOptions.defaults());
                server.start();
                for (String method : List.of("GET", "OPTIONS")) {
                    String answer = raw(get.formatted(method + " /read", "http://page", "GET"));
                    assertTrue(answer.contains("Access-Control-Allow-Origin"), answer);
                    assertEquals(named && set, answer.contains(credentials), answer);
                    String other = raw(get.formatted(method + " /read", "http://other", "GET"));
                    assertFalse(other.contains(credentials), other);
                }
                String writing = raw(get.formatted("OPTIONS /write", "http://writer", "POST"));
                assertEquals(set, writing.contains(credentials), writing);
                String reader = raw(get.formatted("OPTIONS /write", "http://page", "POST"));
                assertFalse(reader.contains(credentials), reader);
            }
        }
    }

    @Test
    void whatTheClientHasIsNotSentAgain() throws Exception {
        HttpResponse<String> first = send(to("/item/1"));
        String tag = first.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> second = send(to("/item/1").header("If-None-Match", "\"x\", " + tag));
        assertEquals(304, second.statusCode());
        assertEquals("", second.body());
        assertEquals(200, send(to("/item/2").header("If-None-Match", tag)).statusCode());
    }

    @Test
    void connectionsBeyondTheLimitAreClosed() throws Exception {
        String ask = "GET /item/1 HTTP/1.1\r\nHost: x\r\n\r\n";
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                open.add(open(ask));
                assertEquals('H', open.get(i).getInputStream().read());
            }
            open.add(open(""));
            assertEquals(-1, open.get(20).getInputStream().read());
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private Socket open(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @Test
    void aPortInUseIsNamed() {
        HttpServer second = new HttpServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                new Router(),
                HttpOptions.defaults());
        IOException refused = assertThrows(IOException.class, second::start);
        assertTrue(refused.getMessage().contains(":" + server.port()), refused.getMessage());
    }
}
