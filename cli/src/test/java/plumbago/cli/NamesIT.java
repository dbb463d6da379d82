package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** The names of the metrics, over the life of a process and beyond. */
@Timeout(600)
class NamesIT {
    @TempDir
    Path folder;

    private static String found(RunningServer server, String query) throws Exception {
        return server.get("/metrics/find?format=nodelist&query=" + query).body();
    }

    private static void awaitFound(RunningServer server, String query, String answer) throws Exception {
        while (!found(server, query).equals(answer)) {
            Thread.onSpinWait();
        }
    }

    /** Also where the tag index has lost what it had written down. */
    @Test
    void taggedSeriesOfTheJournalAreFoundByTheirTags() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        String[] waiting = {"cache.CACHE_WRITE_STRATEGY=timesorted", "cache.MIN_TIMESTAMP_LAG=3600"};
        String query = "/tags/findSeries?expr=rack=a1";
        String found = "[\"disk.used;rack=a1\"]";
        try (RunningServer server = RunningServer.start(folder, waiting)) {
            server.send("disk.used;rack=a1 1 " + now + "\n");
            assertEquals(found, server.get(query).body());
            server.kill();
        }
        Files.deleteIfExists(folder.resolve("web/tags.records"));
        try (RunningServer server = RunningServer.start(folder, waiting)) {
            assertEquals(found, server.get(query).body());
            server.stop();
        }
    }

    @Test
    void namesOutliveKillAndFollowTheFolder() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        Path names = folder.resolve("whisper/.plumbago-a.names");
        try (RunningServer server = RunningServer.start(folder, "cache.INDEX_CHECK_INTERVAL=1")) {
            server.send("old.one 1 " + now + "\nold.two 2 " + now + "\n");
            assertEquals("{\"nodes\": [\"one\", \"two\"]}", found(server, "old.*"), "findable at once");
            while (!Files.exists(folder.resolve("whisper/old/two.wsp"))) {
                Thread.onSpinWait();
            }
            while (!Files.exists(names)
                    || !Files.readString(names, StandardCharsets.ISO_8859_1).contains("old.one")) {
                Thread.onSpinWait();
            }
            WhisperFile.create(folder.resolve("whisper/old/three.wsp"), WhisperLayout.of(Retention.parse("60:10")));
            awaitFound(server, "old.*", "{\"nodes\": [\"one\", \"three\", \"two\"]}");
            Files.delete(folder.resolve("whisper/old/three.wsp"));
            awaitFound(server, "old.*", "{\"nodes\": [\"one\", \"two\"]}");
            server.kill();
        }
        Files.delete(folder.resolve("whisper/old/two.wsp"));
        try (RunningServer server = RunningServer.start(folder, "cache.INDEX_CHECK_INTERVAL=None")) {
            assertTrue(server.announced.toString().contains("metrics)"), server.announced.toString());
            awaitFound(server, "old.*", "{\"nodes\": [\"one\"]}");
            server.stop();
        }
        Files.write(names, new byte[] {1, 2, 3});
        try (RunningServer server = RunningServer.start(folder)) {
            assertEquals("{\"nodes\": [\"one\"]}", found(server, "old.*"), "a damaged file is made anew by a walk");
            server.stop();
        }
        assertTrue(Files.readString(names, StandardCharsets.ISO_8859_1).contains("old.one"), "and is there again");
    }
}
