package plumbago.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporaryDashboardsTest {
    @TempDir
    Path folder;

    private DashboardServer server(boolean files, int most) throws Exception {
        Optional<Path> boards = files ? Optional.of(folder.resolve("boards")) : Optional.empty();
        return new DashboardServer(
                folder.resolve("web"), new DashboardOptions(most, 1 << 20, boards, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theyAreNumberedAndLoadedAndNotFound(boolean files) throws Exception {
        try (DashboardServer server = server(files, 10)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "{\"name\": \"temporary-" + i + "\"}",
                        server.post("/dashboard/create-temporary", "[" + i + "]")
                                .body());
            }
            assertEquals("{\"state\": [1]}", server.load("temporary-1"));
            assertEquals(
                    "{\"dashboards\": []}",
                    server.get("/dashboard/find?query=temporary").body());
            assertEquals(405, server.get("/dashboard/create-temporary").statusCode());
        }
        assertFalse(Files.exists(folder.resolve("boards")), "nobody wants these under version control");
        try (DashboardServer server = server(files, 10)) {
            assertEquals(
                    "{\"name\": \"temporary-3\"}",
                    server.post("/dashboard/create-temporary/", "{}").body());
        }
    }

    @Test
    void theOldestMakeSpace() throws Exception {
        try (DashboardServer server = server(false, 3)) {
            server.save("mine", "{}");
            for (int i = 0; i < 4; i++) {
                server.post("/dashboard/create-temporary", "{}");
            }
            assertTrue(server.load("temporary-1").contains("does not exist"));
            assertTrue(server.load("temporary-2").contains("state"));
            server.save("ours", "{}");
            assertTrue(server.load("temporary-2").contains("does not exist"));
            server.save("theirs", "{}");
            assertTrue(server.load("temporary-3").contains("does not exist"));
            assertEquals(400, server.save("more", "{}").statusCode());
            assertEquals(400, server.post("/dashboard/create-temporary", "{}").statusCode());
            assertEquals("{\"state\": {}}", server.load("mine"));
        }
    }

    @Test
    void theyMakeSpaceInBytes() throws Exception {
        try (DashboardServer server = server(false, 100)) {
            String large = "\"" + "x".repeat(400_000) + "\"";
            server.post("/dashboard/create-temporary", large);
            server.post("/dashboard/create-temporary", large);
            assertEquals(200, server.save("mine", large).statusCode());
            assertTrue(server.load("temporary-0").contains("does not exist"));
            assertTrue(server.load("temporary-1").contains("state"));
        }
    }

    /** Numbers go on from the largest, and those with more digits would be none to make space with. */
    @Test
    void nobodyBringsTheNumbersToTheirEnd() throws Exception {
        try (DashboardServer server = server(false, 3)) {
            assertEquals(400, server.save("temporary-999999999999999", "{}").statusCode());
            assertEquals(200, server.save("temporary-1000000000000", "{}").statusCode());
            for (int i = 1; i < 6; i++) {
                assertEquals(
                        "{\"name\": \"temporary-100000000000" + i + "\"}",
                        server.post("/dashboard/create-temporary", "{}").body());
            }
        }
    }
}
