package plumbago.seams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.Settings;
import plumbago.base.part.RunningParts;
import plumbago.carbon.PartContext;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.receiver.BatchFiller;
import plumbago.carbon.storage.StorageDeclaration;
import plumbago.carbon.store.SeriesStore;
import plumbago.carbon.store.Storages;
import plumbago.testkit.DistantStorage;
import plumbago.testkit.InMemoryStorage;
import plumbago.web.WebPart;

/** What clients are told while the storage is somewhere that cannot be reached. */
class UnreachableStorageTest {
    private DistantStorage storage;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private String get(int port, String path, int status) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(status, answer.statusCode(), path + ": " + answer.body());
        return answer.body();
    }

    @Test
    void questionsForPointsGet503AndNotAnEmptyAnswer() throws Exception {
        Storages storages = Storages.EMBEDDED.with(new StorageDeclaration("distant", List.of(), context -> {
            storage = new DistantStorage(new InMemoryStorage(context.layouts(), context.counters()));
            return storage;
        }));
        List<SettingGroup> groups = new ArrayList<>(CarbonSettings.GROUPS);
        groups.addAll(WebPart.DECLARATION.settings());
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.STORAGE_DIR=" + folder,
                                "cache.STORAGE=distant",
                                "web.HTTP_INTERFACE=127.0.0.1",
                                "web.HTTP_PORT=" + freePort())),
                groups);
        Clock clock = Clock.systemUTC();
        try (SeriesStore store = SeriesStore.open(settings, clock, storages);
                RunningParts parts = RunningParts.start(
                        List.of(WebPart.DECLARATION), PartContext.of(settings, clock, store, "test"))) {
            int port = parts.listening().get(0).port();
            long now = clock.millis() / 1000;
            BatchFiller points = new BatchFiller(store.sink(), store.counters(), () -> now);
            byte[] name = "far.away".getBytes(StandardCharsets.US_ASCII);
            points.begin(name);
            points.add(0, name.length, NameHash.of(name, 0, name.length), (double) now - 60, 5);
            points.flush();
            String render = "/render?target=far.*&from=-10min&format=json&noCache=1";
            assertTrue(get(port, render, 200).contains("5.0"));
            storage.unreachable(true);
            assertTrue(get(port, render, 503).contains("the storage cannot be reached"));
            assertTrue(get(port, "/render?target=sumSeries(far.*)&from=-10min&format=json&noCache=1", 503)
                    .contains("cannot be reached"));
            assertTrue(get(port, "/metrics/find?query=far.*", 200).contains("away"), "names are known");
            assertEquals("[]", get(port, "/render?target=no.such&format=json&noCache=1", 200), "and others are not");
            storage.unreachable(false);
            assertTrue(get(port, render, 200).contains("5.0"));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
