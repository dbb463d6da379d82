package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.carbon.TestService.freePort;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.query.PickledJson;
import plumbago.carbon.receiver.Certificates;
import plumbago.carbon.receiver.DatagramReceiver;
import plumbago.carbon.receiver.FrameReceiver;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.carbon.stats.Refusal;

/** The listeners of a running service, over real sockets. */
@Timeout(600)
class CarbonListenersTest {
    private static final long NOW = 1_700_000_000L;

    @TempDir
    Path folder;

    private CarbonService start(String... more) throws IOException, ConfigException {
        List<String> overrides = Stream.concat(
                        Stream.of(
                                "cache.LINE_RECEIVER_PORT=" + freePort(),
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.UDP_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.PICKLE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.PICKLE_RECEIVER_PORT=" + freePort(),
                                "cache.PROTOBUF_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.PROTOBUF_RECEIVER_PORT=" + freePort(),
                                "cache.CACHE_QUERY_INTERFACE=127.0.0.1",
                                "cache.CACHE_QUERY_PORT=" + freePort(),
                                "cache.STORAGE_DIR=" + folder.resolve("storage"),
                                "cache.CONF_DIR=" + folder,
                                "cache.CARBON_METRIC_INTERVAL=0"),
                        Stream.of(more))
                .toList();
        Settings settings = Settings.load(ConfigSources.of(Map.of()).withOverrides(overrides), CarbonSettings.GROUPS);
        return CarbonService.start(settings, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    }

    @Test
    void mistakesOfTheSettingsAreNamed() throws Exception {
        int port = freePort();
        ConfigException twice = assertThrows(
                ConfigException.class,
                () -> start("cache.LINE_RECEIVER_PORT=" + port, "cache.PICKLE_RECEIVER_PORT=" + port));
        assertTrue(
                twice.getMessage()
                        .contains("LINE_RECEIVER_PORT (--set cache.LINE_RECEIVER_PORT=" + port
                                + ") is the same as PICKLE"),
                twice.getMessage());
        IOException elsewhere = assertThrows(
                IOException.class,
                () -> start(
                        "cache.LINE_RECEIVER_PORT=" + port,
                        "cache.PICKLE_RECEIVER_INTERFACE=192.0.2.1",
                        "cache.PICKLE_RECEIVER_PORT=" + port));
        assertTrue(
                elsewhere
                        .getMessage()
                        .contains(
                                "PICKLE_RECEIVER_INTERFACE = 192.0.2.1: this is no address of this machine, which has "),
                elsewhere.getMessage());
        IOException udp = assertThrows(
                IOException.class,
                () -> start("cache.ENABLE_UDP_LISTENER=True", "cache.UDP_RECEIVER_INTERFACE=192.0.2.1"));
        assertTrue(
                udp.getMessage().contains("UDP_RECEIVER_INTERFACE = 192.0.2.1: this is no address"), udp.getMessage());
        try (ServerSocket taken = new ServerSocket(0)) {
            IOException inUse =
                    assertThrows(IOException.class, () -> start("cache.LINE_RECEIVER_PORT=" + taken.getLocalPort()));
            assertTrue(
                    inUse.getMessage()
                            .startsWith("cannot listen for points on port " + taken.getLocalPort()
                                    + " of 127.0.0.1: it is in use. "),
                    inUse.getMessage());
            assertTrue(inUse.getMessage().contains("--set cache.LINE_RECEIVER_PORT=N"), inUse.getMessage());
        }
        IOException noKey = assertThrows(IOException.class, () -> start("cache.TLS_CERTIFICATE=a.crt"));
        assertTrue(noKey.getMessage().contains("TLS_CERTIFICATE needs TLS_KEY"), noKey.getMessage());
        IOException half = assertThrows(IOException.class, () -> start("cache.TLS_KEY=a.key"));
        assertTrue(half.getMessage().contains("--set"), half.getMessage());
        assertTrue(half.getMessage().contains("TLS_KEY needs TLS_CERTIFICATE"), half.getMessage());
        try (CarbonService carbon = start("cache.MAX_CACHE_BYTES=1000G")) {
            assertEquals(
                    1,
                    carbon.store().warnings().size(),
                    carbon.store().warnings().toString());
            assertTrue(
                    carbon.store().warnings().get(0).contains("more than memory allows"),
                    carbon.store().warnings().toString());
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Sends bytes and waits until the server has read all of them, which it shows by closing after us. */
    private static void send(int port, String text) throws IOException {
        try (Socket socket = connect(port)) {
            send(socket, text);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        assertEquals(-1, socket.getInputStream().read());
    }

    /** Whether the other side has ended a connection, in good order or not. */
    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static double latest(CarbonService carbon, String metric) throws IOException {
        double[] values = carbon.store()
                .reader()
                .read(metric, NOW - 60, NOW, NOW)
                .orElseThrow(() -> new AssertionError(metric + " is not there"))
                .values();
        return values[values.length - 1];
    }

    /** Looks again and again until something holds; the test's time limit ends it if it never does. */
    private static void await(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void datagramsHoldWholeLines() throws Exception {
        int port = freePort();
        try (CarbonService carbon = start("cache.ENABLE_UDP_LISTENER=True", "cache.UDP_RECEIVER_PORT=" + port);
                DatagramSocket socket = new DatagramSocket()) {
            assertEquals(port, carbon.port(DatagramReceiver.PROTOCOL));
            byte[] lines =
                    ("udp.a 1 " + NOW + "\nudp.b 2 " + NOW + "\rbad\nudp.c 3 -1").getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(lines, lines.length, InetAddress.getLoopbackAddress(), port));
            // They are counted before they are in the queues.
            await(() ->
                    carbon.store().queuedPoints() + carbon.store().counters().stored() == 3);
            assertEquals(1, latest(carbon, "udp.a"));
            assertEquals(2, latest(carbon, "udp.b"));
            assertEquals(3, latest(carbon, "udp.c"));
            assertEquals(1, carbon.store().counters().badLines());
            assertTrue(measure(carbon, "datagramBufferBytes") > 0);
            if (Files.isReadable(Path.of("/proc/net/udp6"))) {
                assertEquals(0, measure(carbon, "lostDatagrams"));
            }
        }
    }

    private static double measure(CarbonService carbon, String metric) {
        return carbon.store().measures().all().stream()
                .filter(measure -> measure.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " is not measured"))
                .value()
                .getAsDouble();
    }

    /** Sends a frame in pieces of three bytes at most, and waits until the server has read it. */
    private static void sendFrame(int port, byte[] frame) throws IOException {
        try (Socket socket = connect(port)) {
            socket.setTcpNoDelay(true);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(frame.length);
            for (int at = 0; at < frame.length; at += 3) {
                out.write(frame, at, Math.min(3, frame.length - at));
            }
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void picklesAndProtobufComeInByDoorsOfTheirOwn() throws Exception {
        try (CarbonService carbon = start()) {
            sendFrame(
                    carbon.port(FrameReceiver.PICKLES),
                    latin1("(lp0\n(S'pickled'\n(I" + NOW + "\nF7\ntta(S'no point'\ntai1\n."));
            assertEquals(0, carbon.store().counters().received(), "the frame looks up a class in the end");
            assertEquals(1, carbon.store().counters().refusals(Refusal.FRAME));
            sendFrame(
                    carbon.port(FrameReceiver.PICKLES),
                    latin1("(lp0\n(S'pickled'\n(I" + NOW + "\nF7\ntta(S'no point'\nta."));
            assertEquals(7, latest(carbon, "pickled"));
            assertEquals(1, carbon.store().counters().refusals(Refusal.POINT));
            // 1_700_000_000 as a varint
            byte[] message =
                    latin1("\n\u0017\n\u0004prot\u0012\u000f\b\u0080\u00e2\u00cf\u00aa\u0006\u0011\0\0\0\0\0\0\u00f0?");
            sendFrame(carbon.port(FrameReceiver.PROTOBUF), message);
            assertEquals(1, latest(carbon, "prot"));
        }
    }

    private static void askForWhatWaits(Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] question = latin1("(S'type'\nS'cache-query'\nS'metric'\nS'nothing.there'\nd.");
        out.writeInt(question.length);
        out.write(question);
        byte[] answer = new byte[in.readInt()];
        in.readFully(answer);
        assertEquals("{\"datapoints\":[]}", PickledJson.read(answer).toString());
    }

    /** graphite-web knows no TLS. */
    @Test
    void theQueryPortAnswersInTheClearAlsoWhereSendersMustEncrypt() throws Exception {
        SSLContext client = Certificates.make(folder.resolve("listener.crt"), folder.resolve("listener.key"));
        try (CarbonService carbon = start("cache.TLS_CERTIFICATE=listener.crt", "cache.TLS_KEY=listener.key");
                Socket plain = connect(carbon.queryPort());
                Socket encrypted =
                        client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), carbon.queryPort())) {
            askForWhatWaits(plain);
            askForWhatWaits(encrypted);
            for (int port : new int[] {
                carbon.port(PlaintextReceiver.PROTOCOL),
                carbon.port(FrameReceiver.PICKLES),
                carbon.port(FrameReceiver.PROTOBUF)
            }) {
                try (Socket sender = client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
                    sender.getOutputStream().write('\n');
                }
            }
            assertEquals(0, carbon.store().counters().refusals(Refusal.HANDSHAKE));
        }
    }

    @Test
    void theQueryPortAnswersWhatWaits() throws Exception {
        try (CarbonService carbon = start();
                Socket socket = connect(carbon.queryPort())) {
            for (int i = 0; i < 3; i++) {
                askForWhatWaits(socket);
            }
            assertEquals(3, carbon.store().counters().cacheQueries());
            new DataOutputStream(socket.getOutputStream()).writeInt(Integer.MAX_VALUE);
            assertTrue(isEnded(socket));
            assertEquals(1, carbon.store().counters().refusals(Refusal.QUERY));
        }
    }

    @Test
    void onlyAllowedNetworksComeIn() throws Exception {
        int port = freePort();
        try (CarbonService carbon = start(
                        "cache.ALLOWED_NETWORKS=10.0.0.0/8, ::1",
                        "cache.ENABLE_UDP_LISTENER=True",
                        "cache.UDP_RECEIVER_PORT=" + port);
                DatagramSocket socket = new DatagramSocket()) {
            try (Socket tcp = connect(carbon.port(PlaintextReceiver.PROTOCOL))) {
                await(() -> carbon.store().counters().refusals(Refusal.CONNECTION) == 1);
                assertTrue(isEnded(tcp));
            }
            byte[] line = ("a.b 1 " + NOW).getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(line, line.length, InetAddress.getLoopbackAddress(), port));
            await(() -> carbon.store().counters().refusals(Refusal.DATAGRAM) == 1);
            assertEquals(0, carbon.store().counters().received());
        }
        try (CarbonService carbon = start("cache.ALLOWED_NETWORKS=127.0.0.0/8")) {
            send(carbon.port(PlaintextReceiver.PROTOCOL), "a.b 1 " + NOW + "\n");
            assertEquals(1, latest(carbon, "a.b"));
        }
    }

    @Test
    void theOneTooManyWaitsUntilAnotherLeaves() throws Exception {
        try (CarbonService carbon = start("cache.MAX_RECEIVER_CONNECTIONS=1")) {
            try (Socket first = connect(carbon.port(PlaintextReceiver.PROTOCOL));
                    Socket second = connect(carbon.port(PlaintextReceiver.PROTOCOL))) {
                second.getOutputStream().write(("second 2 " + NOW + "\n").getBytes(StandardCharsets.UTF_8));
                second.shutdownOutput();
                send(first, "first 1 " + NOW + "\n");
                assertEquals(-1, second.getInputStream().read(), "it is let in when the first has left");
            }
            assertEquals(1, latest(carbon, "first"));
            assertEquals(2, latest(carbon, "second"));
            assertEquals(0, carbon.store().counters().refusals(Refusal.CONNECTION));
        }
    }

    @Test
    void silentSendersAreSentAway() throws Exception {
        try (CarbonService carbon = start("cache.METRIC_CLIENT_IDLE_TIMEOUT=0.2");
                Socket silent = connect(carbon.port(PlaintextReceiver.PROTOCOL))) {
            assertEquals(-1, silent.getInputStream().read());
            await(() -> carbon.connections() == 0);
        }
    }

    @Test
    void aWrongNetworkIsNamed() {
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> start("cache.ALLOWED_NETWORKS=10.0.0.0/33").close());
        assertTrue(e.getMessage().contains("ALLOWED_NETWORKS"), e.getMessage());
        assertTrue(e.getMessage().contains("10.1.0.0/16"), e.getMessage());
    }
}
