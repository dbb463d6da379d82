package plumbago.web.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumbago.base.admin.AdminRule;
import plumbago.base.http.Guard;
import plumbago.base.http.HostNames;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.HttpServer;
import plumbago.base.http.PageRules;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebResponse;

/** Browsers take no answer for something else than it says to be, refused ones and those that no handler made included. */
class SafeHeadersTest {
    private static String ask(HttpServer server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void everyAnswerHasThem() throws IOException {
        PageRules pages = new PageRules(Set.of("http://page"), Set.of(), new HostNames(Set.of()));
        Router router = new Router(new Guard(pages, AdminRule.ofThisMachine()))
                .on("GET", "/json", request -> WebResponse.json("[]"))
                .on("GET", "/broken", request -> {
                    throw new IllegalStateException();
                })
                .on(
                        "GET",
                        "/svg",
                        request -> WebResponse.of(200, "image/svg+xml", "<svg/>".getBytes(StandardCharsets.US_ASCII)))
                .on("POST", "/write", request -> WebResponse.json("[]"), RouteTrait.WRITES);
        try (HttpServer server = new HttpServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, HttpOptions.defaults())) {
            server.start();
            String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
            String[][] asked = {
                {"200", "GET /json" + end + "\r\n"},
                {"200", "HEAD /json" + end + "\r\n"},
                {"304", "GET /json" + end + "If-None-Match: *\r\n\r\n"},
                {"404", "GET /none" + end + "\r\n"},
                {"405", "GET /write" + end + "\r\n"},
                {"403", "POST /write" + end + "Origin: http://evil\r\nContent-Length: 0\r\n\r\n"},
                {"204", "OPTIONS /json" + end + "Origin: http://page\r\nAccess-Control-Request-Method: GET\r\n\r\n"},
                {"500", "GET /broken" + end + "\r\n"},
                {"400", "GET /json HTTP/1.1\r\nConnection: close\r\n\r\n"},
                {"400", "nonsense\r\n\r\n"},
                {"414", "GET /" + "x".repeat(300_000) + end + "\r\n"},
                {"431", "GET /json" + end + "X: " + "x".repeat(100_000) + "\r\n\r\n"},
                {"413", "POST /write" + end + "Content-Length: 99999999\r\n\r\n"},
                {"417", "POST /write" + end + "Expect: wonders\r\nContent-Length: 1\r\n\r\nx"}
            };
            for (String[] one : asked) {
                String answer = ask(server, one[1]);
                String shown = one[0] + " " + answer;
                assertTrue(answer.startsWith("http/1.1 " + one[0] + " "), shown);
                assertTrue(answer.contains("x-content-type-options: nosniff\r\n"), shown);
            }
            String picture = ask(server, "GET /svg" + end + "\r\n");
            assertTrue(
                    picture.contains("content-security-policy: default-src 'none'; style-src 'unsafe-inline'; sandbox"),
                    picture);
            // A cache must not give a page the answer that was meant for another.
            for (String origin : new String[] {"", "Origin: http://page\r\n", "Origin: http://other\r\n"}) {
                String answer = ask(server, "GET /json" + end + origin + "\r\n");
                assertTrue(answer.contains("vary: accept-encoding, origin\r\n"), answer);
                assertEquals(origin.endsWith("page\r\n"), answer.contains("access-control-allow-origin"), answer);
            }
        }
    }
}
