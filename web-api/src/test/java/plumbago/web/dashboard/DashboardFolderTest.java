package plumbago.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardFolderTest {
    @TempDir
    Path folder;

    private DashboardServer server() throws IOException {
        return new DashboardServer(folder.resolve("web"), DashboardServer.in(folder.resolve("boards")));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("boards"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve("boards").relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void eachIsAFileThatCanBeRead() throws Exception {
        try (DashboardServer server = server()) {
            server.save("web%20cpu", "{\"name\":\"web cpu\",\"graphs\":[[\"ü\\n\",{}]],\"a\":[],\"b\":1e3}");
            assertEquals(List.of("web%20cpu.json"), files());
            assertEquals("""
                    {
                      "name": "web cpu",
                      "graphs": [
                        [
                          "ü\\n",
                          {}
                        ]
                      ],
                      "a": [],
                      "b": 1E+3
                    }
                    """, Files.readString(folder.resolve("boards/web%20cpu.json")));
        }
    }

    @Test
    void whatAnEditorChangesIsThereAtOnce() throws Exception {
        try (DashboardServer server = server()) {
            server.save("a", "{\"a\":1}");
            String tag = DashboardServer.tag(server.get("/dashboard/load/a"));
            Path file = folder.resolve("boards/a.json");
            Files.writeString(file, "{\"a\"\t: 1}\n\n");
            assertEquals(tag, DashboardServer.tag(server.get("/dashboard/load/a")));
            Files.writeString(file, "{\"a\": 2}");
            assertEquals("{\"state\": {\"a\":2}}", server.load("a"));
            assertEquals(412, server.save("a", "{}", "If-Match", tag).statusCode());
            Files.writeString(folder.resolve("boards/Mice + cats 50%.json"), "\uFEFF[]");
            Files.writeString(folder.resolve("boards/.hidden.json"), "[]");
            Files.writeString(folder.resolve("boards/README.md"), "our dashboards");
            String found = server.get("/dashboard/find?query=").body();
            assertEquals("{\"dashboards\": [{\"name\": \"Mice + cats 50%\"}, {\"name\": \"a\"}]}", found);
            String name = "Mice%20%2B%20cats%2050%25";
            assertEquals("{\"state\": []}", server.load(name));
            server.save(name, "{}");
            assertEquals("{}\n", Files.readString(folder.resolve("boards/Mice + cats 50%.json")));
            Files.delete(file);
            assertTrue(server.load("a").contains("does not exist"));
        }
    }

    @Test
    void aBrokenFileIsNamedAndHurtsNoOther() throws Exception {
        try (DashboardServer server = server()) {
            server.save("sound", "{}");
            server.save("broken", "{}");
            Files.writeString(folder.resolve("boards/broken.json"), "{\n  \"a\": 1,\n  oops\n}\n");
            HttpResponse<String> answer = server.get("/dashboard/load/broken");
            assertEquals(500, answer.statusCode());
            assertTrue(answer.body().contains("the file broken.json, line 3, column 3 is no JSON"), answer.body());
            assertEquals("{\"state\": {}}", server.load("sound"));
            assertTrue(server.get("/dashboard/find").body().contains("broken"));
            Files.write(folder.resolve("boards/latin.json"), new byte[] {'"', (byte) 0xE4, '"'});
            answer = server.get("/dashboard/load/latin");
            assertTrue(answer.body().contains("latin.json is not written in UTF-8"), answer.body());
            Files.writeString(folder.resolve("boards/empty.json"), "");
            answer = server.get("/dashboard/load/empty");
            assertTrue(answer.body().contains("empty.json, line 1, column 1 is no JSON"), answer.body());
            assertEquals(200, server.save("broken", "{}").statusCode());
            assertEquals("{\"state\": {}}", server.load("broken"));
        }
    }

    @Test
    void noNameLeadsOutOfTheFolder() throws Exception {
        DashboardFolder boards =
                new DashboardFolder(folder.resolve("boards"), new DashboardLimits("dashboard", 100, 1 << 20));
        for (String name : List.of("../../up", "/etc/passwd", "a\u0000b", ".", "..", ".git", "a\\b", "CON:", "é+%")) {
            boards.save(name, "{}", Condition.NONE);
            assertEquals(Optional.of("{}"), boards.load(name));
            assertTrue(boards.names().contains(name), name);
        }
        assertEquals(9, files().size());
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(1, all.count());
        }
        assertTrue(boards.delete("../../up", Condition.NONE));
        assertFalse(boards.delete("../../up", Condition.NONE));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> boards.save("é".repeat(42), "{}", Condition.NONE));
        assertTrue(e.getMessage().contains("too long for a file's"), e.getMessage());
    }

    @Test
    void whatGoesBeyondTheLimitsIsRefused() throws Exception {
        DashboardFolder boards =
                new DashboardFolder(folder.resolve("boards"), new DashboardLimits("dashboard", 2, 1000));
        boards.save("a", "{}", Condition.NONE);
        boards.save("b", "{}", Condition.NONE);
        assertThrows(IllegalArgumentException.class, () -> boards.save("c", "{}", Condition.NONE));
        String large = "\"" + "x".repeat(990) + "\"";
        boards.save("a", large, Condition.NONE);
        assertThrows(IllegalArgumentException.class, () -> boards.save("b", large, Condition.NONE));
        boards.save("a", large, Condition.NONE);
        assertEquals(Optional.of("{}"), boards.load("b"));
        assertEquals(List.of("a.json", "b.json"), files());
    }

    /** Each line of it would begin with two thousand blanks. */
    @Test
    void deepNestingMakesNoLargeFile() throws Exception {
        DashboardFolder boards =
                new DashboardFolder(folder.resolve("boards"), new DashboardLimits("dashboard", 2, 10 << 20));
        String deep = "[".repeat(400) + "0,".repeat(100_000) + "0" + "]".repeat(400);
        boards.save("a", deep, Condition.NONE);
        assertEquals(Optional.of(deep), boards.load("a"));
        assertTrue(Files.size(folder.resolve("boards/a.json")) < 1 << 20);
    }

    @Test
    void theRecordsOfBeforeAreMovedOnce() throws Exception {
        try (DashboardServer server = new DashboardServer(folder.resolve("web"), DashboardServer.inRecords())) {
            server.save("a", "{\"a\":1}");
            server.save("b", "{}");
            server.save("temporary-x", "{}");
            server.post("/dashboard/save_template/t/key", "{\"graphs\":[]}");
        }
        Files.createDirectories(folder.resolve("boards"));
        Files.writeString(folder.resolve("boards/b.json"), "[]");
        try (DashboardServer server = server()) {
            assertEquals(List.of("a.json", "b.json", "templates/t.json"), files());
            assertEquals("{\"state\": {\"a\":1}}", server.load("a"));
            assertEquals("{\"state\": []}", server.load("b"));
            assertEquals("{\"state\": {}}", server.load("temporary-x"));
            server.get("/dashboard/delete/a");
        }
        try (DashboardServer server = server()) {
            assertTrue(server.load("a").contains("does not exist"));
            assertTrue(server.load("temporary-x").contains("state"));
        }
    }

    @Test
    void aDiskThatTakesNothingIsToldWithoutItsPaths() throws Exception {
        try (DashboardServer server = server()) {
            server.save("a", "{}");
            Files.createDirectories(
                    folder.resolve("boards/.saving." + ProcessHandle.current().pid() + ".tmp/x"));
            HttpResponse<String> answer = server.save("a", "[]");
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("cannot be written"), answer.body());
            assertFalse(answer.body().contains(folder.toString()), answer.body());
            assertEquals("{\"state\": {}}", server.load("a"));
        }
    }

    @Test
    void aLinkInACircleHidesNoOthers() throws Exception {
        try (DashboardServer server = server()) {
            server.save("a", "{}");
            Path link = folder.resolve("boards/circle.json");
            Files.createSymbolicLink(link, link);
            assertEquals(
                    "{\"dashboards\": [{\"name\": \"a\"}]}",
                    server.get("/dashboard/find").body());
            assertEquals(200, server.save("b", "[]").statusCode());
            assertTrue(server.load("circle").contains("does not exist"));
            assertEquals(200, server.save("circle", "[1]").statusCode());
            assertEquals("{\"state\": [1]}", server.load("circle"));
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws Exception {
        Files.writeString(folder.resolve("boards"), "");
        IOException e = assertThrows(IOException.class, this::server);
        assertTrue(e.getMessage().contains("DASHBOARD_FOLDER is " + folder.resolve("boards")), e.getMessage());
    }
}
