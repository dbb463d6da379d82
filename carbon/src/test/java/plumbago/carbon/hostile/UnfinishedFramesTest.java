package plumbago.carbon.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.CarbonService;
import plumbago.carbon.TestService;
import plumbago.carbon.receiver.FrameReceiver;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.carbon.stats.Refusal;

/** Frames, lines and queries that never end: they keep their room from nobody who is at work. */
@Timeout(600)
class UnfinishedFramesTest {
    private static final int FRAME_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void closeSockets() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        return socket;
    }

    private CarbonService start() throws Exception {
        return TestService.start(
                folder,
                TestService.freePort(),
                Clock.systemUTC(),
                "cache.PICKLE_RECEIVER_INTERFACE=127.0.0.1",
                "cache.PICKLE_RECEIVER_PORT=" + TestService.freePort(),
                "cache.CACHE_QUERY_INTERFACE=127.0.0.1",
                "cache.CACHE_QUERY_PORT=" + TestService.freePort());
    }

    /** As many as use up the room twice: its part of the heap is fixed. */
    private int enough() {
        return (int) (Runtime.getRuntime().maxMemory() / 16 / FRAME_BYTES * 2) + 2;
    }

    private void sendBeginning(int port, int announced, int sent) throws IOException {
        DataOutputStream out = new DataOutputStream(connect(port).getOutputStream());
        try {
            out.writeInt(announced);
            out.write(new byte[sent]);
        } catch (IOException e) {
            // It had to give way before it was all sent.
        }
    }

    /** One frame of points with names so long that it comes in with many reads. */
    private static byte[] frame(int points) {
        StringBuilder pickle = new StringBuilder("(l");
        long now = System.currentTimeMillis() / 1000;
        for (int i = 0; i < points; i++) {
            pickle.append("(S'decent.").append("n".repeat(200)).append(".p").append(i % 100);
            pickle.append("'\n(I").append(now - i).append("\nF7\ntta");
        }
        return pickle.append('.').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aDecentSenderLosesNothing() throws Exception {
        try (CarbonService carbon = start()) {
            for (int i = 0; i < enough(); i++) {
                sendBeginning(carbon.port(FrameReceiver.PICKLES), FRAME_BYTES, FRAME_BYTES - 1);
            }
            for (int i = 0; i < 700; i++) {
                sendBeginning(carbon.port(FrameReceiver.PICKLES), 3_000, 2_999);
            }
            try (Socket decent = connect(carbon.port(FrameReceiver.PICKLES))) {
                DataOutputStream out = new DataOutputStream(decent.getOutputStream());
                for (int number = 0; number < 20; number++) {
                    byte[] frame = frame(2_500);
                    out.writeInt(frame.length);
                    out.write(frame);
                }
                decent.shutdownOutput();
                assertEquals(-1, decent.getInputStream().read(), "it is ended in good order");
            }
            assertEquals(50_000, carbon.store().counters().received());
            assertTrue(carbon.store().counters().refusals(Refusal.FRAME) > 0, "something gave way");
        }
    }

    /** Lines and frames share their room; queries have one of their own. */
    @Test
    void linesAndQueriesGiveWayToo() throws Exception {
        try (CarbonService carbon = start()) {
            for (int i = 0; i < enough(); i++) {
                sendBeginning(carbon.queryPort(), 16 << 20, FRAME_BYTES);
            }
            byte[] endless = "x".repeat(16_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1_000; i++) {
                connect(carbon.port(PlaintextReceiver.PROTOCOL))
                        .getOutputStream()
                        .write(endless);
            }
            try (Socket decent = connect(carbon.port(FrameReceiver.PICKLES));
                    Socket line = connect(carbon.port(PlaintextReceiver.PROTOCOL))) {
                byte[] frame = frame(2_500);
                DataOutputStream out = new DataOutputStream(decent.getOutputStream());
                out.writeInt(frame.length);
                out.write(frame);
                decent.shutdownOutput();
                assertEquals(-1, decent.getInputStream().read());
                OutputStream lines = line.getOutputStream();
                String name = "long." + "n".repeat(240) + "." + "n".repeat(240) + "." + "n".repeat(240);
                lines.write(name.getBytes(StandardCharsets.US_ASCII));
                lines.flush();
                lines.write((" 1 " + System.currentTimeMillis() / 1000 + "\n").getBytes(StandardCharsets.US_ASCII));
                line.shutdownOutput();
                assertEquals(-1, line.getInputStream().read());
            }
            assertEquals(2_501, carbon.store().counters().received());
        }
    }
}
