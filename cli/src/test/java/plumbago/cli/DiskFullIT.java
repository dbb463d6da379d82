package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.whisper.WhisperFile;

/** A disk of its own that is filled under load, and freed: senders wait, everything goes on by itself, nothing is lost. */
@Timeout(600)
class DiskFullIT {
    private static final int METRICS = 300;
    private static final int SLOTS = 1500;

    @TempDir
    Path folder;

    @Test
    void sendersWaitUntilThereIsSpaceAndNothingIsLost() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:30m\n");
        try (SmallDisk small = SmallDisk.mounted(disk)) {
            fillAndFree(small, disk);
        }
    }

    /** A start finds the disk full: it answers, lets metrics be deleted, and has what is sent wait. */
    @Test
    void startsWhereTheDiskIsFull() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:30m\n");
        try (SmallDisk small = SmallDisk.mounted(disk)) {
            startFull(small, disk);
        }
    }

    private void startFull(SmallDisk small, Path disk) throws Exception {
        long now = System.currentTimeMillis() / 1000;
        String[] settings = {"cache.CONF_DIR=" + folder, "cache.STORAGE_DIR=" + disk, "cache.CARBON_METRIC_INTERVAL=0"};
        try (RunningServer server = RunningServer.start(small.inside(), folder, settings)) {
            server.send("early.a 1 " + now + "\nearly.b;k=v 2 " + now + "\n");
            while (!Files.exists(small.fromOutside(disk.resolve("whisper/early/a.wsp")))) {
                Thread.onSpinWait();
            }
            server.stop();
        }
        Path ballast = small.fromOutside(disk.resolve("ballast"));
        SmallDisk.fill(ballast);
        try (RunningServer server = RunningServer.start(small.inside(), folder, settings)) {
            String query = "&format=raw&from=" + (now - 1) + "&until=" + now;
            assertTrue(
                    server.get("/render?target=early.a" + query).body().strip().endsWith("|1.0"),
                    server.get("/render?target=early.a" + query).body());
            server.send("late.c 3 " + now + "\n");
            while (!server.get("/render?target=late.c" + query).body().strip().endsWith("|3.0")) {
                Thread.onSpinWait();
            }
            Files.delete(ballast);
            while (!Files.readString(server.log).contains("the journal has space again")) {
                Thread.onSpinWait();
            }
            while (!Files.exists(small.fromOutside(disk.resolve("whisper/late/c.wsp")))) {
                Thread.onSpinWait();
            }
            server.stop();
        }
        String log = Files.readString(folder.resolve("log"));
        assertTrue(log.contains("stopped; 1 points received, 1 stored"), log);
    }

    private void fillAndFree(SmallDisk small, Path disk) throws Exception {
        long newest = System.currentTimeMillis() / 1000;
        try (RunningServer server = RunningServer.start(
                small.inside(),
                folder,
                "cache.CONF_DIR=" + folder,
                "cache.STORAGE_DIR=" + disk,
                "cache.MAX_JOURNAL_BYTES=16M",
                "cache.CARBON_METRIC_INTERVAL=0")) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Path ballast = small.fromOutside(disk.resolve("ballast"));
            server.send(lines(0, METRICS / 3, newest));
            Thread sender = new Thread(() -> {
                try {
                    server.send(lines(METRICS / 3, METRICS, newest));
                } catch (IOException | AssertionError e) {
                    failure.set(e);
                }
            });
            SmallDisk.fill(ballast);
            sender.start();
            // What the writer frees is taken as well, until the server says that it has nowhere to go.
            while (!Files.readString(server.log).contains("the journal cannot grow")) {
                SmallDisk.fill(ballast);
            }
            assertTrue(sender.isAlive(), "senders wait");
            HttpResponse<String> health = server.get("/health");
            assertEquals(503, health.statusCode());
            assertTrue(health.body().contains("the journal cannot grow"), health.body());
            String answer = server.get("/render?target=full.m1&format=raw&from=" + (newest - 10) + "&until=" + newest)
                    .body();
            assertTrue(answer.startsWith("full.m1,"), "questions are answered meanwhile: " + answer);
            Files.delete(ballast);
            sender.join();
            assertEquals(null, failure.get());
            assertTrue(Files.readString(server.log).contains("the journal has space again"));
            awaitStored(small, disk, newest);
            awaitHealth(server);
            server.stop();
        }
        String log = Files.readString(folder.resolve("log"));
        Matcher books = Pattern.compile("stopped; (\\d+) points received, (\\d+) stored")
                .matcher(log);
        assertTrue(books.find(), log);
        assertEquals(METRICS * SLOTS, Integer.parseInt(books.group(1)));
        assertEquals(METRICS * SLOTS, Integer.parseInt(books.group(2)));
        for (int metric = 0; metric < METRICS; metric++) {
            double[] expected = new double[SLOTS];
            for (int slot = 0; slot < SLOTS; slot++) {
                expected[SLOTS - 1 - slot] = slot * 1000 + metric;
            }
            assertArrayEquals(expected, values(small, disk, metric, newest), "full.m" + metric);
        }
        try (var left = Files.list(small.fromOutside(disk.resolve("journal/a")))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.toString().endsWith(".journal")).toList());
        }
    }

    private static void awaitHealth(RunningServer server) throws Exception {
        HttpResponse<String> health = server.get("/health");
        while (health.statusCode() != 200) {
            health = server.get("/health");
        }
        assertTrue(health.body().contains("\"problems\": []"), health.body());
        assertEquals(200, server.get("/ready").statusCode());
    }

    private static String lines(int from, int to, long newest) {
        StringBuilder lines = new StringBuilder();
        for (int slot = 0; slot < SLOTS; slot++) {
            for (int metric = from; metric < to; metric++) {
                lines.append("full.m").append(metric).append(' ');
                lines.append(slot * 1000 + metric).append(' ');
                lines.append(newest - slot).append('\n');
            }
        }
        return lines.toString();
    }

    private static void awaitStored(SmallDisk small, Path disk, long newest) throws IOException {
        for (int metric = 0; metric < METRICS; metric++) {
            while (!Files.exists(small.fromOutside(file(disk, metric)))
                    || Double.isNaN(values(small, disk, metric, newest)[0])) {
                Thread.onSpinWait();
            }
        }
    }

    private static Path file(Path disk, int metric) {
        return disk.resolve("whisper/full/m" + metric + ".wsp");
    }

    private static double[] values(SmallDisk small, Path disk, int metric, long newest) throws IOException {
        try (WhisperFile whisper = WhisperFile.openReadOnly(small.fromOutside(file(disk, metric)))) {
            return whisper.fetch(newest - SLOTS, newest, newest).orElseThrow().values();
        }
    }
}
