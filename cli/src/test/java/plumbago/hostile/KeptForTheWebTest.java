package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for the web never stops intake, however much of it clients post, and where the disk takes nothing. */
@Timeout(600)
class KeptForTheWebTest {
    private static final int EVENTS = 1860;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FORM_STATE = "state=%22";
    private static final String LARGE = "x".repeat(65_000);

    @TempDir
    Path folder;

    private ServerProcess small(String... more) throws IOException {
        String[] settings = new String[more.length + 2];
        settings[0] = "cache.STORAGE_DIR=" + folder.resolve("storage");
        settings[1] = "cache.CONF_DIR=" + folder;
        System.arraycopy(more, 0, settings, 2, more.length);
        return new ServerProcess(List.of(), folder.resolve("log"), "128m", settings);
    }

    private static void takesPoints(ServerProcess server, String name) throws Exception {
        long now = System.currentTimeMillis() / 1000;
        server.send(name + " 5 " + now + "\n");
        HttpResponse<String> answer =
                server.get("/render?format=raw&target=" + name + "&from=" + (now - 120) + "&until=" + now);
        assertTrue(answer.body().contains("5.0"), answer.body());
        assertFalse(server.log().contains("OutOfMemory"), server.log());
    }

    @Test
    void aFloodOfEventsAndDashboardsLeavesIntakeAlone() throws Exception {
        try (ServerProcess server = small()) {
            for (int i = 0; i < EVENTS; i++) {
                HttpResponse<String> answer = server.post(
                        "/events/", "application/json", "{\"what\":\"e" + i + "\",\"data\":\"" + LARGE + "\"}");
                assertEquals(200, answer.statusCode(), answer.body());
            }
            takesPoints(server, "during.flood");
            HttpResponse<String> all = server.get("/events/get_data?from=0");
            assertTrue(all.body().contains("\"e" + (EVENTS - 1) + "\""), "the last one is there");
            assertFalse(all.body().contains("\"e0\""), "the first one gave way");
            String state = FORM_STATE + LARGE.repeat(15) + "%22";
            int refused = 0;
            for (int i = 0; i < 100; i++) {
                refused += server.post("/dashboard/save/d" + i, FORM, state).statusCode() == 400 ? 1 : 0;
            }
            assertTrue(refused > 20, "refused: " + refused);
            assertEquals(
                    200,
                    server.post("/dashboard/save/d0", FORM, FORM_STATE + "%22").statusCode());
            for (int i = 0; i < 8; i++) {
                int first = i * 50_000;
                server.post(
                        "/tags/tagMultiSeries",
                        FORM,
                        IntStream.range(first, first + 50_000)
                                .mapToObj(k -> "path=flood;number=" + k + ";more" + k + "=x")
                                .collect(Collectors.joining("&")));
            }
            takesPoints(server, "after.flood");
            server.send("real;kind=real 1 " + System.currentTimeMillis() / 1000 + "\n");
            assertEquals(
                    "[\"real;kind=real\"]",
                    server.get("/tags/findSeries?expr=kind=real").body());
            server.stop();
        }
        try (ServerProcess server = small()) {
            takesPoints(server, "after.restart");
            assertEquals(
                    "[\"real;kind=real\"]",
                    server.get("/tags/findSeries?expr=kind=real").body());
            assertTrue(server.get("/events/get_data?from=0").body().contains("\"e" + (EVENTS - 1) + "\""));
            server.stop();
        }
    }

    /** What an earlier version let grow. */
    @Test
    void aLargeFileOfBeforeIsReadWithinTheLimits() throws Exception {
        Path web = Files.createDirectories(folder.resolve("storage/web"));
        try (BufferedWriter events = Files.newBufferedWriter(web.resolve("events.log"))) {
            for (int i = 1; i <= EVENTS; i++) {
                events.write("{\"id\":" + i + ",\"when\":" + (1_700_000_000 + i) + ",\"what\":\"e" + i
                        + "\",\"data\":\"" + LARGE + "\",\"tags\":[]}\n");
            }
        }
        try (ServerProcess server = small()) {
            takesPoints(server, "after.start");
            HttpResponse<String> all = server.get("/events/get_data?from=0");
            assertTrue(all.body().contains("\"e" + EVENTS + "\""), all.body().substring(0, 100));
            server.stop();
        }
        assertTrue(Files.size(web.resolve("events.records")) < 10 << 20);
    }

