package plumbago.carbon.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.CarbonService;
import plumbago.carbon.TestService;
import plumbago.carbon.point.CollidingNames;
import plumbago.carbon.stats.DropReason;

/**
 * Senders choose names with which tables of a known hash would hold a receiver for minutes; and refer again and again to a
 * name that no metric can have. How little is done for each, {@code SeriesTableTest}, {@code MadeNamesTest} and {@code
 * WriteQueuesTest} count.
 */
@Timeout(600)
class NamesFromSendersTest {
    private static final long NOW = 1_700_000_000L;

    @TempDir
    Path folder;

    private CarbonService start(int linePort, String... more) throws Exception {
        return TestService.start(folder, linePort, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), more);
    }

    /** Sends, and waits until all has been taken in: the connection is ended behind it. */
    private static void send(int port, byte[] bytes) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void namesMadeToHaveOneHash() throws Exception {
        int port = TestService.freePort();
        List<byte[]> names = CollidingNames.ofTheHashWithoutKey(40_000);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] name : names) {
            lines.writeBytes(name);
            lines.writeBytes((" 1 " + NOW + "\n").getBytes(US_ASCII));
        }
        for (int i = 0; i < 1 << 15; i++) {
            StringBuilder line = new StringBuilder();
            for (int bit = 0; bit < 15; bit++) {
                line.append((i >>> bit & 1) == 0 ? "Aa" : "BB");
            }
            lines.writeBytes(line.append(" 1 " + NOW + "\n").toString().getBytes(US_ASCII));
        }
        // Files are not what this is about.
        try (CarbonService carbon = start(port, "cache.MAX_CREATES_PER_MINUTE=1", "cache.MAX_SECONDS_ON_SHUTDOWN=1")) {
            send(port, lines.toByteArray());
            send(port, ("decent 1 " + NOW + "\n").getBytes(US_ASCII));
            assertEquals(40_000 + (1 << 15) + 1, carbon.store().counters().received());
            assertEquals(0, carbon.store().counters().dropped());
            assertEquals(40_000 + (1 << 15) + 1, carbon.store().index().size());
        }
    }

    /** One frame has a name of fifteen kilobytes once, and half a million points that refer to it. */
    @Test
    void referencesToANameThatNoMetricCanHave() throws Exception {
        int linePort = TestService.freePort();
        int picklePort = TestService.freePort();
        byte[] name = "..".repeat(7_500).getBytes(US_ASCII);
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[] {(byte) 0x80, 2, ']', 'X'});
        pickle.writeBytes(littleEndian(name.length));
        pickle.writeBytes(name);
        // The name is kept as 1, the pair of time and value as 2, and a point of both as 3; the list is all that stays.
        pickle.writeBytes(new byte[] {'q', 1, '0', 'J'});
        pickle.writeBytes(littleEndian((int) NOW));
        pickle.writeBytes(new byte[] {'K', 1, (byte) 0x86, 'q', 2, '0', '('});
        for (int i = 0; i < 500_000 / 2; i++) {
            pickle.writeBytes(new byte[] {'h', 1, 'h', 2, (byte) 0x86});
            if (i == 0) {
                pickle.writeBytes(new byte[] {'q', 3});
            }
            pickle.writeBytes(new byte[] {'h', 3});
        }
        pickle.writeBytes(new byte[] {'e', '.'});
        try (CarbonService carbon = start(
                linePort,
                "cache.PICKLE_RECEIVER_INTERFACE=127.0.0.1",
                "cache.PICKLE_RECEIVER_PORT=" + picklePort,
                "cache.PICKLE_RECEIVER_MAX_LENGTH=" + (2 << 20))) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.writeBytes(ByteBuffer.allocate(4).putInt(pickle.size()).array());
            frame.writeBytes(pickle.toByteArray());
            send(picklePort, frame.toByteArray());
            send(linePort, ("decent 1 " + NOW + "\n").getBytes(US_ASCII));
            assertEquals(500_001, carbon.store().counters().received());
            assertEquals(500_000, carbon.store().counters().dropped(DropReason.INVALID_NAME));
            assertEquals(500_000, carbon.store().counters().dropped());
        }
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(4).putInt(Integer.reverseBytes(number)).array();
    }
}
