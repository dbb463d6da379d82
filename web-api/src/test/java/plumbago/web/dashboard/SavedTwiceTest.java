package plumbago.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people have a dashboard open, and both save it. */
class SavedTwiceTest {
    @TempDir
    Path folder;

    private DashboardServer server(boolean files) throws Exception {
        return new DashboardServer(
                folder.resolve("web"),
                files ? DashboardServer.in(folder.resolve("boards")) : DashboardServer.inRecords());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoComesSecondLearnsOfTheFirst(boolean files) throws Exception {
        try (DashboardServer server = server(files)) {
            HttpResponse<String> saved = server.save("a", "{\"b\": 1.50, \"a\": \"ü\"}");
            HttpResponse<String> loaded = server.get("/dashboard/load/a");
            String first = DashboardServer.tag(loaded);
            assertEquals(first, DashboardServer.tag(saved));
            assertTrue(first.startsWith("\""), first);
            assertEquals("{\"state\": {\"b\":1.50,\"a\":\"ü\"}}", loaded.body());
            assertEquals(
                    304, server.get("/dashboard/load/a", "If-None-Match", first).statusCode());

            HttpResponse<String> again = server.save("a", "{\"c\": 2}", "If-Match", first);
            assertEquals(200, again.statusCode());
            assertNotEquals(first, DashboardServer.tag(again));
            HttpResponse<String> late = server.save("a", "{\"d\": 3}", "If-Match", first);
            assertEquals(412, late.statusCode());
            assertTrue(late.body().contains("'a' was saved by somebody else meanwhile"), late.body());
            assertEquals("{\"state\": {\"c\":2}}", server.load("a"));

            HttpResponse<String> kept = server.get("/dashboard/delete/a", "If-Match", first);
            assertEquals(412, kept.statusCode());
            String weak = "\"x\", W/" + DashboardServer.tag(again);
            assertEquals(
                    200, server.get("/dashboard/delete/a", "If-Match", weak).statusCode());
            late = server.save("a", "{}", "If-Match", DashboardServer.tag(again));
            assertEquals(412, late.statusCode());
            assertTrue(late.body().contains("there is no dashboard 'a'"), late.body());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewOneTakesNoOthersPlace(boolean files) throws Exception {
        try (DashboardServer server = server(files)) {
            assertEquals(200, server.save("a", "{}", "If-None-Match", "*").statusCode());
            HttpResponse<String> second = server.save("a", "[]", "If-None-Match", "*");
            assertEquals(412, second.statusCode());
            assertTrue(second.body().contains("there is a dashboard 'a' already"), second.body());
            assertEquals(400, server.save("a", "[]", "If-None-Match", "\"x\"").statusCode());
            assertEquals("{\"state\": {}}", server.load("a"));
            assertEquals(200, server.save("a", "[]", "If-Match", "*").statusCode());
            assertEquals(200, server.save("a", "{}").statusCode());
        }
    }
}
