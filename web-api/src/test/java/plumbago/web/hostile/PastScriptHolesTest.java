package plumbago.web.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import plumbago.testkit.HostileTexts;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

/**
 * What graphite-web has once given back as part of a page, asked for here: nothing that is answered is a page, and a browser
 * that is sent to it by a link shows a text.
 */
class PastScriptHolesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "\"><img src=x onerror=window.hit=1>";

    /** Elements of pictures, none of which loads or runs anything. */
    private static final Set<String> OF_PICTURES = Set.of(
            "svg", "g", "path", "rect", "text", "line", "circle", "polygon", "polyline", "defs", "clipPath", "title");

    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WebServer(
                "127.0.0.1",
                0,
                new HostileSeries(),
                HostileSeries.index(),
                Clock.systemUTC(),
                "test",
                WebOptions.defaults());
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        String shown = request.uri() + ": " + answer.statusCode() + " "
                + answer.headers().map();
        assertTrue(answer.statusCode() < 500, shown);
        assertEquals(
                "nosniff", answer.headers().firstValue("x-content-type-options").orElse(""), shown);
        String type = type(answer);
        assertFalse(
                type.isEmpty() || type.contains("html") || (type.contains("xml") && !type.equals("image/svg+xml")),
                shown);
        // An old address leads on with its query, which is encoded.
        String place = answer.headers().firstValue("location").orElse("");
        assertFalse(place.matches(".*[<>\"' ].*") || place.contains("//"), shown);
        assertFalse(answer.headers().map().toString().replace(place, "").contains("window.hit"), shown);
        return answer;
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(at(path).build());
    }

    private JsonNode post(String path, String form) throws IOException, InterruptedException {
        return json(send(at(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build()));
    }

    private static String type(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("content-type").orElse("");
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        assertEquals("application/json", type(answer), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return JSON.readTree(answer.body());
    }

    /** Each with what stood in the page then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/composer?showTarget=HOSTILE",
                "/composer/mygraph?action=save&graphName=HOSTILE&url=HOSTILE",
                "/composer/mygraph/?action=HOSTILE&graphName=HOSTILE",
                "/composer/send_email?to=HOSTILE&subject=HOSTILE&url=http%3A%2F%2F127.0.0.1%3A1%2F",
                "/dashboard",
                "/dashboard/HOSTILE",
                "/dashboard/load/HOSTILE",
                "/dashboard/load_template/HOSTILE?HOSTILE=HOSTILE",
                "/dashboard/save_template/HOSTILE/HOSTILE",
                "/dashboard/find?query=HOSTILE",
                "/dashboard/email?sender=HOSTILE&recipients=HOSTILE&graph_params=HOSTILE",
                "/browser/search?query=HOSTILE",
                "/browser/usergraph?path=HOSTILE&user=HOSTILE",
                "/account/login?nextPage=HOSTILE",
                "/cli/eval?commands=HOSTILE",
                "/s/HOSTILE",
                "/HOSTILE",
                "/render/?cacheTimeout=HOSTILE&target=n.load",
                "/render/?cacheTimeout=HOSTILE&target=n.load&format=json",
                "/render/?target=n.load&noCache=HOSTILE&maxDataPoints=HOSTILE&format=json",
                "/render/?target=HOSTILE&format=json",
                "/render/?target=nosuch(HOSTILE)&format=json",
                "/render/?target=alias(HOSTILE&format=json&explain=1",
                "/render/?target=n.load&from=HOSTILE",
                "/render/?target=n.load&until=HOSTILE&format=raw",
                "/render/?target=n.load&from=HOSTILE&format=csv",
                "/render/?target=n.load&tz=HOSTILE&format=svg",
                "/render/?target=n.load&template=HOSTILE",
                "/render/?target=n.load&format=HOSTILE",
                "/render/?target=n.load&width=HOSTILE&height=HOSTILE&fontName=HOSTILE&bgcolor=HOSTILE",
                "/render/?target=n.load&graphType=HOSTILE&pieMode=HOSTILE&areaMode=HOSTILE&lineMode=HOSTILE",
                "/render/?target=n.load&yMin=HOSTILE&yUnitSystem=HOSTILE&xFormat=HOSTILE&format=svg",
                "/metrics/find?query=*&from=HOSTILE",
                "/metrics/find?query=*&until=HOSTILE",
                "/metrics/find?query=HOSTILE&format=HOSTILE",
                "/metrics/find?query=HOSTILE&format=completer&wildcards=HOSTILE",
                "/metrics/expand?query=HOSTILE&groupByExpr=HOSTILE&leavesOnly=HOSTILE",
                "/metrics/search?query=HOSTILE&limit=HOSTILE",
                "/metrics/index.json?jsonp=HOSTILE",
                "/events/get_data?from=HOSTILE&until=HOSTILE&tags=HOSTILE&set=HOSTILE",
                "/events/HOSTILE",
                "/functions/HOSTILE",
                "/functions?group=HOSTILE&grouped=HOSTILE&pretty=HOSTILE",
                "/tags/HOSTILE?filter=HOSTILE",
                "/tags/autoComplete/tags?tagPrefix=HOSTILE&expr=HOSTILE",
                "/tags/autoComplete/values?tag=HOSTILE&valuePrefix=HOSTILE&limit=HOSTILE",
                "/tags/findSeries?expr=HOSTILE",
                "/assets/HOSTILE/HOSTILE",
            })
    void whatWasAPageIsAText(String path) throws Exception {
        for (String hostile : HostileTexts.ALL) {
            HttpResponse<byte[]> answer = get(path.replace("HOSTILE", encoded(hostile)));
            if (answer.statusCode() >= 400 && answer.body().length > 0) {
                assertTrue(json(answer).hasNonNull("error"), path);
                for (byte b : answer.body()) {
                    // Nor can it be taken for a page in another encoding.
                    assertTrue(b >= ' ', path);
                }
            }
        }
    }

    @Test
    void sentencesQuoteInJsonAlone() throws Exception {
        for (String path : new String[] {
            "/metrics/find?query=*&from=",
            "/render?target=n.load&from=",
            "/functions/",
            "/events/",
            "/events/get_data?from="
        }) {
            HttpResponse<byte[]> answer = get(path + encoded(HOSTILE));
            assertTrue(answer.statusCode() >= 400, path + ": " + answer.statusCode());
            assertTrue(json(answer).get("error").asText().contains("<img src=x"), path);
        }
    }

    @Test
    void dashboardsComeBackAsTheyWereSaved() throws Exception {
        Set<String> saved = new TreeSet<>();
        for (String hostile : HostileTexts.ALL) {
            String name = hostile.replace('/', '|').replaceAll("[\uD800-\uDFFF]", "?");
            String state = JSON.writeValueAsString(Map.of(
                    "name", name, "graphs", new String[][] {{name, "target=" + name}}, name, name));
            JsonNode answer = post("/dashboard/save/" + encoded(name), "state=" + encoded(state));
            if (!answer.has("success")) {
                // Names may be too long, or have letters that no file has.
                assertTrue(answer.hasNonNull("error"), answer.toString());
                continue;
            }
            saved.add(name);
            JsonNode loaded = json(get("/dashboard/load/" + encoded(name)));
            assertEquals(JSON.readTree(state), loaded.get("state"));
        }
        assertTrue(saved.size() > 30, saved.toString());
        Set<String> found = new TreeSet<>();
        json(get("/dashboard/find?query="))
                .get("dashboards")
                .forEach(one -> found.add(one.get("name").asText()));
        assertEquals(saved, found);
        String missing =
                json(get("/dashboard/load/no" + encoded(HOSTILE))).get("error").asText();
        assertTrue(missing.contains(HOSTILE), missing);
    }

    @Test
    void eventsAndTagsComeBackAsTheyWerePosted() throws Exception {
        for (String hostile : HostileTexts.ALL) {
            String text = JSON.writeValueAsString(hostile.replaceAll("[\uD800-\uDFFF]", "?"));
            json(send(at("/events/")
                    .header("Content-Type", "text/html")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"what\": " + text + ", \"data\": " + text + ", \"tags\": [" + text + "]}"))
                    .build()));
            post("/tags/tagSeries", "path=" + encoded("a;b=" + hostile) + "&jsonp=" + encoded(hostile));
        }
        Set<String> what = new TreeSet<>();
        json(get("/events/get_data")).forEach(one -> what.add(one.get("what").asText()));
        assertEquals(HostileTexts.ALL.size(), what.size());
        assertTrue(json(get("/tags/b")).toString().contains("<img src=x onerror"));
        assertTrue(json(get("/tags/findSeries?expr=name=a")).size() > 20);
    }

    /** What is no name of a function never becomes part of a script. */
    @Test
    void scriptsCallNothingButAFunction() throws Exception {
        for (String route : new String[] {
            "/render?target=n.load&format=json", "/metrics/index.json?", "/events/get_data?", "/metrics/find?query=*"
        }) {
            for (String hostile : HostileTexts.ALL) {
                HttpResponse<byte[]> answer = get(route + "&jsonp=" + encoded(hostile));
                if (hostile.matches("[A-Za-z_]+")) {
                    String script = new String(answer.body(), StandardCharsets.US_ASCII);
                    assertTrue(script.startsWith(hostile + "("), script);
                    assertEquals("text/javascript", type(answer));
                } else {
                    assertEquals(400, answer.statusCode(), route + hostile);
                    assertTrue(json(answer).hasNonNull("error"));
                }
            }
        }
    }

    /** A picture that is opened by its address is a document with the rights of this server. */
    @Test
    void picturesHaveNothingThatRunsOrLoads() throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        for (String hostile : HostileTexts.ALL) {
            String text = encoded(hostile);
            String alias = encoded("alias(n.load,'" + hostile.replace("'", "") + "')");
            for (String graph : new String[] {"line", "pie"}) {
                HttpResponse<byte[]> answer =
                        get("/render?format=svg&graphType=" + graph + "&target=" + alias + "&title="
                                + text + "&vtitle=" + text + "&vtitleRight=" + text + "&target="
                                + encoded("secondYAxis(") + alias
                                + ")&target=" + encoded("verticalLine('-1min','" + hostile.replace("'", "") + "')")
                                + "&hideLegend=false");
                assertEquals("image/svg+xml", type(answer), hostile);
                assertEquals(
                        "default-src 'none'; style-src 'unsafe-inline'; sandbox",
                        answer.headers().firstValue("content-security-policy").orElse(""));
                check(parsers.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(answer.body()))
                        .getElementsByTagName("*"));
            }
        }
    }

    private static void check(NodeList elements) {
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            boolean data = element.getTagName().equals("script")
                    && element.getAttribute("type").equals("application/json");
            assertTrue(data || OF_PICTURES.contains(element.getTagName()), element.getTagName());
            for (int a = 0; a < element.getAttributes().getLength(); a++) {
                Node attribute = element.getAttributes().item(a);
                String name = attribute.getNodeName();
                assertFalse(name.startsWith("on") || name.endsWith("href"), name);
                // What is of a series' name stands where nothing looks for more than a text.
                assertFalse(attribute.getNodeValue().contains("window.hit") && !name.startsWith("data-"), name);
            }
        }
    }
}
