package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.whisper.WhisperFile;

/** The main job, on the built distribution: points in on a socket, Whisper files on disk, answers out over HTTP. */
@Timeout(600)
class StartIT {
    @TempDir
    Path folder;

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private Path file(String metric) {
        return folder.resolve("whisper/" + metric.replace('.', '/') + ".wsp");
    }

    @Test
    void printsWhatRunsWhereAndStopsWithNothingLost() throws Exception {
        long now = now() / 60 * 60 - 60;
        try (RunningServer server = RunningServer.start(folder, "web.SLOW_RENDER_TIME=0.0001")) {
            String told = String.join("\n", server.announced);
            for (String part : List.of(
                    "Plumbago", folder.toString(), "0 metrics", "" + server.linePort, "" + server.httpPort, "nc ")) {
                assertTrue(told.contains(part), part + " is not in:\n" + told);
            }
            server.send("test 10 " + now + "\n");
            String answer =
                    server.get("/render?target=test&from=-10min&format=json").body();
            assertTrue(answer.contains("\"target\": \"test\""), answer);
            assertTrue(answer.contains("[10.0, " + now + "]"), answer);
            server.send("stopped.at.once 5 " + now + "\n");
            server.stop();
        }
        try (WhisperFile whisper = WhisperFile.openReadOnly(file("stopped.at.once"))) {
            assertArrayEquals(
                    new double[] {5},
                    whisper.fetch(now - 60, now, now + 60).orElseThrow().values());
        }
        String log = Files.readString(folder.resolve("log"));
        assertTrue(log.contains("stopped"), "the log goes on to the end");
        assertTrue(
                log.matches("(?s).*slow: \\d+ ms, 1 series and \\d+ points read, .* bytes answered, .*: test\n.*"),
                log);
    }

    @Test
    void whatWasWrittenSurvivesKill() throws Exception {
        long now = now() / 60 * 60 - 60;
        try (RunningServer server = RunningServer.start(folder)) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                lines.append("killed.m")
                        .append(i)
                        .append(' ')
                        .append(i)
                        .append(' ')
                        .append(now)
                        .append('\n');
            }
            server.send(lines.toString());
            while (!isStored("killed.m199", now, 199)) {
                Thread.onSpinWait();
            }
            server.send("killed.late 1 " + now + "\n");
            server.kill();
        }
        for (int i = 0; i < 200; i++) {
            assertTrue(isStored("killed.m" + i, now, i), "killed.m" + i);
        }
        try (RunningServer server = RunningServer.start(folder)) {
            String answer = server.get("/render?target=killed.m7&from=-10min&format=csv")
                    .body();
            assertTrue(answer.contains(",7.0\r\n"), answer);
            server.send("killed.m7 70 " + (now + 60) + "\n");
            server.stop();
        }
        assertTrue(isStored("killed.m7", now + 60, 70));
        assertTrue(isStored("killed.m7", now, 7));
    }

    private boolean isStored(String metric, long time, double value) throws IOException {
        if (!Files.exists(file(metric))) {
            return false;
        }
        try (WhisperFile whisper = WhisperFile.openReadOnly(file(metric))) {
            return whisper.fetch(time - 60, time, time + 120).orElseThrow().values()[0] == value;
        }
    }

    /** What a closed terminal and logrotate send. */
    @Test
    void aHangupReadsTheRulesAgain() throws Exception {
        try (RunningServer server =
                RunningServer.start(folder, "cache.USE_WHITELIST=True", "cache.CONF_DIR=" + folder)) {
            Files.writeString(folder.resolve("blacklist.conf"), "^refused\\.\n");
            server.signal("HUP");
            while (!Files.readString(server.log).contains("have been looked at")) {
                Thread.onSpinWait();
            }
            server.send("refused.name 1 " + now() + "\ntaken.name 1 " + now() + "\n");
            assertTrue(server.get("/metrics/find?query=*").body().contains("taken"));
            assertFalse(server.get("/metrics/find?query=*").body().contains("refused"));
            server.stop();
        }
    }

    @Test
    void aPortInUseIsNamedAndTheStartFails() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process process = RunningServer.command(folder, taken.getLocalPort(), RunningServer.freePort())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(1, process.waitFor());
            assertTrue(output.contains("" + taken.getLocalPort()), output);
            assertTrue(output.contains("LINE_RECEIVER_PORT"), output);
            assertFalse(output.contains("\tat "), output);
        }
    }

    @Test
    void aWrongSettingIsNamedAndTheStartFails() throws Exception {
        Process process = RunningServer.command(folder, 1, 2, "cache.MAX_CACHE_SIZE=lots")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor());
        assertTrue(output.contains("MAX_CACHE_SIZE") && output.contains("lots"), output);
        assertFalse(output.contains("\tat "), output);
    }

    @Test
    void namesOutsideOfAsciiHaveFilesInAnyLocale() throws Exception {
        try (RunningServer server = RunningServer.start(folder)) {
            server.send("name.caf\u00e9 1 " + now() + "\n");
            server.stop();
        }
        try (Stream<Path> files = Files.list(folder.resolve("whisper/name"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void theJarRunsBare() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-jar",
                        System.getProperty("plumbago.jar"),
                        "--version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(output.startsWith("Plumbago " + Version.current()), output);
    }

    /** 1,000 metrics of 100 points each, compared by Python's own library where it is installed. */
    @Test
    void pythonReadsEveryPoint() throws Exception {
        Process probe = new ProcessBuilder("/usr/bin/env", "sh", "-c", "/usr/bin/python3 -c 'import whisper'").start();
        assumeTrue(
                probe.waitFor() == 0, "skipped: Python's whisper library (Debian: python3-whisper) is not installed");
        long newest = now() / 60 * 60 - 60;
        try (RunningServer server = RunningServer.start(folder)) {
            StringBuilder lines = new StringBuilder();
            for (int point = 0; point < 100; point++) {
                for (int metric = 0; metric < 1000; metric++) {
                    lines.append("py.m")
                            .append(metric)
                            .append(' ')
                            .append(metric * 1000 + point)
                            .append(' ');
                    lines.append(newest - 60L * point).append('\n');
                }
            }
            server.send(lines.toString());
            server.stop();
        }
        String check = """
                import sys, whisper
                folder, newest = sys.argv[1], int(sys.argv[2])
                for metric in range(1000):
                    path = '%s/whisper/py/m%d.wsp' % (folder, metric)
                    (start, end, step), values = whisper.fetch(path, newest - 6000, newest, now=newest + 60)
                    assert step == 60 and end == newest + 60, (start, end, step)
                    assert values == [metric * 1000 + 99 - i for i in range(100)], (path, values)
                print('all there')
                """;
        Process python = new ProcessBuilder("/usr/bin/python3", "-c", check, folder.toString(), "" + newest)
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("all there\n", output);
    }
}
