package plumbago.statsd.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.statsd.config.GraphiteOption;
import plumbago.statsd.config.StatsdOptions;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GraphiteBackendTest {
    private static final long SECONDS = 1_795_325_866;

    @TempDir
    Path folder;

    private final AtomicLong millis = new AtomicLong(SECONDS * 1000);

    @Test
    void eachFlushIsAConnectionWithLinesOfText() throws Exception {
        try (ServerSocket server = server();
                GraphiteBackend backend = backend(server.getLocalPort(), false, "", 1 << 20)) {
            backend.flush(new GivenMetrics(SECONDS).point("stats.a", 0.1).point("stats.b;t=1", 1e21));
            assertEquals("""
                    stats.a 0.1 1795325866
                    stats.b;t=1 1e+21 1795325866
                    stats.statsd.graphiteStats.last_exception 0 1795325866
                    stats.statsd.graphiteStats.last_flush 1795325866 1795325866
                    stats.statsd.graphiteStats.flush_time 0 1795325866
                    stats.statsd.graphiteStats.flush_length 0 1795325866
                    """, received(server));
            until(() -> backend.sent() == 1);
            assertEquals(
                    List.of("last_flush 1795325866", "last_exception 0", "flush_time 0", "flush_length 271"),
                    status(backend));

            millis.addAndGet(10_400);
            backend.flush(new GivenMetrics(SECONDS + 10).point("stats.a", 0));
            assertEquals("""
                    stats.a 0 1795325876
                    stats.statsd.graphiteStats.last_exception 0 1795325876
                    stats.statsd.graphiteStats.last_flush 1795325866 1795325876
                    stats.statsd.graphiteStats.flush_time 0 1795325876
                    stats.statsd.graphiteStats.flush_length 271 1795325876
                    """, received(server));
        }
    }

    /** The frame that was recorded of the original, which holds the times of its recording. */
    @Test
    void aPickleIsTheOriginals() throws Exception {
        byte[] frame = recordedFrame();
        GivenMetrics metrics = new GivenMetrics(SECONDS);
        String[] rows = new String(frame, StandardCharsets.US_ASCII).split("\\(S'");
        for (String row : Arrays.asList(rows).subList(1, rows.length - 4)) {
            String[] parts = row.split("'");
            metrics.point(parts[0], Double.parseDouble(parts[2]));
        }
        try (ServerSocket server = server();
                GraphiteBackend backend =
                        backend(server.getLocalPort(), true, "graphite.legacyNamespace = False\n", 1 << 20)) {
            backend.flush(metrics);
            assertArrayEquals(frame, receivedBytes(server));
        }
    }

    @Test
    void whatCannotBeDeliveredIsSentLaterInItsOrder() throws Exception {
        int port;
        try (ServerSocket server = server()) {
            port = server.getLocalPort();
        }
        try (GraphiteBackend backend = backend(port, false, "", 1 << 20)) {
            backend.flush(new GivenMetrics(SECONDS).point("a", 1));
            until(() -> status(backend).contains("last_exception 1795325866") && backend.waiting() == 1);
            millis.addAndGet(10_000);
            backend.flush(new GivenMetrics(SECONDS + 10).point("a", 2));
            until(() -> status(backend).contains("last_exception 1795325876"));
            assertEquals(0, backend.sent());
            try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
                millis.addAndGet(10_000);
                backend.flush(new GivenMetrics(SECONDS + 20).point("a", 3));
                assertEquals("a 1 1795325866", firstLine(received(server)));
                assertEquals("a 2 1795325876", firstLine(received(server)));
                String third = received(server);
                assertEquals("a 3 1795325886", firstLine(third));
                assertEquals(
                        "stats.statsd.graphiteStats.last_exception 1795325876 1795325886",
                        third.lines().toList().get(1));
                until(() -> backend.sent() == 3);
                assertEquals(0, backend.waiting());
                assertEquals(0, backend.dropped());
            }
        }
    }

    @Test
    void ofWhatWaitsTheOldestGoesAndTheLatestStays() throws Exception {
        int port;
        try (ServerSocket server = server()) {
            port = server.getLocalPort();
        }
        try (GraphiteBackend backend = backend(port, false, "", 100 << 10)) {
            for (int i = 0; i < 5; i++) {
                backend.flush(new GivenMetrics(SECONDS + i).point("a", i));
                long failed = SECONDS + i;
                until(() -> status(backend).contains("last_exception " + failed));
                millis.addAndGet(1000);
            }
            // 64 KiB are the least that one takes: one waits besides the latest.
            until(() -> backend.waiting() == 2 && backend.dropped() == 3);
            try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
                backend.flush(new GivenMetrics(SECONDS + 5).point("a", 5));
                assertEquals("a 4 1795325870", firstLine(received(server)));
                assertEquals("a 5 1795325871", firstLine(received(server)));
                until(() -> backend.sent() == 2);
                assertEquals(4, backend.dropped());
            }
        }
    }

    @Test
    void whoReadsNothingHoldsTheFlushUpForNoTime() throws Exception {
        try (ServerSocket server = server();
                GraphiteBackend backend = backend(server.getLocalPort(), false, "", 64 << 20)) {
            GivenMetrics metrics = new GivenMetrics(SECONDS);
            for (int i = 0; i < 200_000; i++) {
                metrics.point("a.long.name.of.a.metric.that.fills.the.buffers.of.sockets." + i, i);
            }
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                backend.flush(metrics);
                backend.flush(new GivenMetrics(SECONDS + 1).point("b", 1));
            });
            assertEquals(200_004, received(server).lines().count());
            assertEquals("b 1 1795325867", firstLine(received(server)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                              | stats.statsd.graphiteStats.last_flush",
                "graphite.globalSuffix = h                                       | stats.statsd.graphiteStats.last_flush.h",
                "prefixStats =                                                   | stats..graphiteStats.last_flush",
                "'graphite.legacyNamespace = no\ngraphite.globalPrefix = p'      | p.statsd.graphiteStats.last_flush",
                "'graphite.legacyNamespace = no\ngraphite.globalPrefix ='        | statsd.graphiteStats.last_flush",
                "'graphite.globalPrefix = p\ngraphite.globalSuffix ='            | stats.statsd.graphiteStats.last_flush.",
            })
    void namesOfItsOwnPointsAreTheOriginals(String lines, String name) throws Exception {
        List<String> names = new ArrayList<>();
        new GraphiteStats(GivenOptions.of(folder, lines), 0)
                .eachPoint((bytes, offset, length, value) ->
                        names.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        assertEquals(name, names.get(1));
    }

    private GraphiteBackend backend(int port, boolean pickle, String lines, long bytes) throws Exception {
        StatsdOptions options = GivenOptions.of(folder, lines);
        return new GraphiteBackend(new GraphiteOption("127.0.0.1", port, pickle), options, millis::get, bytes);
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static byte[] receivedBytes(ServerSocket server) throws IOException {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String received(ServerSocket server) throws IOException {
        return new String(receivedBytes(server), StandardCharsets.UTF_8);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static List<String> status(GraphiteBackend backend) {
        List<String> lines = new ArrayList<>();
        backend.status((statistic, value) -> lines.add(statistic + " " + value));
        return lines;
    }

    private static byte[] recordedFrame() throws IOException {
        try (InputStream in = GraphiteBackendTest.class.getResourceAsStream("/goldens/statsd/transports.json")) {
            for (JsonNode one : new ObjectMapper().readTree(in).get("cases")) {
                if (one.has("frame_b64")) {
                    return Base64.getDecoder().decode(one.get("frame_b64").asText());
                }
            }
        }
        throw new IOException("no frame was recorded");
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
