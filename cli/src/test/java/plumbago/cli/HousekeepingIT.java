package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.whisper.WhisperFile;

/** The commands that change metrics, beside a running server and without one. */
@Timeout(600)
class HousekeepingIT {
    private static final int METRICS = 40;

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void schemas() throws IOException {
        schemas("1s:2h");
    }

    private void schemas(String retentions) throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                folder.resolve("conf/storage-schemas.conf"), "[all]\npattern = .*\nretentions = " + retentions + "\n");
    }

    private RunningServer startServer(String... more) throws IOException {
        List<String> settings =
                new ArrayList<>(List.of("cache.CONF_DIR=" + folder.resolve("conf"), "cache.CARBON_METRIC_INTERVAL=0"));
        settings.addAll(List.of(more));
        server = RunningServer.start(folder, settings.toArray(new String[0]));
        return server;
    }

    private Path file(String metric) {
        return folder.resolve("whisper/" + metric.replace('.', '/') + ".wsp");
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("plumbago.distribution"), "bin/plumbago")
                .toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--set", "cache.STORAGE_DIR=" + folder));
        command.addAll(List.of("--set", "cache.CONF_DIR=" + folder.resolve("conf")));
        command.addAll(List.of("--set", "web.HTTP_PORT=" + server.httpPort));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("commands.log").toFile()));
    }

    /** Runs a command and returns what it printed, its exit status first. */
    private List<String> run(String... arguments) throws Exception {
        Process process = command(arguments).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(List.of(String.valueOf(process.waitFor())));
        output.lines().forEach(lines::add);
        return lines;
    }

    /** Sends a point a second for each metric, one round after the other, until it is interrupted. */
    private Thread sender(long start, AtomicInteger rounds) {
        return new Thread(() -> {
            while (!Thread.currentThread().isInterrupted() && rounds.get() < 5000) {
                StringBuilder lines = new StringBuilder();
                for (int metric = 0; metric < METRICS; metric++) {
                    lines.append("load.m" + metric + " " + rounds.get() + " " + (start + rounds.get()) + "\n");
                }
                try {
                    server.send(lines.toString());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                rounds.incrementAndGet();
            }
        });
    }

    @Test
    void aSchemaIsAppliedUnderLoadAndNoPointIsLost() throws Exception {
        long start = System.currentTimeMillis() / 1000 - 6000;
        AtomicInteger rounds = new AtomicInteger();
        try (RunningServer running = startServer()) {
            Thread sender = sender(start, rounds);
            sender.start();
            while (!Files.exists(file("load.m" + (METRICS - 1)))) {
                Thread.onSpinWait();
            }
            assertEquals("0", run("schema", "check").get(0));
            schemas("1s:4h,1m:7d");
            assertEquals("1", run("schema", "check", "--json", "load.m1").get(0));
            assertEquals(METRICS + 1, run("schema", "apply", "--dry-run").size());
            Process broken = command("schema", "apply", "--rate", "10").start();
            assertTrue(broken.inputReader().readLine().startsWith("load.m"));
            broken.destroyForcibly().waitFor();
            assertEquals("1", run("schema", "check").get(0), "it did not come to its end");
            List<String> applied = run("schema", "apply", "--rate", "0");
            assertEquals("0", applied.get(0));
            assertTrue(applied.size() > 1 && applied.size() <= METRICS, applied.toString());
            assertEquals(
                    List.of("0", METRICS + " files checked: 0 differ, 0 could not be read"), run("schema", "check"));
            int before = rounds.get();
            while (rounds.get() < before + 5 && sender.isAlive()) {
                Thread.onSpinWait();
            }
            sender.interrupt();
            sender.join();
            running.stop();
        }
        for (int metric = 0; metric < METRICS; metric++) {
            Map<Long, Double> points = new TreeMap<>();
            try (WhisperFile file = WhisperFile.openReadOnly(file("load.m" + metric))) {
                assertEquals(2, file.header().archives().size());
                file.forEachPoint(0, (slot, time, value) -> points.put(time, value));
            }
            for (int round = 0; round < rounds.get(); round++) {
                assertEquals((double) round, points.get(start + round), "load.m" + metric + ", round " + round);
            }
        }
    }

    @Test
    void metricsAreChangedThroughTheServerAndWithoutOne() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        try (RunningServer running = startServer()) {
            running.send(
                    "a.b.c 1 " + now + "\na.b.d 2 " + now + "\nx;t=1 3 " + now + "\nold.one 4 " + (now - 5000) + "\n");
            assertEquals(List.of("0", "a.b.c"), run("metrics", "delete", "--dry-run", "a.*.c"));
            assertEquals(List.of("0", "a.b.c", "x;t=1"), run("metrics", "delete", "a.*.c", "x;t=1"));
            assertEquals(
                    "[\"a.b.d\", \"old.one\"]",
                    running.get("/metrics/index.json").body());
            assertEquals("[]", running.get("/tags/findSeries?expr=t=1").body());
            assertEquals(List.of("0", "a.b.d"), run("metrics", "rename", "a.b.d", "a.b"));
            String answer =
                    running.get("/render?target=a.b&from=-10min&format=csv").body();
            assertTrue(answer.contains(",2.0\r\n"), answer);
            assertEquals(403, post(running, "/admin/metrics/delete", "X-Forwarded-For", "10.1.2.3"));
            assertEquals(200, post(running, "/admin/metrics/delete", "X-Other", "10.1.2.3"));
            running.kill();
        }
        try (RunningServer running = startServer()) {
            running.send("old.one 4 " + (now - 5000) + "\n");
            while (!Files.exists(file("old.one"))) {
                Thread.onSpinWait();
            }
            running.stop();
        }
        Files.setLastModifiedTime(file("old.one"), FileTime.fromMillis((now - 5000) * 1000));
        assertTrue(run("metrics", "expire", "--age", "1h", "--dry-run").contains("old.one"));
        assertTrue(Files.exists(file("old.one")));
        assertTrue(run("metrics", "expire", "--age", "1h").contains("old.one"));
        assertFalse(Files.exists(folder.resolve("whisper/old")));
        assertEquals(List.of("0", "a.b"), run("metrics", "rename", "a.b", "z.y"));
        try (RunningServer running = startServer("web.ADMIN_ALLOWED_NETWORKS=10.0.0.0/8")) {
            assertEquals("[\"z.y\"]", running.get("/metrics/index.json").body(), "nothing comes back");
            assertEquals(403, post(running, "/admin/metrics/delete", "X-Other", "10.1.2.3"));
            String metadata = "-metadata?metric=z.y&key=aggregationMethod&value=max";
            assertEquals(403, running.get("/metrics/set" + metadata).statusCode());
            assertEquals(
                    "{\"z.y\": \"average\"}",
                    running.get("/metrics/get" + metadata).body());
            assertEquals("1", run("metrics", "delete", "z.y").get(0));
            assertTrue(Files.exists(file("z.y")));
            String log = Files.readString(folder.resolve("commands.log"));
            assertTrue(log.contains("ADMIN_ALLOWED_NETWORKS"), log);
            running.stop();
        }
        String log = Files.readString(folder.resolve("log"));
        assertTrue(log.contains("deleted a.b.c") && log.contains("renamed a.b.d to a.b"), log);
    }

    private static int post(RunningServer to, String path, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.httpPort + path))
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"nothing.at.all\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
