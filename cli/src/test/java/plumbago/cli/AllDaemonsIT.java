package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A cache, a relay and an aggregator in one process, from the three sections of one carbon.conf. */
@Timeout(600)
class AllDaemonsIT {
    private final long from = (System.currentTimeMillis() / 1000 / 60 - 20) * 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private static void send(int port, String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().read();
        }
    }

    /** The values of a target that are there. */
    private static double[] values(RunningServer server, String target) throws Exception {
        String answer = server.get("/render?target=" + target + "&format=raw&from=-1h")
                .body()
                .strip();
        return answer.lines()
                .flatMap(line -> Stream.of(line.substring(line.indexOf('|') + 1).split(",")))
                .filter(value -> !value.isEmpty() && !value.equals("None"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static void await(RunningServer server, String target, double value) throws Exception {
        while (Arrays.stream(values(server, target)).noneMatch(found -> found == value)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatGoesToAnyOfThemIsFoundInTheCache() throws Exception {
        int pickle = RunningServer.freePort();
        int relay = RunningServer.freePort();
        int aggregator = RunningServer.freePort();
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:2h\n");
        Files.writeString(folder.resolve("aggregation-rules.conf"), "all.<app> (60) = sum <app>.*.requests\n");
        Files.writeString(folder.resolve("carbon.conf"), """
                [cache]
                MAX_CREATES_PER_MINUTE = inf
                CARBON_METRIC_INTERVAL = 1
                [relay]
                LINE_RECEIVER_PORT = %d
                PICKLE_RECEIVER_PORT = 0
                RELAY_METHOD = consistent-hashing
                DESTINATIONS = 127.0.0.1:%d:a
                CARBON_METRIC_INTERVAL = 1
                [aggregator]
                LINE_RECEIVER_PORT = %d
                PICKLE_RECEIVER_PORT = 0
                WRITE_BACK_FREQUENCY = 1
                CARBON_METRIC_INTERVAL = 1
                """.formatted(relay, pickle, aggregator));
        try (RunningServer server = RunningServer.start(
                List.of("env", "GRAPHITE_CONF_DIR=" + folder),
                folder,
                "cache.PICKLE_RECEIVER_PORT=" + pickle,
                "relay.STORAGE_DIR=" + folder,
                "aggregator.STORAGE_DIR=" + folder)) {
            send(relay, "by.the.relay 1 " + from + "\n");
            send(aggregator, "shop.a.requests 2 " + from + "\nshop.b.requests 3 " + (from + 1) + "\n");
            server.send("by.the.cache 4 " + from + "\n");
            await(server, "by.the.relay", 1);
            await(server, "shop.a.requests", 2);
            await(server, "shop.b.requests", 3);
            await(server, "by.the.cache", 4);
            await(server, "all.shop", 5);
            await(server, "carbon.aggregator.*-a.allocatedBuffers", 1);
            for (String daemon : List.of("relays", "aggregator", "agents")) {
                String received = "carbon." + daemon + ".*-a.metricsReceived";
                // In the second and third report its own metrics would be among them.
                while (values(server, received).length < 3) {
                    Thread.onSpinWait();
                }
                double[] found = values(server, received);
                assertTrue(
                        Arrays.stream(found).allMatch(value -> value >= 0), received + ": " + Arrays.toString(found));
            }
            server.stop();
        }
    }
}
