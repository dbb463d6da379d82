package plumbago.carbon.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.CarbonService;
import plumbago.carbon.TestService;
import plumbago.carbon.receiver.Certificates;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.carbon.stats.Refusal;

/** What a page can have a browser send to the plaintext listener is no point, whatever stands in it. */
@Timeout(600)
class OtherProtocolsTest {
    private static final long NOW = System.currentTimeMillis() / 1000;
    private static final String POINTS = "evil.a 1 " + NOW + "\nevil.b 2 " + NOW + "\n";

    @TempDir
    Path folder;

    private CarbonService start(String... more) throws Exception {
        return TestService.start(folder, TestService.freePort(), Clock.systemUTC(), more);
    }

    /** Sends in pieces and waits for the end of the connection, in good order or not. */
    private static void send(Socket socket, byte[] bytes, int piece) {
        try (socket) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (int at = 0; at < bytes.length; at += piece) {
                out.write(bytes, at, Math.min(piece, bytes.length - at));
                out.flush();
            }
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // A listener says nothing.
            }
        } catch (IOException e) {
            // It was ended while we were sending.
        }
    }

    private static Socket connect(CarbonService carbon) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), carbon.port(PlaintextReceiver.PROTOCOL));
    }

    private static byte[] request(String line) {
        return (line + "\r\nHost: localhost:2003\r\nContent-Type: text/plain;charset=UTF-8\r\n\r\n" + POINTS)
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1",
                "POST /metrics?a=b HTTP/1.1",
                "GET /evil HTTP/1.0",
                "HEAD / HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "POST http://localhost:2003/ HTTP/1.1",
                "PRI * HTTP/2.0"
            })
    void aRequestEndsTheConnectionAndIsCounted(String line) throws Exception {
        try (CarbonService carbon = start()) {
            send(connect(carbon), request(line), Integer.MAX_VALUE);
            send(connect(carbon), request(line), 7);
            assertEquals(2, carbon.store().counters().refusals(Refusal.PROTOCOL));
            assertEquals(0, carbon.store().counters().received());
        }
    }

    /** A page chooses how long the path is. */
    @ParameterizedTest
    @ValueSource(ints = {16_000, 16_384, 17_000, 70_000, 300_000})
    void howLongTheRequestIsDoesNotMatter(int length) throws Exception {
        try (CarbonService carbon = start()) {
            byte[] request = request("POST /" + "a".repeat(length) + " HTTP/1.1");
            send(connect(carbon), request, Integer.MAX_VALUE);
            send(connect(carbon), request, 5_000);
            assertEquals(2, carbon.store().counters().refusals(Refusal.PROTOCOL));
            assertEquals(0, carbon.store().counters().received());
        }
    }

    @Test
    void aRequestOverTlsIsNoneEither() throws Exception {
        SSLContext client = Certificates.make(folder.resolve("listener.crt"), folder.resolve("listener.key"));
        try (CarbonService carbon = start("cache.TLS_CERTIFICATE=listener.crt", "cache.TLS_KEY=listener.key")) {
            send(
                    client.getSocketFactory()
                            .createSocket(InetAddress.getLoopbackAddress(), carbon.port(PlaintextReceiver.PROTOCOL)),
                    request("POST / HTTP/1.1"),
                    Integer.MAX_VALUE);
            assertEquals(1, carbon.store().counters().refusals(Refusal.PROTOCOL));
            assertEquals(0, carbon.store().counters().received());
        }
    }

    /** What a page can have stand in the middle of a handshake is no point where there is no TLS. */
    @Test
    void tlsWhereThereIsNoneEndsTheConnection() throws Exception {
        ByteArrayOutputStream hello = new ByteArrayOutputStream();
        hello.writeBytes(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});
        hello.writeBytes(("\n" + POINTS).getBytes(StandardCharsets.US_ASCII));
        try (CarbonService carbon = start()) {
            send(connect(carbon), hello.toByteArray(), Integer.MAX_VALUE);
            assertEquals(1, carbon.store().counters().refusals(Refusal.PROTOCOL));
            assertEquals(0, carbon.store().counters().received());
        }
    }

    @Test
    void metricsThatAreNamedLikeAMethodArePoints() throws Exception {
        String lines = "POST 1 " + NOW + "\nGET 2 " + NOW + "\nPOST / HTTP/1.1\nHTTP/1.1 3 " + NOW + "\n";
        try (CarbonService carbon = start()) {
            send(connect(carbon), lines.getBytes(StandardCharsets.US_ASCII), Integer.MAX_VALUE);
            send(connect(carbon), ("GET  4 " + NOW + "\n").getBytes(StandardCharsets.US_ASCII), 3);
            assertEquals(0, carbon.store().counters().refusals(Refusal.PROTOCOL), "only the first line tells");
            assertEquals(4, carbon.store().counters().received());
            assertEquals(1, carbon.store().counters().badLines());
        }
    }
}
