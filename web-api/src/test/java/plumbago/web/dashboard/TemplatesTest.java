package plumbago.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    private static final String STATE = "{\"name\": \"web01\", \"note\": \"web01\", \"graphs\": [[\"target=web01.cpu\","
            + " {\"target\": [\"web01.cpu\", \"sum(web01.*)\"], \"title\": \"web01\"},"
            + " \"/render?target=web01.cpu\"]]}";

    @TempDir
    Path folder;

    private DashboardServer server() throws Exception {
        return new DashboardServer(folder, DashboardServer.inRecords());
    }

    /** As graphite-web replaces: in targets when it is saved, everywhere when it is loaded. */
    @Test
    void aWordInTargetsStandsForAny() throws Exception {
        try (DashboardServer server = server()) {
            assertEquals(
                    "{\"success\": true}",
                    server.post("/dashboard/save_template/host/web01", STATE).body());
            String expected = "{\"state\": {\"name\":\"host/db7\",\"note\":\"web01\",\"graphs\":[[\"target=db7.cpu\","
                    + "{\"target\":[\"db7.cpu\",\"sum(db7.*)\"],\"title\":\"web01\"},"
                    + "\"/render?target=db7.cpu\"]]}}";
            assertEquals(
                    expected, server.get("/dashboard/load_template/host/db7").body());
            assertEquals(expected, server.get("/dashboard/load/host/db7").body());
            assertEquals(
                    "{\"templates\": [{\"name\": \"host\"}]}",
                    server.get("/dashboard/find_template?query=HO").body());
            assertEquals(
                    "{\"templates\": []}",
                    server.get("/dashboard/find_template?query=ho+x").body());
            assertEquals("{\"dashboards\": []}", server.get("/dashboard/find").body());
            assertEquals(
                    "{\"success\": true}",
                    server.get("/dashboard/delete_template/host").body());
            assertEquals(
                    "{\"error\": \"Template 'host' does not exist. \"}",
                    server.get("/dashboard/load_template/host/x").body());
            assertEquals(
                    "{\"error\": \"Template 'host' does not exist. \"}",
                    server.get("/dashboard/delete_template/host").body());
        }
    }

    @Test
    void aQuoteInTheWordMakesNoOtherJson() throws Exception {
        try (DashboardServer server = server()) {
            server.post("/dashboard/save_template/host/web01", STATE);
            JsonNode state = new ObjectMapper()
                    .readTree(server.get("/dashboard/load_template/host/x%22%5D,%22%5C%0A")
                            .body())
                    .path("state");
            assertEquals("host/x\"],\"\\\n", state.path("name").asText());
            assertEquals("x\"],\"\\\n.cpu", state.at("/graphs/0/1/target/0").asText());
            assertEquals(1, state.path("graphs").size());
        }
    }

    @Test
    void whatIsNoDashboardIsRefused() throws Exception {
        try (DashboardServer server = server()) {
            for (String state : new String[] {"[]", "{}", "{\"graphs\": {}}", "\"x\"", "{\"a\": {\"graphs\": []}}"}) {
                HttpResponse<String> answer = server.post("/dashboard/save_template/t/k", state);
                assertEquals(400, answer.statusCode(), state);
                assertTrue(answer.body().contains("list of 'graphs'"), answer.body());
            }
        }
    }

    /** A hundred thousand marks and a long word would make gigabytes. */
    @Test
    void whatWouldBeMadeOfItIsBounded() throws Exception {
        try (DashboardServer server = server()) {
            String many = "{\"graphs\": [], \"a\": [" + "\"__VALUE__\",".repeat(80_000) + "0]}";
            assertEquals(200, server.post("/dashboard/save_template/t/k", many).statusCode());
            HttpResponse<String> answer = server.get("/dashboard/load_template/t/" + "x".repeat(10_000));
            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("too large"), answer.body());
            String one = "{\"graphs\": [], \"a\": \"" + "__VALUE__".repeat(110_000) + "\"}";
            assertEquals(200, server.post("/dashboard/save_template/t/k", one).statusCode());
            assertEquals(
                    400,
                    server.get("/dashboard/load_template/t/" + "x".repeat(10_000))
                            .statusCode());
        }
    }
}
