package plumbago.web.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumbago.base.admin.AdminRule;
import plumbago.base.config.Network;
import plumbago.base.http.Guard;
import plumbago.base.http.HostNames;
import plumbago.base.http.HttpOptions;
import plumbago.base.http.HttpServer;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.PageRules;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;

/**
 * What pages of other servers may have a browser do, by the headers that browsers of all kinds send: none of them changes
 * anything, and none reads. {@code ForeignPageTest} plays the same in a real browser.
 */
class ForeignPagesTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String FIREFOX = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101";

    private final AtomicInteger changes = new AtomicInteger();
    private HttpServer server;

    private void serve(List<String> readers, List<String> writers, List<String> hosts) throws IOException {
        serve(readers, writers, hosts, new AdminRule(Network.LOOPBACK, List.of(TOKEN), true));
    }

    private void serve(List<String> readers, List<String> writers, List<String> hosts, AdminRule rule)
            throws IOException {
        PageRules pages = new PageRules(Set.copyOf(readers), Set.copyOf(writers), new HostNames(hosts));
        Router router = new Router(new Guard(pages, rule))
                .on("GET POST", "/read", request -> JsonAnswers.of(request, "\"secret\""))
                .on("GET POST", "/write", request -> changed(), RouteTrait.WRITES)
                .on("GET POST", "/delete", request -> changed(), RouteTrait.ADMINISTERS);
        server = new HttpServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, HttpOptions.defaults());
        server.start();
    }

    private plumbago.base.http.WebResponse changed() {
        changes.incrementAndGet();
        return plumbago.base.http.WebResponse.json("true");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String ask(String request, String... headers) throws IOException {
        return askAs("HTTP/1.1", request, headers);
    }

    private String askAs(String version, String request, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(request + " " + version, "Connection: close"));
        lines.addAll(List.of(headers));
        if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
            lines.add("Host: localhost:" + server.port());
        }
        String text = String.join("\r\n", lines).replace("PORT", String.valueOf(server.port())) + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private void refused(String request, String... headers) throws IOException {
        int before = changes.get();
        String answer = ask(request, headers);
        assertTrue(answer.startsWith("HTTP/1.1 403 "), request + " " + List.of(headers) + ": " + answer);
        assertEquals(before, changes.get());
    }

    private void done(String request, String... headers) throws IOException {
        String answer = ask(request, headers);
        assertTrue(answer.startsWith("HTTP/1.1 200 "), request + " " + List.of(headers) + ": " + answer);
    }

    @Test
    void noForeignPageChangesAnything() throws IOException {
        serve(List.of("*"), List.of(), List.of());
        for (String route : new String[] {"GET /write", "POST /write", "GET /delete", "POST /delete"}) {
            refused(route, "Origin: http://evil.example");
            refused(route, "Origin: null");
            refused(route, "Origin: http://localhost:1");
            refused(route, "Origin: http://127.0.0.1:PORT");
            refused(route, "Origin: http://localhost:PORT.evil.example");
            refused(route, "Origin: ftp://localhost:PORT");
            refused(route, "Origin: http://localhost:PORT", "Sec-Fetch-Site: cross-site");
            refused(route, "Sec-Fetch-Site: cross-site");
            refused(route, "Sec-Fetch-Site: same-site");
            refused(route, "Sec-Fetch-Site: anything-new");
            refused(route, "Referer: http://evil.example/page");
            refused(route, "Referer: about:blank");
            // What a browser sends of a page with Referrer-Policy: no-referrer to a server without TLS.
            refused(route, FIREFOX);
            refused(route, "Upgrade-Insecure-Requests: 1");
        }
        assertEquals(0, changes.get());
    }

    @Test
    void aPageThatHasItsNameLeadHereChangesNothing() throws IOException {
        serve(List.of("*"), List.of(), List.of());
        for (String host :
                new String[] {"evil.example:PORT", "evil.example", "localhost.evil.example", "127.0.0.1.nip.io"}) {
            for (String route : new String[] {"GET /write", "POST /write", "GET /delete", "POST /delete"}) {
                refused(route, "Host: " + host, "Origin: http://" + host);
                refused(route, "Host: " + host, "Sec-Fetch-Site: same-origin");
                refused(route, "Host: " + host, "Sec-Fetch-Site: none");
                refused(route, "Host: " + host, "Referer: http://" + host + "/page", FIREFOX);
            }
            // A page may choose what its own server is told of the browser, and GET has no Origin then.
            refused("GET /write", "Host: " + host, "User-Agent: curl/8");
            refused("GET /delete", "Host: " + host, "User-Agent: curl/8");
        }
    }

    @Test
    void programsWriteByAnyName() throws IOException {
        serve(List.of(), List.of(), List.of());
        done("POST /write", "Host: graphite.example.org");
        done("POST /write", "Host: graphite.example.org", "User-Agent: curl/8.14.1");
        done("POST /write", "Host: g", "User-Agent: Mozilla/5.0 (Windows NT; en-US) WindowsPowerShell/5.1.1");
        assertTrue(askAs("HTTP/1.0", "POST /write").startsWith("HTTP/1.1 200"));
        assertEquals(4, changes.get());
    }

    @Test
    void thisServersOwnPagesWrite() throws IOException {
        serve(List.of(), List.of(), List.of("graphite.example.org", ".here.example"));
        for (String host :
                new String[] {"localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "graphite.example.org", "a.here.example"
                }) {
            done("POST /write", "Host: " + host, "Origin: http://" + host, FIREFOX);
            done("POST /write", "Host: " + host, "Origin: http://" + host, "Sec-Fetch-Site: same-origin");
            done("GET /write", "Host: " + host, "Referer: http://" + host + "/page", FIREFOX);
        }
        done("POST /write", "Host: graphite.example.org", "Origin: https://graphite.example.org");
        done("POST /write", "Host: GRAPHITE.example.org.", "Sec-Fetch-Site: same-origin");
        refused("POST /write", "Host: here.example.evil", "Origin: http://here.example.evil");
        // Where names are listed, others are wrong for everybody.
        refused("POST /write", "Host: other.example.org");
        refused("GET /read", "Host: other.example.org");
        done("GET /read", "Host: graphite.example.org:80");
    }

    @Test
    void pagesThatAreNamedWriteAndAllOnesDoNotDelete() throws IOException {
        serve(List.of(), List.of("*"), List.of());
        String page = "Origin: http://page";
        done("POST /write", page, "Sec-Fetch-Site: cross-site");
        done("GET /write", "Sec-Fetch-Site: cross-site");
        refused("POST /delete", page, "Sec-Fetch-Site: cross-site");
        refused("POST /delete", page, "Authorization: Bearer " + TOKEN);
        refused("GET /delete", "Sec-Fetch-Site: cross-site");
        server.close();
        serve(List.of(), List.of("http://page"), List.of());
        String answer = ask("POST /write", page, "Sec-Fetch-Site: cross-site");
        assertTrue(answer.contains("Access-Control-Allow-Origin: http://page"), answer);
        refused("POST /write", "Origin: http://page.evil", "Sec-Fetch-Site: cross-site");
        refused("POST /delete", page, "Sec-Fetch-Site: cross-site");
        done("POST /delete", page, "Sec-Fetch-Site: cross-site", "Authorization: Bearer " + TOKEN);
        String read = ask("GET /read", page);
        assertFalse(read.contains("Access-Control"), "who may write may not read by that: " + read);
    }

    @Test
    void aQuestionBeforehandIsAnsweredByWhatTheRouteDoes() throws IOException {
        serve(List.of("*"), List.of("http://page"), List.of());
        String asks = "Access-Control-Request-Method: POST";
        String allow = "Access-Control-Allow-Origin: http://page";
        assertTrue(ask("OPTIONS /read", "Origin: http://page", asks).contains(allow));
        assertTrue(ask("OPTIONS /write", "Origin: http://page", asks).contains(allow));
        for (String path : new String[] {"/write", "/delete", "/none"}) {
            String answer = ask("OPTIONS " + path, "Origin: http://other", asks);
            assertTrue(answer.startsWith("HTTP/1.1 204") && !answer.contains("Access-Control"), answer);
        }
    }

    @Test
    void scriptsReadNothingUnlessTheirPageMay() throws IOException {
        serve(List.of("http://page"), List.of(), List.of());
        String script = "GET /read?jsonp=steal";
        refused(script, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: script");
        refused(script, "Sec-Fetch-Site: same-site");
        refused(script, "Referer: http://evil.example/");
        refused(script, "Origin: http://evil.example");
        refused(script, FIREFOX);
        done(script);
        done(script, "Sec-Fetch-Site: same-origin");
        done(script, "Referer: http://localhost:PORT/", FIREFOX);
        done(script, "Referer: http://page/", "Sec-Fetch-Site: cross-site");
        String answer = ask(script);
        assertTrue(answer.contains("X-Content-Type-Options: nosniff")
                || answer.contains("x-content-type-options: nosniff"));
        server.close();
        serve(List.of("*"), List.of(), List.of());
        done(script, "Sec-Fetch-Site: cross-site");
    }

    @Test
    void whatDeletesNeedsATokenFromAllButThisMachine() throws IOException {
        serve(List.of(), List.of(), List.of());
        done("POST /delete");
        done("GET /delete", "Host: 127.0.0.1:PORT");
        done("POST /delete", "Host: [::1]");
        refused("POST /delete", "Host: graphite.example.org");
        refused("POST /delete", "Host: 10.1.2.3");
        refused("POST /delete", "Origin: http://localhost:PORT");
        for (String mark : new String[] {
            "Forwarded: for=10.1.2.3",
            "Via: 1.1 proxy",
            "X-Forwarded-For: 10.1.2.3",
            "X-Forwarded-Proto: https",
            "X-Real-IP: 10.1.2.3",
            "X-Envoy-External-Address: 10.1.2.3"
        }) {
            refused("POST /delete", mark);
            done("POST /delete", mark, "Authorization: Bearer " + TOKEN);
        }
        assertTrue(askAs("HTTP/1.0", "POST /delete").startsWith("HTTP/1.1 403"));
        String right = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("me:" + TOKEN).getBytes(StandardCharsets.US_ASCII));
        done("POST /delete", "Host: graphite.example.org", right);
        done("POST /delete", "Origin: http://localhost:PORT", "Sec-Fetch-Site: same-origin", right);
        refused("POST /delete", "Authorization: Bearer " + TOKEN.substring(1));
        refused("POST /delete", "Authorization: Bearer");
        refused("POST /delete", "Authorization: Basic bWU6");
        refused("POST /delete", "Origin: http://evil.example", right);
    }

    @Test
    void withoutTheExceptionThisMachineNeedsATokenToo() throws IOException {
        serve(List.of(), List.of(), List.of(), new AdminRule(Network.LOOPBACK, List.of(TOKEN), false));
        refused("POST /delete");
        done("POST /delete", "Authorization: bearer  " + TOKEN + " ");
        server.close();
        serve(List.of(), List.of(), List.of(), new AdminRule(List.of(), List.of(TOKEN), true));
        refused("POST /delete");
        refused("POST /delete", "Authorization: Bearer " + TOKEN);
    }

    @Test
    void headChangesNothing() throws IOException {
        serve(List.of("*"), List.of("*"), List.of());
        for (String path : new String[] {"/write", "/delete"}) {
            assertTrue(ask("HEAD " + path).startsWith("HTTP/1.1 405"), path);
        }
        assertEquals(0, changes.get());
        done("HEAD /read");
    }
}
