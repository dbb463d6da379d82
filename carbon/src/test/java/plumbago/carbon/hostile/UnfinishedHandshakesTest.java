package plumbago.carbon.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.carbon.CarbonService;
import plumbago.carbon.TestService;
import plumbago.carbon.receiver.Certificates;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.carbon.stats.Refusal;

/** Connections that begin with TLS and never come to its end, or do not begin at all. */
@Timeout(600)
class UnfinishedHandshakesTest {
    private static final byte[] HALF_A_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    @TempDir
    Path folder;

    private CarbonService start(boolean required) throws Exception {
        Certificates.make(folder.resolve("listener.crt"), folder.resolve("listener.key"));
        return TestService.start(
                folder,
                TestService.freePort(),
                Clock.systemUTC(),
                "cache.TLS_CERTIFICATE=listener.crt",
                "cache.TLS_KEY=listener.key",
                "cache.TLS_REQUIRED=" + (required ? "True" : "False"),
                "cache.TLS_HANDSHAKE_TIMEOUT=0.3");
    }

    private static Socket connect(CarbonService carbon) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), carbon.port(PlaintextReceiver.PROTOCOL));
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "true, 1", "true, 4", "true, 11", "false, 1", "false, 4", "false, 11"})
    void theyAreEndedAndCounted(boolean required, int bytes) throws Exception {
        try (CarbonService carbon = start(required);
                Socket socket = connect(carbon)) {
            socket.getOutputStream().write(HALF_A_HELLO, 0, bytes);
            assertTrue(isEnded(socket));
            assertEquals(1, carbon.store().counters().refusals(Refusal.HANDSHAKE));
        }
    }

    private static String line(String name) {
        return name + " 1 " + System.currentTimeMillis() / 1000 + "\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Who sends in the clear where both may come may be silent, before the first line and in the middle of it. */
    @Test
    void silentSendersInTheClearStay() throws Exception {
        try (CarbonService carbon = start(false);
                Socket silent = connect(carbon);
                Socket inTheMiddle = connect(carbon)) {
            String line = line("a");
            send(inTheMiddle, line.substring(0, 3));
            for (int i = 0; i < 3; i++) {
                // Each takes as long as a handshake may.
                try (Socket half = connect(carbon)) {
                    half.getOutputStream().write(HALF_A_HELLO);
                    assertTrue(isEnded(half));
                }
            }
            send(silent, line("c"));
            send(inTheMiddle, line.substring(3));
            while (carbon.store().counters().received() < 2) {
                Thread.onSpinWait();
            }
            assertEquals(3, carbon.store().counters().refusals(Refusal.HANDSHAKE));
        }
    }
}
