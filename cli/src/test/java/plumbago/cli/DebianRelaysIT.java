package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays that others made, in front of an aggregator, as they stand there in installations that change to this one. */
@Timeout(600)
class DebianRelaysIT {
    private static final int HOSTS = 50;
    private static final int STEPS = 60;

    private final long from = (System.currentTimeMillis() / 1000 / 60 - 20) * 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private static Path installed(String name) {
        Path program = Path.of("/usr/bin", name);
        assumeTrue(
                Files.isExecutable(program),
                "NOT TESTED: " + name + " is not installed; `apt-get install "
                        + name.replace("carbon-relay", "graphite-carbon") + "` brings it");
        return program;
    }

    private Process run(Path log, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Sends all lines when the relay listens. */
    private void send(Process relay, int port, Path log) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int step = 0; step < STEPS; step++) {
            for (int host = 0; host < HOSTS; host++) {
                lines.append("prod.web").append(host).append(".requests ").append(host + step * 0.25);
                lines.append(' ').append(from + step * 10L).append('\n');
            }
        }
        while (true) {
            assertTrue(relay.isAlive(), () -> "the relay ended: " + read(log));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = socket.getOutputStream();
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                assertTrue(socket.getInputStream().read() < 0);
                return;
            } catch (ConnectException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Map<String, Double> sums() {
        Map<String, Double> sums = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            for (int host = 0; host < HOSTS; host++) {
                sums.merge("prod.all.requests " + (from + step / 6 * 60L), host + step * 0.25, Double::sum);
            }
        }
        return sums;
    }

    private RunningServer start(LastValues to, int pickle) throws IOException {
        Files.writeString(folder.resolve("aggregation-rules.conf"), "<env>.all.requests (60) = sum <env>.*.requests\n");
        return RunningServer.startAggregator(
                folder,
                "aggregator.DESTINATIONS=" + to.destination(),
                "aggregator.DESTINATION_PROTOCOL=line",
                "aggregator.FORWARD_ALL=False",
                "aggregator.PICKLE_RECEIVER_PORT=" + pickle,
                "aggregator.WRITE_BACK_FREQUENCY=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pickle", "line"})
    void carbonsRelay(String protocol) throws Exception {
        Path program = installed("carbon-relay");
        int pickle = RunningServer.freePort();
        int port = RunningServer.freePort();
        Path log = folder.resolve("relay.log");
        try (LastValues last = new LastValues();
                RunningServer server = start(last, pickle)) {
            // It does not start without them. Its queue has space for all: it drops what comes beyond that.
            Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 60s:1d\n");
            Path conf = Files.writeString(folder.resolve("relay.conf"), """
                    [relay]
                    USER =
                    STORAGE_DIR = %1$s
                    CONF_DIR = %1$s
                    LOG_DIR = %1$s
                    PID_DIR = %1$s
                    LINE_RECEIVER_INTERFACE = 127.0.0.1
                    LINE_RECEIVER_PORT = %2$d
                    PICKLE_RECEIVER_INTERFACE = 127.0.0.1
                    PICKLE_RECEIVER_PORT = %3$d
                    RELAY_METHOD = consistent-hashing
                    DESTINATIONS = 127.0.0.1:%4$d:a
                    DESTINATION_PROTOCOL = %5$s
                    MAX_QUEUE_SIZE = 100000
                    CARBON_METRIC_INTERVAL = 0
                    """.formatted(
                            folder,
                            port,
                            RunningServer.freePort(),
                            protocol.equals("pickle") ? pickle : server.linePort,
                            protocol));
            Process relay = run(log, program.toString(), "--config=" + conf, "--debug", "--nodaemon", "start");
            try {
                send(relay, port, log);
                last.await(sums());
            } finally {
                relay.destroyForcibly();
            }
        }
    }

    @Test
    void carbonCRelay() throws Exception {
        Path program = installed("carbon-c-relay");
        int port = RunningServer.freePort();
        Path log = folder.resolve("relay.log");
        try (LastValues last = new LastValues();
                RunningServer server = start(last, RunningServer.freePort())) {
            Path conf = Files.writeString(folder.resolve("relay.conf"), """
                    listen type linemode 127.0.0.1:%d proto tcp ;
                    cluster aggregator forward 127.0.0.1:%d proto tcp ;
                    match * send to aggregator stop ;
                    """.formatted(port, server.linePort));
            Process relay = run(log, program.toString(), "-s", "-f", conf.toString());
            try {
                send(relay, port, log);
                last.await(sums());
            } finally {
                relay.destroyForcibly();
            }
        }
    }
}
