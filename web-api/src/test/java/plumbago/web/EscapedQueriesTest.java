package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backslashes in finds, with the answers of graphite-web 1.2.0-dev over the same files. */
@Timeout(600)
class EscapedQueriesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private WebServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        for (String file : List.of(
                "asdf/1234(5)/x", "w|mnt|data1|1/y", "w/a,b/z", "w/a/z", "k/topic=evs/v", "plain/x", "plain/a*b")) {
            Path path = folder.resolve(file + ".wsp");
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
        server = FolderServer.of(folder, 0, Clock.systemUTC());
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private HttpResponse<String> get(String path, String query) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path + "?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<String> texts(JsonNode nodes, String field) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node ->
                texts.add(field.isEmpty() ? node.asText() : node.get(field).asText()));
        return texts;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    asdf.1234\\(5\\).* asdf.1234(5).x asdf.1234\\(5\\).x
                    w\\|mnt\\|data1\\|1.* w|mnt|data1|1.y w\\|mnt\\|data1\\|1.y
                    w.a\\,b.* w.a,b.z w.a\\,b.z
                    w.a\\,b w.a,b w.a,b
                    k.topic\\=evs.* k.topic=evs.v k.topic\\=evs.v
                    k.topic\\=*.* k.topic=evs.v k.topic\\=*.v
                    k.topic\\=evs k.topic=evs k.topic=evs
                    plain.a\\*b plain.a*b plain.a*b
                    asdf.1234\\(*\\).x asdf.1234(5).x asdf.1234\\(*\\).x
                    w\\|*.y w|mnt|data1|1.y w\\|*.y
                    asdf.\\ asdf. asdf.
                    """)
    void aBackslashTakesTheMeaningFromWhatFollows(String query, String expanded, String id) throws Exception {
        assertEquals(
                List.of(expanded),
                texts(json.readTree(get("/metrics/expand", query).body()).get("results"), ""));
        assertEquals(
                List.of(id), texts(json.readTree(get("/metrics/find", query).body()), "id"));
    }

    @Test
    void aWildcardBehindABackslashIsNone() throws Exception {
        assertEquals("{\"results\": []}", get("/metrics/expand", "plain.\\*").body());
        assertEquals("{\"results\": []}", get("/metrics/expand", "plain.\\?").body());
        assertEquals("{\"results\": []}", get("/metrics/expand", "plain.\\[x]").body());
    }

    @Test
    void anEmptyQueryFindsTheBranchWithoutAName() throws Exception {
        assertEquals("{\"results\": [\"\"]}", get("/metrics/expand", "").body());
        assertEquals("{\"results\": [\"\"]}", get("/metrics/expand", "\\").body());
        assertEquals(400, get("/metrics/find", "").statusCode());
    }
}