    @Test
    void aStartOnAFullDiskAnswersAndDeletes() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:1h\n");
        Process holder;
        try {
            holder = new ProcessBuilder(
                            "unshare",
                            "-rm",
                            "sh",
                            "-c",
                            "mount -t tmpfs -o size=48m tmpfs \"$1\" && echo ready && exec cat",
                            "sh",
                            disk.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: there is no unshare: " + e.getMessage());
            return;
        }
        try {
            String said = holder.inputReader().readLine();
            assumeTrue("ready".equals(said), "skipped: a file system cannot be mounted here: " + said);
            onDisk(holder, disk);
        } finally {
            holder.destroyForcibly();
        }
    }

    private void onDisk(Process holder, Path disk) throws Exception {
        List<String> inside = List.of("nsenter", "-t", "" + holder.pid(), "-U", "-m", "--preserve-credentials");
        Path outside = Path.of("/proc/" + holder.pid() + "/root" + disk);
        Path log = folder.resolve("log");
        String[] settings = {
            "cache.STORAGE_DIR=" + disk, "cache.CONF_DIR=" + folder, "cache.MAX_JOURNAL_BYTES=16M",
        };
        long now = System.currentTimeMillis() / 1000;
        try (ServerProcess server = new ServerProcess(inside, log, "256m", settings)) {
            server.send("known;kind=old 1 " + now + "\nplain.one 2 " + now + "\n");
            assertEquals(
                    200,
                    server.post("/events/", "application/json", "{\"what\":\"before\"}")
                            .statusCode());
            assertEquals(
                    "[\"known;kind=old\"]",
                    server.get("/tags/findSeries?expr=kind=old").body());
            server.stop();
        }
        Path ballast = outside.resolve("ballast");
        fill(ballast);
        try (ServerProcess server = new ServerProcess(inside, log, "256m", settings)) {
            assertEquals(
                    "[\"known;kind=old\"]",
                    server.get("/tags/findSeries?expr=kind=old").body());
            assertTrue(server.get("/events/get_data?from=0").body().contains("before"));
            String answer = server.get("/render?format=raw&target=plain.one&from=" + (now - 60) + "&until=" + now)
                    .body();
            assertTrue(answer.contains("2.0"), answer);
            HttpResponse<String> refused =
                    server.post("/events/", "application/json", "{\"what\":\"refused\",\"data\":\"" + LARGE + "\"}");
            assertEquals(503, refused.statusCode(), refused.body());
            String path = "path=" + URLEncoder.encode("told;kind=new", StandardCharsets.UTF_8);
            assertEquals(200, server.post("/tags/tagSeries", FORM, path).statusCode());
            assertEquals(
                    "[\"told;kind=new\"]",
                    server.get("/tags/findSeries?expr=kind=new").body());
            answer = server.post("/admin/metrics/delete", "application/json", "{\"names\": [\"plain.one\"]}")
                    .body();
            assertTrue(answer.contains("\"done\":[\"plain.one\"]"), answer);
            Files.delete(ballast);
            assertEquals(
                    200,
                    server.post("/events/", "application/json", "{\"what\":\"after\"}")
                            .statusCode());
            server.stop();
        }
        try (ServerProcess server = new ServerProcess(inside, log, "256m", settings)) {
            assertEquals(
                    "[\"told;kind=new\"]",
                    server.get("/tags/findSeries?expr=kind=new").body());
            String events = server.get("/events/get_data?from=0").body();
            assertTrue(events.contains("before") && events.contains("after") && !events.contains("refused"), events);
            server.stop();
        }
    }

    /** Writes until nothing more fits. */
    private static void fill(Path ballast) throws IOException {
        byte[] zeros = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.toString());
        }
    }
}
