package plumbago.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GDash's dashboards over HTTP. */
class GdashTest {
    private static final String CPU = """
            title       "Combined CPU Usage"
            vtitle      "percent"
            area        :stacked
            description "The combined CPU usage of all servers for mail"

            field :iowait, :scale => 0.001,
                           :color => "red",
                           :alias => "IO Wait",
                           :data  => "sumSeries(derivative(mw*.munin.cpu.iowait))"

            field :system, :scale => 0.001,
                           :color => "orange",
                           :alias => "System",
                           :data  => "sumSeries(derivative(mw*.munin.cpu.system))"

            field :user, :scale => 0.001,
                         :color => "yellow",
                         :alias => "User",
                         :data  => "sumSeries(derivative(mw*.munin.cpu.user))"
            """;

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("gdash").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private DashboardServer server() throws IOException {
        return new DashboardServer(
                folder.resolve("web"),
                new DashboardOptions(10, 1 << 20, Optional.empty(), Optional.of(folder.resolve("gdash"))));
    }

    private JsonNode state(DashboardServer server, String name) throws Exception {
        return json.readTree(server.load(name)).path("state");
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    @Test
    void theDashboardForMailIsDrawnAsGdashHadIt() throws Exception {
        write("email/servers/dash.yaml", ":name: Email Metrics\n:description: Hourly metrics for the email system\n");
        write("email/servers/cpu.graph", CPU);
        write("email/servers/load.graph", "title \"Load\"\narea :all\n\nfield :up, :data => \"sumSeries(mw*.load)\"\n");
        try (DashboardServer server = server()) {
            for (String kind : List.of("cpu.iowait", "cpu.system", "cpu.user")) {
                server.add("mw1.munin." + kind);
                server.add("mw2.munin." + kind);
            }
            server.add("mw1.load");
            assertEquals(
                    "{\"dashboards\": [{\"name\": \"email.servers\"}]}",
                    server.get("/dashboard/find?query=mail").body());
            JsonNode state = state(server, "email.servers");
            assertEquals("email.servers", state.path("name").asText());
            assertEquals("Email Metrics", state.path("title").asText());
            assertEquals(
                    "Hourly metrics for the email system",
                    state.path("description").asText());
            assertEquals(List.of(), texts(state.path("notes")));
            assertEquals(2, state.path("graphs").size());
            JsonNode cpu = state.path("graphs").path(0);
            JsonNode parameters = cpu.path(1);
            assertEquals("stacked", parameters.path("areaMode").asText());
            assertEquals("percent", parameters.path("vtitle").asText());
            assertEquals("Combined CPU Usage", parameters.path("title").asText());
            assertEquals(
                    List.of(
                            "alias(color(scale(sumSeries(derivative(mw*.munin.cpu.iowait)),0.001),\"red\"),\"IO Wait\")",
                            "alias(color(scale(sumSeries(derivative(mw*.munin.cpu.system)),0.001),\"orange\"),\"System\")",
                            "alias(color(scale(sumSeries(derivative(mw*.munin.cpu.user)),0.001),\"yellow\"),\"User\")"),
                    texts(parameters.path("target")));
            JsonNode drawn = json.readTree(
                    server.get(cpu.path(2).asText() + "&format=columns").body());
            assertEquals(3, drawn.size());
            assertEquals(List.of("IO Wait", "System", "User"), texts(drawn, "/target"));
            assertEquals(List.of("red", "orange", "yellow"), texts(drawn, "/style/color"));
            for (JsonNode graph : state.path("graphs")) {
                HttpResponse<String> picture = server.get(graph.path(2).asText());
                assertEquals(200, picture.statusCode(), picture.body());
                assertEquals(Optional.of("image/png"), picture.headers().firstValue("Content-Type"));
            }
        }
    }

    private static List<String> texts(JsonNode list, String path) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.at(path).asText()));
        return texts;
    }

    @Test
    void theyCannotBeChangedHere() throws Exception {
        write("email/cpu/dash.yaml", ":name: CPU\n");
        try (DashboardServer server = server()) {
            server.save("own", "{}");
            HttpResponse<String> refused = server.save("email.cpu", "{}");
            assertEquals(409, refused.statusCode());
            assertTrue(refused.body().contains("GDASH_FOLDER"), refused.body());
            assertEquals(409, server.get("/dashboard/delete/email.cpu").statusCode());
            assertEquals(
                    "{\"dashboards\": [{\"name\": \"email.cpu\"}, {\"name\": \"own\"}]}",
                    server.get("/dashboard/find").body());
            assertTrue(Files.exists(folder.resolve("gdash/email/cpu/dash.yaml")));
            write("email/cpu/a.graph", "title 'new'");
            assertEquals(1, state(server, "email.cpu").path("graphs").size());
        }
    }

    @Test
    void whatIsRubyIsNotedAndTheRestIsThere() throws Exception {
        write("a/b/dash.yaml", ":name: B\n");
        write("a/b/c.graph", """
                title "T"
                servers = @properties[:servers]
                field :x, :data => "a.#{servers}.b"
                servers.each do |s|
                  field :"y#{s}", :data => "s"
                  if s
                    field :z, :data => "never"
                  end
                end
                field :w, :data => "w.%{node}"
                field :v, :data => "v" # the only one
                system "touch /tmp/x"
                """);
        try (DashboardServer server = server()) {
            JsonNode state = state(server, "a.b");
            assertEquals(
                    List.of("alias(v,\"V\")"),
                    texts(state.path("graphs").path(0).path(1).path("target")));
            List<String> notes = texts(state.path("notes"));
            assertEquals(5, notes.size(), notes.toString());
            assertEquals(
                    "a/b/c.graph, line 2: this is no description but Ruby code, and is left out:"
                            + " servers = @properties[:servers]",
                    notes.get(0));
            assertTrue(notes.get(1).startsWith("a/b/c.graph, line 3: this is no description"), notes.get(1));
            assertTrue(notes.get(2).contains("line 4: Ruby code from here to line 9"), notes.get(2));
            assertTrue(notes.get(3).contains("line 10: a placeholder"), notes.get(3));
            assertTrue(notes.get(4).contains("line 12: 'system' is nothing that describes a graph"), notes.get(4));
        }
    }

    @Test
    void graphsAndPropertiesAreIncludedFromBelowTheFolderOnly() throws Exception {
        write("templates/os/dash.yaml", ":name: OS\n");
        write("templates/os/load.graph", "title 'of all'\nfield :a, :data => 'a'");
        write("templates/os/disk.graph", "title 'disk'\nbackground_color 'red'\nfield :a, :data => 'b.%{node}'");
        write("x/y/dash.yaml", """
                :name: Y
                :graph_properties:
                  :timezone: Europe/London
                  :servers: [a, b]
                  :placeholders: {node: n1}
                :include_graphs:
                - "templates/os"
                - "../../etc"
                :include_properties: [ "black.yml", "../secret.yml" ]
                """);
        write("x/y/load.graph", "title 'own'\nhide_legend false\nfield :a, :data => 'c'");
        write("black.yml", ":graph_properties:\n  :background_color: black\n  :area: :first\n");
        Files.writeString(folder.resolve("secret.yml"), ":graph_properties:\n  :title: secret\n");
        try (DashboardServer server = server()) {
            JsonNode state = state(server, "x.y");
            JsonNode disk = state.path("graphs").path(0).path(1);
            assertEquals("[\"alias(b.n1,\\\"A\\\")\"]", disk.path("target").toString());
            assertEquals("black", disk.path("bgcolor").asText());
            assertEquals("first", disk.path("areaMode").asText());
            assertEquals("Europe/London", disk.path("tz").asText());
            JsonNode load = state.path("graphs").path(1).path(1);
            assertEquals("own", load.path("title").asText());
            assertEquals("false", load.path("hideLegend").asText());
            assertEquals(
                    List.of(
                            "x/y/dash.yaml: '../secret.yml' is not below GDASH_FOLDER",
                            "x/y/dash.yaml: '../../etc' is not below GDASH_FOLDER"),
                    texts(state.path("notes")));
        }
    }

    @Test
    void hostileYamlIsNotedAndRunsNothing() throws Exception {
        write("a/bomb/dash.yaml", "a: &a [x,x]\n" + bomb() + ":name: *z\n");
        write("a/class/dash.yaml", ":name: !!javax.script.ScriptEngineManager [x]\n");
        write("a/ruby/dash.yaml", "--- !ruby/object:Gem::Installer\ni: x\n");
        write("a/deep/dash.yaml", ":name: " + "[".repeat(10_000));
        write("a/text/dash.yaml", "just a text");
        write("a/number/dash.yaml", ":name: !!int x\n");
        write("a/set/dash.yaml", ":name: !!set [a]\n");
        write("a/bad/dash.yaml", ":name: ok\n:x: [a\n:y: b\n");
        for (String dash : List.of("bomb", "class", "ruby", "deep", "text", "number", "set", "bad")) {
            write("a/" + dash + "/g.graph", CPU);
        }
        try (DashboardServer server = server()) {
            for (String dash : List.of("bomb", "class", "ruby", "deep", "text", "number", "set", "bad")) {
                JsonNode state = state(server, "a." + dash);
                assertEquals(1, state.path("notes").size(), state.toString());
                assertTrue(state.at("/notes/0").asText().startsWith("a/" + dash + "/dash.yaml"), state.toString());
                assertEquals(1, state.path("graphs").size());
            }
            assertTrue(server.load("a.bad").contains("a/bad/dash.yaml, line 3: "), server.load("a.bad"));
        }
    }

    private static String bomb() {
        StringBuilder bomb = new StringBuilder();
        for (char c = 'b'; c <= 'z'; c++) {
            char before = (char) (c - 1);
            bomb.append(c + ": &" + c + " [*" + before + ",*" + before + ",*" + before + ",*" + before + "]\n");
        }
        return bomb.toString();
    }

    @Test
    void noNameLeadsOutOfTheFolder() throws Exception {
        write("a/b.c/dash.yaml", ":name: B\n");
        Files.createDirectories(folder.resolve("other/x"));
        Files.writeString(folder.resolve("other/x/dash.yaml"), ":name: secret\n");
        try (DashboardServer server = server()) {
            assertEquals("B", state(server, "a.b.c").path("title").asText());
            for (String name : List.of("a", "a.b", "..", "...", "..%5Cother.x", "a.", ".a", "a%00.b")) {
                assertFalse(server.load(name).contains("state\""), name);
            }
        }
    }

    @Test
    void aFolderThatThereIsNotIsNamed() {
        IOException e = assertThrows(IOException.class, this::server);
        assertTrue(e.getMessage().contains("GDASH_FOLDER is " + folder.resolve("gdash")), e.getMessage());
    }
}
