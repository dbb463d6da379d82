package plumbago.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GDash's folder as somebody may fill it who may put files there, and no more. */
class HostileGdashTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();

    private Path path(String file) throws IOException {
        Path path = folder.resolve("gdash").resolve(file);
        Files.createDirectories(path.getParent());
        return path;
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(path(file), text);
    }

    /** A board of the folder, as a server that begins with it answers. */
    private JsonNode state(String name) throws Exception {
        DashboardOptions options =
                new DashboardOptions(10, 1 << 20, Optional.empty(), Optional.of(folder.resolve("gdash")));
        return assertTimeoutPreemptively(LONG, () -> {
            try (DashboardServer server = new DashboardServer(folder.resolve("web"), options)) {
                JsonNode state = json.readTree(server.load(name)).path("state");
                assertEquals("B", state.path("title").asText(), () -> state.toString());
                return state;
            }
        });
    }

    private String oneGraph(JsonNode state) {
        assertEquals(1, state.path("graphs").size(), state.toString());
        return state.path("graphs").get(0).toString();
    }

    @Test
    void listsThatHoldThemselvesAreNoValues() throws Exception {
        write("a/b/dash.yaml", """
                :name: B
                :description: &d [[*d]]
                :include_properties: [&i [[*i]]]
                :graph_properties:
                  :area: &x [[*x]]
                  :hide_legend: &y {a: {b: *y}}
                  :description: &z [[*z]]
                  :placeholders: {node: &n [[*n]], other: n1}
                """);
        write("a/b/one.graph", "field :a, :data => 'x.%{other}'\nfield :b, :data => 'y.%{node}'\n");
        JsonNode state = state("a.b");
        assertTrue(oneGraph(state).contains("x.n1"), state.toString());
        assertFalse(oneGraph(state).contains("y."), state.toString());
    }

    @Test
    void aliasesMultiplyNothing() throws Exception {
        StringBuilder yaml = new StringBuilder(":name: B\nx: &a [" + "aaaaaaaa,".repeat(20_000) + "a]\n");
        for (char c = 'b'; c <= 'e'; c++) {
            char before = (char) (c - 1);
            yaml.append(c + ": &" + c + " [*" + before + ",*" + before + ",*" + before + ",*" + before + "]\n");
        }
        yaml.append(":graph_properties: {area: *e, ymin: *e, hide_legend: *e, description: *e}\n");
        write("a/b/dash.yaml", yaml.toString());
        write("a/b/one.graph", "field :a, :data => 'x'\n");
        assertTrue(oneGraph(state("a.b")).length() < 1000);
    }

    @Test
    void longValuesMultiplyNothing() throws Exception {
        write("a/b/dash.yaml", ":name: B\n:graph_properties: {title: " + "ü".repeat(100_000) + ", vtitle: v}\n");
        for (int i = 0; i < 400; i++) {
            write("a/b/" + i + ".graph", "field :a, :data => 'x'\n");
        }
        JsonNode state = state("a.b");
        assertEquals(400, state.path("graphs").size());
        assertTrue(state.toString().length() < 1_000_000);
        assertTrue(
                state.path("notes").toString().contains("title"),
                state.path("notes").toString());
    }

    @Test
    void wordsForPlaceholdersMultiplyLittle() throws Exception {
        write("a/b/dash.yaml", ":name: B\n:graph_properties: {placeholders: {x: " + "ü".repeat(1900) + "}}\n");
        StringBuilder graph = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            graph.append("field :f" + i + ", :data => '%{x}'\n");
        }
        write("a/b/one.graph", graph.toString());
        assertTrue(state("a.b").toString().length() < 32 << 20);
    }

    @Test
    void manyPlaceholdersTakeNoLongerThanFew() throws Exception {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            words.append("w" + i + ": v,");
        }
        write("a/b/dash.yaml", ":name: B\n:graph_properties: {placeholders: {" + words + " z: n1}}\n");
        StringBuilder graph = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            graph.append("field :f" + i + ", :data => '%{z}'\n");
        }
        for (int i = 0; i < 10; i++) {
            write("a/b/" + i + ".graph", graph.toString());
        }
        assertEquals(10, state("a.b").path("graphs").size());
    }

    @Test
    void linksLeadToNothingOutside() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("secret/c"));
        Files.writeString(outside.resolve("dash.yaml"), ":name: secret\n");
        Files.writeString(outside.resolve("one.graph"), "root:x:0:0:secret\n");
        write("a/b/dash.yaml", ":name: B\n:include_graphs: [a/linked]\n:include_properties: [a/secret.yaml]\n");
        Files.createSymbolicLink(path("a/b/word.graph"), outside.resolve("one.graph"));
        Files.createSymbolicLink(path("a/linked"), outside);
        Files.createSymbolicLink(path("a/secret.yaml"), outside.resolve("dash.yaml"));
        Files.createSymbolicLink(path("linked"), outside.getParent());
        Files.createSymbolicLink(path("circle"), path("circle"));
        write("real.graph", "field :a, :data => 'x'\n");
        Files.createSymbolicLink(path("a/b/within.graph"), Path.of("../../real.graph"));
        JsonNode state = state("a.b");
        assertTrue(oneGraph(state).contains("x"), state.toString());
        assertFalse(state.toString().contains("root:x"), state.toString());
        assertTrue(state.path("notes").toString().contains("a/b/word.graph"), state.toString());
    }

    @Test
    void onlyFilesAreRead() throws Exception {
        write("a/b/dash.yaml", ":name: B\n");
        write("a/b/one.graph", "field :a, :data => 'x'\n");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", path("a/b/pipe.graph").toString())
                        .start()
                        .waitFor());
        Files.createSymbolicLink(path("a/b/zero.graph"), Path.of("/dev/zero"));
        Files.createDirectory(path("a/b/folder.graph"));
        JsonNode state = state("a.b");
        oneGraph(state);
        assertEquals(
                List.of(),
                List.of("pipe", "zero", "folder").stream()
                        .filter(name -> !state.path("notes").toString().contains(name))
                        .toList());
    }
}
