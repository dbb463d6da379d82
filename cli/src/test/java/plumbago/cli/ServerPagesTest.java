package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;

/** What a whole server says of itself under {@code /server}, after points have come in over sockets. */
@Timeout(120)
class ServerPagesTest {
    private static final String TOKEN = "open-sesame-open-sesame";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final long now = Clock.systemUTC().millis() / 1000;
    private int linePort;
    private int httpPort;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("blacklist.conf"), "^unwanted\\.\n");
        Files.writeString(folder.resolve("storage-schemas.conf"), """
                [web]
                pattern = ^web\\.
                retentions = 10s:1d

                [nobody]
                pattern = ^nobody\\.
                retentions = 1s:1h

                [rest]
                pattern = .*
                retentions = 60s:1d,5m:7d
                """);
        Files.writeString(folder.resolve("storage-aggregation.conf"), """
                [counts]
                pattern = \\.count$
                xFilesFactor = 0
                aggregationMethod = sum
                """);
        linePort = freePort();
        httpPort = freePort();
        server = Server.start(settings(), Clock.systemUTC());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Settings settings(String... more) throws Exception {
        List<String> overrides = new ArrayList<>(List.of(
                "cache.STORAGE_DIR=" + folder.resolve("storage"),
                "cache.CONF_DIR=" + folder,
                "cache.USE_WHITELIST=True",
                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                "cache.LINE_RECEIVER_PORT=" + linePort,
                "cache.ENABLE_UDP_LISTENER=True",
                "cache.UDP_RECEIVER_INTERFACE=127.0.0.1",
                "cache.UDP_RECEIVER_PORT=" + linePort,
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "cache.CARBON_METRIC_INTERVAL=0",
                "web.HTTP_INTERFACE=127.0.0.1",
                "web.HTTP_PORT=" + httpPort,
                "web.ADMIN_TOKEN=" + TOKEN,
                "web.SLOW_RENDER_TIME=0.0001",
                "statsd.port=0",
                "statsd.mgmt_port=0"));
        overrides.addAll(List.of(more));
        return Settings.load(ConfigSources.of(Map.of()).withOverrides(overrides), Parts.settings());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Returns when the server has read all of it, which it shows by closing after us. */
    private void send(String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), linePort)) {
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private JsonNode get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        return new ObjectMapper().readTree(answer.body());
    }

    private static JsonNode of(JsonNode list, String key, String value) {
        for (JsonNode one : list) {
            if (one.path(key).asText().equals(value)) {
                return one;
            }
        }
        throw new AssertionError("no " + value + " in " + list);
    }

    @Test
    void theStatusAccountsForEachPoint() throws Exception {
        send("web.a.count 1 " + now + "\nweb.b 2 " + now + "\nunwanted.c 3 " + now + "\nno line\nother.d 4 -7\n");
        JsonNode status = get("/server/status");
        JsonNode points = status.path("points");
        assertEquals(4, points.path("received").asLong());
        assertEquals(2, points.path("stored").asLong() + points.path("waiting").asLong());
        assertEquals(2, points.path("dropped").asLong());
        assertEquals(0, points.path("underWay").asLong());
        assertEquals(1, points.path("droppedFor").path("blacklisted").asLong());
        assertEquals(1, points.path("droppedFor").path("invalidTimestamp").asLong());
        assertEquals(1, points.path("refused").path("badLines").asLong());

        assertEquals(2, status.path("series").path("known").asLong());
        assertEquals(Version.current(), status.path("version").asText());
        assertTrue(status.path("uptime").asLong() >= 0);
        assertTrue(status.path("now").asLong() >= now);
        assertEquals(0, status.path("problems").size());
        assertFalse(status.path("queues").path("sendersWait").asBoolean(true));
        assertTrue(status.path("queues").path("oldestWait").asLong(-1) >= 0);
        assertTrue(status.path("journal").path("bytes").asLong() > 0);
        assertEquals(0, status.path("journal").path("recovery").path("points").asLong(-1));
        for (String disk : List.of("data", "journal")) {
            JsonNode one = status.path("disk").path(disk);
            assertTrue(one.path("free").asLong() > 0, disk);
            assertTrue(one.path("bytes").asLong() >= one.path("free").asLong(), disk);
        }
        assertEquals(1, status.path("web").path("requests").asLong(), "this one");
        assertEquals(1, status.path("web").path("connections").asLong());
        assertEquals(0, status.path("web").path("renders").asLong(-1));
        assertTrue(status.path("process").path("heapBytes").asLong() > 0);
    }

    @Test
    void answersAreLaidOutInLines() throws Exception {
        for (String page : new String[] {"status", "dropped", "senders", "names", "queries", "rules"}) {
            JsonNode plain = get("/server/" + page);
            JsonNode pretty = get("/server/" + page + "?pretty=1");
            assertEquals(names(plain), names(pretty), page);
        }
    }

    private static List<String> names(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void examplesOfWhatWasDroppedAreForThoseWhoAdminister() throws Exception {
        send("unwanted.c 3 " + now + "\npassword=secret\nother.d 4 -7\n" + "x".repeat(500) + "\n");
        JsonNode all = get("/server/dropped");
        assertEquals("", all.path("withheld").asText());
        JsonNode refused = of(all.path("refused"), "kind", "badLines");
        assertEquals(2, refused.path("count").asLong());
        JsonNode latest = refused.path("examples").path(0);
        assertEquals("x".repeat(200) + "...", latest.path("text").asText());
        JsonNode first = refused.path("examples").path(1);
        assertEquals("password=secret", first.path("text").asText());
        assertTrue(first.path("sender").asText().matches("127\\.0\\.0\\.1:\\d+"), first.toString());
        assertTrue(first.path("time").asLong() >= now);
        assertEquals(
                "it has 1 field, expected: name value timestamp",
                first.path("expected").asText());
        JsonNode blacklisted = of(all.path("dropped"), "reason", "blacklisted");
        assertEquals(1, blacklisted.path("points").asLong());
        assertEquals(
                "unwanted.c 3.0 " + now,
                blacklisted.path("examples").path(0).path("text").asText());
        assertEquals(
                "other.d 4.0 -7",
                of(all.path("dropped"), "reason", "invalidTimestamp")
                        .path("examples")
                        .path(0)
                        .path("text")
                        .asText());

        String[] proxied = {"X-Forwarded-For", "192.0.2.7"};
        String[] ownPage = {"User-Agent", "Mozilla/5.0", "Sec-Fetch-Site", "same-origin"};
        String[] otherPage = {"User-Agent", "Mozilla/5.0", "Origin", "http://example.org"};
        String[] wrongToken = {"Authorization", "Bearer no" + TOKEN};
        for (String[] who : List.of(proxied, ownPage, otherPage, wrongToken)) {
            JsonNode counts = get("/server/dropped", who);
            String sentence = who == otherPage ? "not by a page of this server" : "ADMIN_TOKEN";
            assertTrue(counts.path("withheld").asText().contains(sentence), counts.toString());
            JsonNode lines = of(counts.path("refused"), "kind", "badLines");
            assertEquals(2, lines.path("count").asLong());
            assertEquals(0, lines.path("examples").size());
            assertFalse(counts.toString().contains("password"));
            assertFalse(counts.toString().contains("127.0.0.1"));
        }
        JsonNode withToken = get("/server/dropped", "X-Forwarded-For", "192.0.2.7", "Authorization", "Bearer " + TOKEN);
        assertTrue(withToken.toString().contains("password=secret"));
    }

    @Test
    void postedPointsHaveTheirSenderToo() throws Exception {
        var post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("what is this line\nunwanted.x 1 " + now + "\n"));
        assertEquals(200, client.send(post.build(), BodyHandlers.ofString()).statusCode());
        JsonNode all = get("/server/dropped");
        for (JsonNode one : List.of(
                of(all.path("refused"), "kind", "badLines"), of(all.path("dropped"), "reason", "blacklisted"))) {
            assertEquals(
                    "127.0.0.1", one.path("examples").path(0).path("sender").asText(), one.toString());
        }
    }

    @Test
    void slowRendersAreKept() throws Exception {
        send("web.a 1 " + now + "\n");
        assertEquals(0, get("/server/queries").path("slow").size());
        String range = "&from=" + (now - 600) + "&until=" + now;
        render("target=web.a" + range + "&format=json", 200);
        render("target=noSuchFunction(web.a)" + range + "&format=json", 400);
        JsonNode queries = get("/server/queries");
        assertEquals(0, queries.path("slowFrom").asLong(-1));
        assertEquals(0, queries.path("running").size());
        assertEquals(2, queries.path("slow").size());
        JsonNode refused = queries.path("slow").path(0);
        assertEquals("noSuchFunction(web.a)", refused.path("targets").asText());
        assertEquals("refused with 400", refused.path("outcome").asText());
        JsonNode answered = queries.path("slow").path(1);
        assertEquals("web.a", answered.path("targets").asText());
        assertEquals(now - 600, answered.path("from").asLong());
        assertEquals(now, answered.path("until").asLong());
        assertEquals(1, answered.path("series").asLong());
        assertTrue(answered.path("points").asLong() >= 10, answered.toString());
        assertTrue(answered.path("outcome").asText().startsWith("1 series and "), answered.toString());
        assertTrue(answered.path("since").asLong() >= now);
        JsonNode web = get("/server/status").path("web");
        assertEquals(2, web.path("renders").asLong());
        assertEquals(2, web.path("slowRenders").asLong());
        assertEquals(0, web.path("renderBytes").asLong(-1));
    }

    private void render(String query, int status) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + httpPort + "/render?" + query);
        var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertEquals(status, answer.statusCode(), answer.body());
    }

    @Test
    void rulesThatMatchNothingAreSeen() throws Exception {
        send("web.a.count 1 " + now + "\nweb.b 2 " + now + "\nother.c.count 3 " + now + "\ndisk;rack=a1 4 " + now
                + "\n");
        JsonNode rules = get("/server/rules");
        assertTrue(rules.path("complete").asBoolean());
        assertEquals(4, rules.path("judged").asLong());
        assertEquals(0, rules.path("byParts").asLong(-1));
        JsonNode schemas = rules.path("schemas");
        assertEquals(List.of("web 2", "nobody 0", "rest 2", "default 0"), uses(schemas), schemas.toString());
        assertEquals("^web\\.", schemas.path(0).path("pattern").asText());
        assertEquals("10:8640", schemas.path(0).path("retentions").asText());
        assertEquals("60:1440,300:2016", schemas.path(2).path("retentions").asText());
        assertEquals(List.of(1, 5, 9, 0), lines(schemas));
        JsonNode aggregation = rules.path("aggregation");
        assertEquals(List.of("counts 2", "default 2"), uses(aggregation));
        assertEquals("sum", aggregation.path(0).path("aggregationMethod").asText());
        assertEquals(0, aggregation.path(0).path("xFilesFactor").asDouble(-1));
        assertEquals("average", aggregation.path(1).path("aggregationMethod").asText());
        assertFalse(rules.toString().contains(folder.toString()), "no path goes to clients");
    }

    private static List<String> uses(JsonNode rules) {
        List<String> uses = new ArrayList<>();
        rules.forEach(rule ->
                uses.add(rule.path("name").asText() + " " + rule.path("series").asLong()));
        return uses;
    }

    private static List<Integer> lines(JsonNode rules) {
        List<Integer> lines = new ArrayList<>();
        rules.forEach(rule -> lines.add(rule.path("line").asInt()));
        return lines;
    }

    @Test
    void branchesSayHowManySeriesTheyHave() throws Exception {
        send("web.a.x 1 " + now + "\nweb.a.y 2 " + now + "\nweb.b 2 " + now + "\nother.c 3 " + now + "\n");
        JsonNode all = get("/server/names");
        assertEquals(4, all.path("series").asLong());
        assertTrue(all.path("complete").asBoolean());
        assertEquals(List.of("web 3", "other 1"), paths(all));
        JsonNode web = get("/server/names?prefix=web&limit=1");
        assertEquals(3, web.path("series").asLong());
        assertEquals(2, web.path("children").asLong());
        assertEquals(List.of("web.a 2"), paths(web));
        JsonNode leaf = get("/server/names?prefix=web").path("largest").path(1);
        assertTrue(leaf.path("leaf").asBoolean());
        assertFalse(leaf.path("branch").asBoolean(true));
        assertEquals(0, get("/server/names?prefix=no.such").path("series").asLong(-1));
        var bad = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/server/names?limit=1001"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(400, bad.statusCode());
    }

    private static List<String> paths(JsonNode names) {
        List<String> paths = new ArrayList<>();
        names.path("largest")
                .forEach(child -> paths.add(
                        child.path("path").asText() + " " + child.path("series").asLong()));
        return paths;
    }

    @Test
    void whatIsMadeIsAmongTheNewest() throws Exception {
        send("web.a.x 1 " + now + "\n");
        long end = System.nanoTime() + 60_000_000_000L;
        JsonNode newest;
        do {
            assertTrue(System.nanoTime() < end, "the writer has made no file");
            newest = get("/server/names?prefix=web").path("newest");
        } while (newest.isEmpty());
        assertEquals("web.a.x", newest.path(0).path("name").asText());
        assertTrue(newest.path(0).path("time").asLong() >= now);
        assertEquals(0, get("/server/names?prefix=other").path("newest").size());
        assertEquals(1, get("/server/status").path("series").path("created").asLong());
    }

    @Test
    void sendersAreToldByAddressAndProtocol() throws Exception {
        String lines = "web.a 1 " + now + "\nweb.b 2 " + now + "\n";
        send(lines + "no point\n");
        send(lines);
        try (DatagramSocket udp = new DatagramSocket()) {
            byte[] datagram = ("web.c 3 " + now).getBytes(StandardCharsets.UTF_8);
            udp.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), linePort));
        }
        String json = "[{\"name\": \"web.d\", \"value\": 1, \"time\": " + now + "}]";
        var post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/metrics"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        assertEquals(200, client.send(post.build(), BodyHandlers.ofString()).statusCode());
        long end = System.nanoTime() + 60_000_000_000L;
        JsonNode all;
        do {
            assertTrue(System.nanoTime() < end, "the datagram has not come");
            all = get("/server/senders");
        } while (all.path("known").asInt() < 3);
        JsonNode tcp = all.path("senders").path(0);
        assertEquals("plaintext over TCP", tcp.path("protocol").asText(), all.toString());
        assertEquals("127.0.0.1", tcp.path("address").asText(), "without the port: both connections are one sender's");
        assertEquals(4, tcp.path("points").asLong());
        assertEquals(
                2L * lines.length() + "no point\n".length(), tcp.path("bytes").asLong());
        assertEquals(1, tcp.path("refused").asLong());
        assertTrue(tcp.path("last").asLong() >= now);
        assertEquals(0, tcp.path("mayMiss").path("points").asLong(-1));
        JsonNode udp = of(all.path("senders"), "protocol", "plaintext over UDP");
        assertEquals(1, udp.path("points").asLong());
        JsonNode http = of(all.path("senders"), "protocol", "points over HTTP");
        assertEquals(1, http.path("points").asLong());
        assertEquals(json.length(), http.path("bytes").asLong());

        JsonNode one = get("/server/senders?sort=refused&limit=1", "X-Forwarded-For", "192.0.2.7");
        assertEquals(1, one.path("senders").size());
        assertEquals(3, one.path("known").asInt());
        assertEquals(
                "plaintext over TCP",
                one.path("senders").path(0).path("protocol").asText());
        assertTrue(one.path("withheld").asText().contains("ADMIN_TOKEN"));
        assertFalse(one.toString().contains("127.0.0.1"), "addresses are for those who administer");
    }
}
