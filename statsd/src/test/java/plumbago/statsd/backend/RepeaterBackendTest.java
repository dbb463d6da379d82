package plumbago.statsd.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumbago.statsd.config.RepeaterOption;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RepeaterBackendTest {
    private static final List<String> PACKETS = List.of("a:1|c\nb:2|c", "bad", "x y:1|c");

    @Test
    void datagramsGoOnUnchangedToEach() throws Exception {
        try (DatagramSocket first = receiver("127.0.0.1");
                DatagramSocket second = receiver("127.0.0.1");
                RepeaterBackend backend = new RepeaterBackend(
                        List.of(
                                new RepeaterOption("127.0.0.1", first.getLocalPort()),
                                new RepeaterOption("localhost", second.getLocalPort())),
                        "udp4")) {
            for (String packet : PACKETS) {
                send(backend, packet);
                assertEquals(packet, received(first));
                assertEquals(packet, received(second));
            }
            until(() -> backend.passedOn() == 2L * PACKETS.size());
            assertEquals(0, backend.dropped());
        }
    }

    @Test
    void datagramsGoOnByIpv6() throws Exception {
        try (DatagramSocket receiver = receiver("::1");
                RepeaterBackend backend =
                        new RepeaterBackend(List.of(new RepeaterOption("::1", receiver.getLocalPort())), "udp6")) {
            send(backend, "a:1|c");
            assertEquals("a:1|c", received(receiver));
        }
    }

    @Test
    void overTcpEachPacketHasALineEnd() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String stream;
            try (RepeaterBackend backend =
                    new RepeaterBackend(List.of(new RepeaterOption("127.0.0.1", server.getLocalPort())), "tcp")) {
                send(backend, "a:1|c\nb:2|c");
                send(backend, "c:1|c");
                try (Socket socket = server.accept()) {
                    stream = read(socket, 18);
                }
            }
            assertEquals("a:1|c\nb:2|c\nc:1|c\n", stream);
        }
    }

    @Test
    void aConnectionThatBrokeIsMadeAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RepeaterBackend backend =
                        new RepeaterBackend(List.of(new RepeaterOption("127.0.0.1", server.getLocalPort())), "tcp")) {
            send(backend, "a");
            try (Socket socket = server.accept()) {
                assertEquals("a\n", read(socket, 2));
            }
            try (Socket socket = server.accept()) {
                send(backend, "b");
                assertEquals("b\n", read(socket, 2));
            }
        }
    }

    @Test
    void whoTakesNothingHoldsNobodyUpAndWhatIsDroppedIsCounted() throws Exception {
        byte[] packet = new byte[60_000];
        long sent = 0;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RepeaterBackend backend =
                    new RepeaterBackend(List.of(new RepeaterOption("127.0.0.1", server.getLocalPort())), "tcp");
            try (Socket socket = server.accept()) {
                while (backend.dropped() == 0) {
                    backend.packet(packet, 0, packet.length);
                    sent++;
                }
                assertTrue(sent > 1 && socket.isConnected());
            }
            backend.close();
            assertEquals(sent, backend.passedOn() + backend.dropped());
        }
    }

    @Test
    void whatWaitsForAConnectionThatNeverComesIsBoundedAndCounted() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        byte[] packet = new byte[100_000];
        long sent = 0;
        RepeaterBackend backend = new RepeaterBackend(List.of(new RepeaterOption("127.0.0.1", port)), "tcp");
        while (backend.dropped() == 0) {
            backend.packet(packet, 0, packet.length);
            sent++;
        }
        backend.close();
        assertEquals(sent, backend.dropped());
        send(backend, "after the end");
        assertEquals(sent + 1, backend.dropped());
    }

    @Test
    void aNameWithoutAddressDropsItsPacketsAlone() throws Exception {
        try (DatagramSocket receiver = receiver("127.0.0.1");
                RepeaterBackend backend = new RepeaterBackend(
                        List.of(
                                new RepeaterOption("::1", 8125),
                                new RepeaterOption("127.0.0.1", receiver.getLocalPort())),
                        "udp4")) {
            send(backend, "a");
            assertEquals("a", received(receiver));
            until(() -> backend.passedOn() == 1);
            assertEquals(1, backend.dropped());
        }
    }

    private static void send(RepeaterBackend backend, String packet) {
        byte[] bytes = ("<" + packet + ">").getBytes(StandardCharsets.UTF_8);
        backend.packet(bytes, 1, bytes.length - 2);
    }

    private static DatagramSocket receiver(String address) throws IOException {
        return new DatagramSocket(new InetSocketAddress(address, 0));
    }

    private static String received(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
