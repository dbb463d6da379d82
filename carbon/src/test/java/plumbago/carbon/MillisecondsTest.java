package plumbago.carbon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.receiver.PostedPoints;
import plumbago.carbon.stats.DropReason;

/** Points in milliseconds by each protocol, refused as usual and taken where the setting says so. */
@Timeout(600)
class MillisecondsTest {
    private static final long NOW = 1_700_000_000L;
    private static final String MILLISECONDS = NOW + "000";

    @TempDir
    Path folder;

    private CarbonService start(int linePort, int picklePort, int protobufPort, boolean accept) throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 10s:1h\n");
        return TestService.start(
                folder,
                linePort,
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                "cache.ENABLE_UDP_LISTENER=True",
                "cache.UDP_RECEIVER_INTERFACE=127.0.0.1",
                "cache.UDP_RECEIVER_PORT=" + linePort,
                "cache.PICKLE_RECEIVER_INTERFACE=127.0.0.1",
                "cache.PICKLE_RECEIVER_PORT=" + picklePort,
                "cache.PROTOBUF_RECEIVER_INTERFACE=127.0.0.1",
                "cache.PROTOBUF_RECEIVER_PORT=" + protobufPort,
                "cache.ACCEPT_MILLISECONDS=" + (accept ? "True" : "False"));
    }

    private static void send(int port, byte[] bytes) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private static byte[] frame(byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] protobuf() {
        ByteArrayOutputStream point = new ByteArrayOutputStream();
        point.write(0x08);
        for (long rest = NOW * 1000; rest != 0; rest >>>= 7) {
            point.write((int) (rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
        }
        point.write(0x11);
        point.writeBytes(ByteBuffer.allocate(8)
                .putLong(Long.reverseBytes(Double.doubleToLongBits(7)))
                .array());
        ByteArrayOutputStream metric = new ByteArrayOutputStream();
        metric.writeBytes(new byte[] {0x0A, 8});
        metric.writeBytes("protobuf".getBytes(US_ASCII));
        metric.writeBytes(new byte[] {0x12, (byte) point.size()});
        metric.writeBytes(point.toByteArray());
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.writeBytes(new byte[] {0x0A, (byte) metric.size()});
        payload.writeBytes(metric.toByteArray());
        return payload.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void byEachProtocol(boolean accept) throws Exception {
        int linePort = TestService.freePort();
        int picklePort = TestService.freePort();
        int protobufPort = TestService.freePort();
        try (CarbonService carbon = start(linePort, picklePort, protobufPort, accept)) {
            send(linePort, ("line 7 " + MILLISECONDS + "\nunusual 7 " + NOW + "123.75\n").getBytes(US_ASCII));
            send(picklePort, frame(("(lp0\n(Vpickle\n(L" + MILLISECONDS + "L\nF7.0\nttp1\na.").getBytes(US_ASCII)));
            send(protobufPort, frame(protobuf()));
            PostedPoints posted = carbon.posted();
            posted.lines(("posted 7 " + MILLISECONDS).getBytes(US_ASCII));
            posted.point(1, "json", NOW * 1e3, 7);
            posted.flush();
            try (DatagramSocket socket = new DatagramSocket()) {
                byte[] datagram = ("datagram 7 " + MILLISECONDS + "\n").getBytes(US_ASCII);
                InetAddress here = InetAddress.getLoopbackAddress();
                socket.send(new DatagramPacket(datagram, datagram.length, here, linePort));
            }
            while (carbon.store().counters().received() < 7) {
                LockSupport.parkNanos(1_000_000);
            }
            assertEquals(accept ? 0 : 7, carbon.store().counters().dropped(DropReason.INVALID_TIMESTAMP));
            for (String metric : new String[] {"line", "unusual", "pickle", "protobuf", "posted", "json", "datagram"}) {
                if (accept) {
                    double[] values = carbon.store()
                            .reader()
                            .read(metric, NOW - 10, NOW, NOW)
                            .orElseThrow()
                            .values();
                    assertArrayEquals(new double[] {7}, values, metric);
                }
                assertEquals(accept, carbon.store().index().contains(metric), metric);
            }
        }
    }

    @Test
    void theLogSaysWhatIsWrong() throws Exception {
        StringBuilder logged = new StringBuilder();
        Logger logger = Logger.getLogger("plumbago.carbon.point.Timestamps");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.append(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        int linePort = TestService.freePort();
        logger.addHandler(handler);
        try (CarbonService carbon = start(linePort, 0, 0, false)) {
            send(linePort, ("a.b 7 " + MILLISECONDS + "\n").repeat(5000).getBytes(US_ASCII));
            assertEquals(5000, carbon.store().counters().dropped());
        } finally {
            logger.removeHandler(handler);
        }
        String text = logged.toString();
        assertTrue(text.contains("a.b with the timestamp " + MILLISECONDS + " are dropped"), text);
        assertTrue(text.contains("ACCEPT_MILLISECONDS"), text);
        assertEquals(text.indexOf("are dropped"), text.lastIndexOf("are dropped"), "once in a second: " + text);
    }
}
