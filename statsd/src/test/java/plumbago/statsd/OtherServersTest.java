package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.statsd.backend.RepeaterBackend;
import plumbago.statsd.config.RepeaterOption;

/** Packets that this passes on to the servers of others, and that these pass on to this one. Skipped where they are missing. */
@Timeout(600)
class OtherServersTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    /** What is sent once the way is open. */
    private static final List<String> PACKETS = List.of(
            "sold:3|c\nasked:320|ms", "sold:1|c|@0.5", "sold:1|c\nasked:80|ms\ntemperature:21.5|g", "users:a|s");

    private static final int LINES = 7;

    @TempDir
    Path folder;

    @Test
    void collectdBehind() throws Exception {
        int port = freeDatagramPort();
        Collectd collectd = new Collectd(folder);
        try (Peer peer = collectd.start(port);
                DefaultServer server = new DefaultServer(repeater(port, "udp4"))) {
            passOn(server, peer, () -> collectd.latest("gauge-ready") > 0);
            // Counts go on from interval to interval.
            peer.await(() -> collectd.latest("derive-sold") >= 6
                    && collectd.latest("latency-asked-average") > 0
                    && collectd.latest("gauge-temperature") > 0);
            assertEquals(6, collectd.latest("derive-sold"));
            assertEquals(21.5, collectd.latest("gauge-temperature"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp4", "tcp"})
    void theOriginalBehind(String protocol) throws Exception {
        Original original = Original.installed(folder);
        boolean tcp = protocol.equals("tcp");
        int port = tcp ? freePort() : freeDatagramPort();
        try (LineSink graphite = new LineSink();
                Peer peer = original.start("""
                        {server: "./servers/%s", address: "127.0.0.1", port: %d, mgmt_address: "127.0.0.1", mgmt_port: %d,
                         flushInterval: 100, graphiteHost: "127.0.0.1", graphitePort: %d}
                        """.formatted(tcp ? "tcp" : "udp", port, freePort(), graphite.port()));
                DefaultServer server = new DefaultServer(repeater(port, protocol))) {
            passOn(server, peer, () -> graphite.latest("stats.gauges.ready") > 0);
            peer.await(() -> graphite.sum("stats_counts.sold") >= 6
                    && graphite.sum("stats.timers.asked.count") >= 2
                    && graphite.sum("stats.sets.users.count") >= 1);
            assertEquals(6, graphite.sum("stats_counts.sold"));
            assertEquals(2, graphite.sum("stats.timers.asked.count"));
            assertEquals(21.5, graphite.latest("stats.gauges.temperature"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp4", "tcp"})
    void theOriginalInFront(String protocol) throws Exception {
        Original original = Original.installed(folder);
        int port = freeDatagramPort();
        try (DefaultServer server = new DefaultServer();
                Peer peer = original.start("""
                        {address: "127.0.0.1", port: %d, mgmt_address: "127.0.0.1", mgmt_port: %d,
                         backends: ["./backends/repeater"], repeaterProtocol: "%s",
                         repeater: [{host: "127.0.0.1", port: %d}]}
                        """.formatted(
                                port,
                                freePort(),
                                protocol,
                                protocol.equals("tcp") ? server.listenForConnections() : server.port()))) {
            peer.await(() -> {
                send("ready:1|g", port);
                return server.lines() > 0;
            });
            PACKETS.forEach(packet -> send(packet, port));
            // Those that asked whether it is ready may have been more than had been read.
            server.awaitMetrics(5);
            Map<String, Double> flushed = server.flush();
            assertEquals(6, flushed.get("stats_counts.sold"));
            assertEquals(400, flushed.get("stats.timers.asked.sum"));
            assertEquals(21.5, flushed.get("stats.gauges.temperature"));
            assertEquals(1, flushed.get("stats.sets.users.count"));
        }
    }

    /** Sends one packet until it shows at the other end, and then each of the others once. */
    private static void passOn(DefaultServer server, Peer peer, BooleanSupplier isOpen) {
        peer.await(() -> {
            send("ready:1|g", server.port());
            return isOpen.getAsBoolean();
        });
        PACKETS.forEach(packet -> send(packet, server.port()));
        server.awaitLines(LINES + 1);
    }

    private static void send(String packet, int port) {
        byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, HERE, port));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RepeaterBackend repeater(int port, String protocol) {
        return new RepeaterBackend(List.of(new RepeaterOption("127.0.0.1", port)), protocol);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    private static int freeDatagramPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, HERE)) {
            return socket.getLocalPort();
        }
    }
}
