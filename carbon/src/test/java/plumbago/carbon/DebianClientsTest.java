package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static plumbago.carbon.TestService.freePort;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.carbon.storage.SeriesRange;

/** The programs that operators send with, as Debian has them. Skipped where they are not installed. */
@Timeout(600)
class DebianClientsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private CarbonService carbon;

    @BeforeEach
    void start() throws Exception {
        carbon = TestService.start(folder, freePort(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        carbon.close();
    }

    private static String installed(String packageName, String... places) {
        for (String place : places) {
            if (Files.isExecutable(Path.of(place))) {
                return place;
            }
        }
        assumeTrue(false, packageName + " is not installed; `apt-get install " + packageName + "` brings it");
        return null;
    }

    private Process run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private void assertRuns(Process process) throws IOException {
        assertTrue(process.isAlive(), () -> {
            try {
                return Files.readString(folder.resolve("output"));
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    private Socket connect(Process to, int port) throws IOException {
        while (true) {
            try {
                return new Socket(HERE, port);
            } catch (IOException e) {
                assertRuns(to);
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void carbonCRelayInFront() throws Exception {
        String relay = installed("carbon-c-relay", "/usr/bin/carbon-c-relay");
        int port = freePort();
        Path config = folder.resolve("relay.conf");
        Files.writeString(config, """
                listen type linemode 127.0.0.1:%d proto tcp ;
                cluster behind forward 127.0.0.1:%d proto tcp ;
                match * send to behind stop ;
                """.formatted(port, carbon.port(PlaintextReceiver.PROTOCOL)));
        long now = Clock.systemUTC().millis() / 1000;
        int metrics = 500;
        long points = 20;
        Process process = run(relay, "-f", config.toString());
        try {
            StringBuilder lines = new StringBuilder();
            for (long point = 0; point < points; point++) {
                for (int metric = 0; metric < metrics; metric++) {
                    lines.append("relayed.m").append(metric).append(' ').append(metric + point);
                    lines.append(' ').append(now - 60 * (points - point)).append('\n');
                }
            }
            try (Socket socket = connect(process, port)) {
                OutputStream out = socket.getOutputStream();
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            }
            while (carbon.store().counters().received() < metrics * points) {
                assertRuns(process);
                Thread.onSpinWait();
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
        assertEquals(metrics, carbon.store().index().find("relayed.*").size());
        for (int metric = 0; metric < metrics; metric++) {
            SeriesRange range = read("relayed.m" + metric, now - 60 * (points + 1), now);
            double sum = 0;
            for (double value : range.values()) {
                sum += Double.isNaN(value) ? 0 : value;
            }
            assertEquals(points * (metric + (points - 1) / 2.0), sum);
        }
        assertEquals(0, carbon.store().counters().dropped());
    }

    private SeriesRange read(String metric, long from, long now) throws IOException {
        return carbon.store()
                .reader()
                .read(metric, from, now, now)
                .orElseThrow(() -> new AssertionError(metric + " is not there"));
    }

    @Test
    void collectdOverTcp() throws Exception {
        String collectd = installed("collectd-core", "/usr/sbin/collectd", "/usr/bin/collectd");
        Path config = folder.resolve("collectd.conf");
        Files.writeString(
                config, """
                Hostname "here"
                FQDNLookup false
                Interval 1
                BaseDir "%s"
                PIDFile "%s"
                TypesDB "/usr/share/collectd/types.db"
                LoadPlugin load
                LoadPlugin memory
                LoadPlugin write_graphite
                <Plugin write_graphite>
                  <Node "plumbago">
                    Host "127.0.0.1"
                    Port "%d"
                    Protocol "tcp"
                    Prefix "collectd."
                    EscapeCharacter "_"
                  </Node>
                </Plugin>
                """.formatted(folder, folder.resolve("pid"), carbon.port(PlaintextReceiver.PROTOCOL)));
        Process process = run(collectd, "-f", "-C", config.toString());
        try {
            // Sent a second time, all of the first has come in.
            while (carbon.store().counters().received()
                            < 2L * carbon.store().index().size()
                    || carbon.store().index().size() == 0) {
                assertRuns(process);
                Thread.onSpinWait();
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
        List<String> names = carbon.store().index().names();
        assertTrue(names.contains("collectd.here.load.load.shortterm"), names.toString());
        assertTrue(names.contains("collectd.here.memory.memory-free"), names.toString());
        long now = Clock.systemUTC().millis() / 1000;
        double free = 0;
        for (double value :
                read("collectd.here.memory.memory-free", now - 120, now).values()) {
            free = Double.isNaN(value) ? free : value;
        }
        assertTrue(free > 0, "bytes");
        assertEquals(0, carbon.store().counters().dropped());
    }
}
