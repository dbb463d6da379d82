package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.text.Bytes;
import plumbago.base.text.ProtobufException;
import plumbago.base.text.ProtobufReader;
import plumbago.base.text.ProtobufWriter;

/** What carbonapi asks of its backends, damaged files, and dashboards: answers over HTTP. */
final class ClusterTest {
    private static final String V3 = "application/x-carbonapi-v3-pb";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        ConformanceFixture.unpack(folder);
        Files.write(folder.resolve("edge").resolve("ratio.wsp"), new byte[1000]);
        Clock clock = Clock.fixed(Instant.ofEpochSecond(ConformanceFixture.NOW), ZoneOffset.UTC);
        server = FolderServer.of(folder, 0, clock);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
        return send(to(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private byte[] getWithBody(String path, byte[] body) throws Exception {
        HttpResponse<byte[]> answer = send(to(path + "?format=carbonapi_v3_pb")
                .header("Accept", V3)
                .method("GET", HttpRequest.BodyPublishers.ofByteArray(body)));
        assertEquals(200, answer.statusCode());
        return answer.body();
    }

    private static ProtobufReader reader(byte[] message) {
        ProtobufReader in = new ProtobufReader();
        in.begin(message, message.length);
        return in;
    }

    private static String fields(ProtobufReader in, int wanted) throws ProtobufException {
        List<String> found = new ArrayList<>();
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == ProtobufReader.tag(wanted, ProtobufReader.BYTES)) {
                found.add(in.text());
            } else {
                in.skip(tag);
            }
        }
        return String.join(" ", found);
    }

