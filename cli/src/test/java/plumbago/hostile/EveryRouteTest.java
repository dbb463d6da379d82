package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.testkit.HostileTexts;

/** What holds for every route that there is, by the table that they are found in: one that is new is asked as well. */
class EveryRouteTest {
    /** What browsers send with a request that a page of another server has them make, old ones too. */
    private static final List<String> FOREIGN = List.of(
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\nSec-Fetch-Dest: document",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
            "Origin: http://evil.example",
            "Origin: null",
            "Origin: http://localhost:1",
            "Referer: http://evil.example/page",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0");

    /** What a form can send without asking beforehand. */
    private static final List<String> FORMS = List.of(
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: text/plain",
            "Content-Type: multipart/form-data; boundary=x");

    private static final String STATE =
            "state=%7B%7D&path=evil.tagged%3Ba%3Db&metric=kept&key=aggregationMethod&value=max";

    @TempDir
    Path folder;

    private AllRoutes routes;
    private int port;

    @BeforeEach
    void start() throws Exception {
        routes = new AllRoutes(folder);
        port = routes.start();
    }

    @AfterEach
    void stop() throws IOException {
        routes.close();
    }

    /** A line of the table, as a request can be made of it. */
    private record Asked(String does, String method, String path) {
        boolean changes() {
            return !does.equals("READ");
        }
    }

    private List<Asked> all() {
        List<Asked> all = new ArrayList<>();
        for (String line : routes.table()) {
            String[] words = line.split(" ");
            all.add(new Asked(words[0], words[1], words[2].replaceAll("\\{[a-z]+}", "kept")));
        }
        return all;
    }

    private List<Asked> changing() {
        List<Asked> changing = all().stream().filter(Asked::changes).toList();
        assertTrue(changing.size() > 12, changing.toString());
        return changing;
    }

    private String ask(String method, String path, String headers, String body) throws IOException {
        boolean named = headers.contains("Host: ");
        String request = method + " " + path + " HTTP/1.1\r\n" + (named ? "" : "Host: localhost:" + port + "\r\n")
                + "Connection: close\r\n" + (headers.isEmpty() ? "" : headers + "\r\n")
                + (body.isEmpty() && !method.equals("POST") ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n"
                + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private void refused(Asked asked, String path, String headers, String body) throws IOException {
        String answer = ask(asked.method(), path, headers, body);
        String shown = asked + " " + headers + ": " + answer;
        assertTrue(answer.startsWith("HTTP/1.1 403 "), shown);
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("access-control"), shown);
    }

    /** What the one or the other takes. */
    private static List<String> bodies() {
        return List.of(STATE, "{\"what\": \"evil\"}", "evil.points 1 " + System.currentTimeMillis() / 1000 + "\n");
    }

    private String state() throws IOException {
        StringBuilder state = new StringBuilder();
        for (String path : List.of(
                "/metrics/index.json",
                "/events/get_data",
                "/dashboard/find?query=",
                "/dashboard/load/kept",
                "/tags",
                "/tags/findSeries?expr=name!=")) {
            String answer = ask("GET", path, "", "");
            state.append(answer.substring(answer.indexOf("\r\n\r\n"))).append('\n');
        }
        return state.toString();
    }

    @Test
    void noPageOfAnotherServerChangesAnythingByAnyRoute() throws IOException {
        ask("POST", "/dashboard/save/kept", FORMS.get(0), "state=%7B%22a%22%3A1%7D");
        ask("POST", "/events", "", "{\"what\": \"kept\", \"tags\": [\"a\"]}");
        ask("POST", "/tags/tagSeries", FORMS.get(0), "path=kept%3Ba%3Db");
        String before = state();
        assertTrue(before.contains("kept"), before);
        for (Asked asked : changing()) {
            for (String foreign : FOREIGN) {
                refused(asked, asked.path() + "?" + STATE, foreign, "");
                refused(asked, asked.path() + "/", foreign, "");
                refused(asked, "/" + asked.path(), foreign, "");
                for (String form : asked.method().equals("POST") ? FORMS : List.<String>of()) {
                    for (String body : bodies()) {
                        refused(asked, asked.path(), foreign + "\r\n" + form, body);
                    }
                }
            }
            String preflight = ask(
                    "OPTIONS",
                    asked.path(),
                    "Origin: http://evil.example\r\nAccess-Control-Request-Method: " + asked.method(),
                    "");
            assertFalse(preflight.toLowerCase(Locale.ROOT).contains("access-control"), preflight);
            // It is the marks of the other page that it is refused for.
            String path = asked.path().replace("kept", "another");
            assertFalse(ask(asked.method(), path, "", "").startsWith("HTTP/1.1 403 "), asked.toString());
        }
        assertEquals(before, state());
    }

    @Test
    void whatOnlyReadsChangesNothing() throws IOException {
        ask("POST", "/dashboard/save/kept", FORMS.get(0), "state=%7B%22a%22%3A1%7D");
        String before = state();
        for (Asked asked : all()) {
            for (String body : asked.changes() ? List.<String>of() : bodies()) {
                ask(
                        asked.method(),
                        asked.path() + "?" + STATE,
                        FORMS.get(0),
                        asked.method().equals("POST") ? body : "");
            }
        }
        assertEquals(before, state());
    }

    /** A page may have its own name lead to this machine; only the name in Host tells. */
    @Test
    void aNameThatWasMadeToLeadHereChangesNothing() throws IOException {
        String before = state();
        for (Asked asked : changing()) {
            for (String host :
                    List.of("evil.example", "evil.example:" + port, "localhost.evil.example", "127.0.0.1.nip.io")) {
                String named = "Host: " + host;
                for (String page : List.of(
                        "Sec-Fetch-Site: same-origin",
                        "Sec-Fetch-Site: none",
                        "Origin: http://" + host,
                        FOREIGN.get(9))) {
                    refused(asked, asked.path(), named + "\r\n" + page, "");
                }
                if (asked.method().equals("GET")) {
                    refused(asked, asked.path(), named, "");
                }
            }
        }
        assertEquals(before, state());
    }

    @Test
    void everyAnswerSaysWhatItIsAndOnlyThePageIsAPage() throws IOException {
        assertTrue(ask("GET", "/", "", "").contains("<!doctype html>"));
        for (Asked asked : all()) {
            for (String method : List.of(asked.method(), "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
                for (String rest :
                        List.of("", "?target=a&query=*&format=json", "?query=" + encoded(0) + "&from=" + encoded(1))) {
                    String answer = ask(method, asked.path() + rest, "", "");
                    safe(method + " " + asked.path() + rest, asked.path(), answer);
                }
            }
        }
        for (String hostile : HostileTexts.ALL) {
            String path = "/" + URLEncoder.encode(hostile, StandardCharsets.UTF_8);
            safe(path, path, ask("GET", path, "", ""));
            safe(path, path, ask("GET", "/dashboard" + path, "", ""));
        }
    }

    private static String encoded(int which) {
        return URLEncoder.encode(HostileTexts.ALL.get(which), StandardCharsets.UTF_8);
    }

    private static void safe(String asked, String path, String answer) {
        String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT) + "\r\n";
        String shown = asked + ": " + head;
        assertTrue(head.contains("\r\nx-content-type-options: nosniff\r\n"), shown);
        assertTrue(head.contains("\r\ncontent-type: ") || head.contains("\r\ncontent-length: 0\r\n"), shown);
        // An old address leads on with its query, which is encoded.
        String place = head.replaceAll("(?s).*\r\nlocation: ([^\r]*).*|.*", "$1");
        assertFalse(place.matches(".*[<>\"' ].*") || place.contains("//"), shown);
        assertFalse(
                head.contains("access-control")
                        || head.replace("location: " + place, "").contains("window.hit"),
                shown);
        if (path.equals("/") && head.contains("\r\ncontent-type: text/html")) {
            // In a frame of another page its reader would click where they do not see.
            assertTrue(head.contains("frame-ancestors 'self'") && head.contains("default-src 'none'"), shown);
            assertFalse(answer.contains("window.hit"), answer);
        } else {
            assertFalse(head.contains("html") || head.contains("/xml"), shown);
        }
    }
}