    private static List<String> messages(byte[] body, int field, int inner) throws ProtobufException {
        List<String> found = new ArrayList<>();
        ProtobufReader in = reader(body);
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == ProtobufReader.tag(field, ProtobufReader.BYTES)) {
                int outer = in.enter();
                found.add(fields(in, inner));
                in.leave(outer);
            } else {
                in.skip(tag);
            }
        }
        return found;
    }

    @Test
    void carbonapiFindsAndFetchesInVersion2() throws Exception {
        HttpResponse<byte[]> found = send(to("/metrics/find/?format=protobuf&query=edge.int*"));
        assertEquals(
                "application/x-protobuf",
                found.headers().firstValue("content-type").orElse(""));
        assertEquals(List.of("edge.ints"), messages(found.body(), 2, 1));
        String query = "format=carbonapi_v2_pb&from=1699999970&until=1700000000&target=edge.ints&target=edge.nulls";
        HttpResponse<byte[]> fetched = send(to("/render/?" + query));
        assertEquals(List.of("edge.ints", "edge.nulls"), messages(fetched.body(), 1, 1));
        ProtobufReader series = reader(fetched.body());
        assertEquals(ProtobufReader.tag(1, ProtobufReader.BYTES), series.tag());
        series.enter();
        List<Long> numbers = new ArrayList<>();
        while (series.hasMore()) {
            int tag = series.tag();
            if (tag >>> 3 >= 2 && tag >>> 3 <= 4) {
                numbers.add(series.varint());
            } else {
                series.skip(tag);
            }
        }
        assertEquals(List.of(1699999980L, 1700000010L, 10L), numbers);
    }

    @Test
    void carbonapiFindsAndFetchesInVersion3() throws Exception {
        Bytes globs = new Bytes(64);
        new ProtobufWriter(globs).oneOfMany(1, "edge.int*").oneOfMany(1, "no.such.*");
        byte[] question = java.util.Arrays.copyOf(globs.array(), globs.length());
        HttpResponse<byte[]> found = post("/metrics/find/?format=carbonapi_v3_pb", V3, question);
        assertEquals(V3, found.headers().firstValue("content-type").orElse(""));
        assertEquals(List.of("edge.int*", "no.such.*"), messages(found.body(), 1, 1));

        Bytes fetches = new Bytes(64);
        ProtobufWriter writer = new ProtobufWriter(fetches);
        writer.message(
                1,
                one -> one.text(1, "edge.int*")
                        .whole(2, 1699999970)
                        .whole(3, 1700000000)
                        .text(5, "edge.int*"));
        writer.message(1, one -> one.text(1, "edge.zero").whole(2, 1699990000).whole(3, 1700000000));
        byte[] asked = java.util.Arrays.copyOf(fetches.array(), fetches.length());
        HttpResponse<byte[]> fetched = post("/render/?format=carbonapi_v3_pb", V3, asked);
        assertEquals(List.of("edge.ints", "edge.zero"), messages(fetched.body(), 1, 1));
        assertEquals(List.of("edge.int*", "edge.zero"), messages(fetched.body(), 1, 2));

        for (byte[] broken : new byte[][] {{(byte) 0xFF}, {10, 100, 1}, {10, 2, 8, 1}, {15, 1}}) {
            assertEquals(
                    400, post("/render/?format=carbonapi_v3_pb", V3, broken).statusCode());
        }
        // As carbonapi 0.16 sends them: with GET, and without a type.
        assertEquals(messages(found.body(), 1, 1), messages(getWithBody("/metrics/find/", question), 1, 1));
        assertEquals(messages(fetched.body(), 1, 1), messages(getWithBody("/render/", asked), 1, 1));

        byte[] cut = {10, 100, 1};
        assertEquals(400, post("/metrics/find/?format=carbonapi_v3_pb", V3, cut).statusCode());
        HttpResponse<byte[]> able = send(to("/_internal/capabilities/"));
        assertTrue(fields(reader(able.body()), 1).startsWith("carbonapi_v3_pb carbonapi_v2_pb"));
    }

    @Test
    void aDamagedFileHurtsOneSeries() throws Exception {
        String query = "format=json&now=" + ConformanceFixture.NOW + "&from=-5min&target=countSeries(edge.*)";
        HttpResponse<byte[]> answer = send(to("/render?" + query));
        assertEquals(200, answer.statusCode());
        assertEquals(
                "edge.ratio could not be read",
                answer.headers().firstValue("x-plumbago-warning").orElse(""));
        String sound = new String(
                send(to("/render?" + query.replace("edge.*", "edge.[!r]*"))).body(), StandardCharsets.UTF_8);
        String all = new String(answer.body(), StandardCharsets.UTF_8);
        assertEquals(sound.replace("[!r]", ""), all);
        assertTrue(all.contains("edge"), all);
    }

    @Test
    void dashboardsAreKept() throws Exception {
        String name = "..%5C%20%C3%A9";
        String state = URLEncoder.encode("{\"name\": \"x\", \"graphs\": [1]}", StandardCharsets.UTF_8);
        String form = "application/x-www-form-urlencoded";
        assertEquals(
                "{\"success\": true}",
                text(post("/dashboard/save/" + name, form, ("state=" + state).getBytes(StandardCharsets.UTF_8))));
        assertEquals("{\"state\": {\"name\":\"x\",\"graphs\":[1]}}", text(send(to("/dashboard/load/" + name))));
        assertEquals(
                400,
                post("/dashboard/save/b", form, "state={".getBytes(StandardCharsets.UTF_8))
                        .statusCode());
        assertEquals(
                400,
                post("/dashboard/save/" + "b".repeat(300), form, "state=1".getBytes(StandardCharsets.UTF_8))
                        .statusCode());
        assertEquals("{\"dashboards\": [{\"name\": \"..\\\\ \\u00e9\"}]}", text(send(to("/dashboard/find?query=.."))));
        assertEquals("{\"dashboards\": []}", text(send(to("/dashboard/find?query=a+z"))));
        assertEquals("{\"success\": true}", text(send(to("/dashboard/delete/" + name))));
        assertEquals(
                "{\"error\": \"Dashboard '..\\\\ \\u00e9' does not exist. \"}",
                text(send(to("/dashboard/load/" + name))));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
