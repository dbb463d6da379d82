package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.net.ConnectionHandler;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.TcpListener;
import plumbago.base.net.Tls;
import plumbago.base.net.TlsSettings;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;

@Timeout(600)
class TlsTest {
    @TempDir
    Path folder;

    private final Transport transport = new Transport(1);
    private final PointCounters counters = new PointCounters();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    private Path certificate() {
        return folder.resolve("listener.crt");
    }

    private Path key() {
        return folder.resolve("listener.key");
    }

    /** Sends back what it gets. */
    private static final class Echo extends ConnectionHandler {
        Echo() {
            super(new UnfinishedQuota(1 << 20, FlowControl.NONE, System::nanoTime));
        }

        @Override
        protected void accept(ChannelHandlerContext context, ByteBuf input) {
            context.writeAndFlush(input.retain());
        }

        @Override
        protected void giveWay(ChannelHandlerContext context) {}

        @Override
        protected void forget() {}
    }

    private static Tls tls(Path certificate, Path key) throws IOException {
        TlsSettings settings = new TlsSettings(
                ReceiverSettings.TLS_CERTIFICATE,
                ReceiverSettings.TLS_KEY,
                ReceiverSettings.TLS_REQUIRED,
                ReceiverSettings.TLS_HANDSHAKE_TIMEOUT);
        return new Tls(settings, certificate, key);
    }

    private TcpListener open(Tls tls, boolean required) throws IOException {
        return new TcpListener(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                transport,
                ListenerOptions.open().withTls(Optional.of(tls), required),
                FlowControl.NONE,
                counters,
                () -> 0,
                Echo::new);
    }

    private static String ask(Socket socket) throws IOException {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            out.write("hello".getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.UTF_8);
        }
    }

    private static Socket encrypted(SSLContext context, TcpListener listener) throws IOException {
        return context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port());
    }

    private static Socket plain(TcpListener listener) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), listener.port());
    }

    @Test
    void plainConnectionsAreEndedWhereTlsIsRequired() throws Exception {
        SSLContext client = Certificates.make(certificate(), key());
        try (TcpListener listener = open(tls(certificate(), key()), true)) {
            assertEquals("hello", ask(encrypted(client, listener)));
            assertEquals("", answerOf(plain(listener)));
            assertEquals(1, counters.refusals(Refusal.HANDSHAKE));
        }
    }

    @Test
    void handshakesThatFailAreCountedAndLooksAtThePortAreNot() throws Exception {
        SSLContext stranger = Certificates.make(certificate(), key());
        SSLContext client = Certificates.make(certificate(), key());
        try (TcpListener listener = open(tls(certificate(), key()), false)) {
            assertThrows(SSLException.class, () -> ask(encrypted(stranger, listener)), "it trusts another");
            plain(listener).close();
            assertEquals("hello", ask(plain(listener)));
            assertEquals("hello", ask(encrypted(client, listener)));
            while (listener.connections() > 0) {
                Thread.onSpinWait();
            }
            assertEquals(1, counters.refusals(Refusal.HANDSHAKE));
        }
    }

    /** While one connection's handshake takes its time, others are read. */
    @Test
    void handshakesDoNotKeepTheThreadThatReads() throws Exception {
        SSLContext client = Certificates.make(certificate(), key());
        CountDownLatch busy = new CountDownLatch(1);
        transport.handshakes().execute(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (TcpListener listener = open(tls(certificate(), key()), false)) {
            FutureTask<String> encrypted = new FutureTask<>(() -> ask(encrypted(client, listener)));
            new Thread(encrypted).start();
            while (listener.connections() == 0) {
                Thread.onSpinWait();
            }
            assertEquals("hello", ask(plain(listener)));
            assertFalse(encrypted.isDone());
            busy.countDown();
            assertEquals("hello", encrypted.get());
        }
    }

    /** What came before the end of the connection, in good order or not; an alert of TLS is no answer. */
    private static String answerOf(Socket socket) {
        try {
            String answer = ask(socket);
            return answer.equals("hello") ? answer : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void bothComeInWhereTlsIsNotRequired() throws Exception {
        SSLContext client = Certificates.make(certificate(), key());
        try (TcpListener listener = open(tls(certificate(), key()), false)) {
            assertEquals("hello", ask(encrypted(client, listener)));
            assertEquals("hello", ask(plain(listener)));
        }
    }

    @Test
    void aNewCertificateCountsForNewConnections() throws Exception {
        SSLContext before = Certificates.make(certificate(), key());
        Tls tls = tls(certificate(), key());
        try (TcpListener listener = open(tls, true)) {
            assertEquals("hello", ask(encrypted(before, listener)));
            SSLContext after = Certificates.make(certificate(), key());
            tls.check();
            assertEquals("hello", ask(encrypted(after, listener)));
            assertThrows(SSLException.class, () -> ask(encrypted(before, listener)));

            Files.writeString(key(), "no key");
            tls.check();
            assertEquals("hello", ask(encrypted(after, listener)), "the one before stays");
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsNotAccepted() throws Exception {
        SSLContext client = Certificates.make(certificate(), key());
        Tls tls = tls(certificate(), key());
        try (TcpListener listener = open(tls, true)) {
            Certificates.make(certificate(), folder.resolve("other.key"));
            tls.check();
            assertEquals("hello", ask(encrypted(client, listener)));
        }
        IOException e = assertThrows(IOException.class, () -> tls(certificate(), key()));
        assertTrue(e.getMessage().contains("is not the key of TLS_CERTIFICATE"), e.getMessage());
        tls(certificate(), folder.resolve("other.key"));
    }

    @Test
    void aSenderThatSaysThatItIsDoneIsAnswered() throws Exception {
        SSLContext client = Certificates.make(certificate(), key());
        try (TcpListener listener = open(tls(certificate(), key()), true);
                SSLSocket socket = (SSLSocket) encrypted(client, listener)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.3"});
            socket.startHandshake();
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        IOException missing = assertThrows(IOException.class, () -> tls(certificate(), key()));
        assertTrue(missing.getMessage().contains("listener.crt"), missing.getMessage());
        Certificates.make(certificate(), key());
        Files.writeString(key(), "no key");
        IOException wrong = assertThrows(IOException.class, () -> tls(certificate(), key()));
        assertTrue(wrong.getMessage().contains("listener.key"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("PKCS #8"), wrong.getMessage());
    }

    @Test
    void whatHasNoEndIsNotRead() throws Exception {
        Certificates.make(certificate(), key());
        IOException noFile = assertThrows(IOException.class, () -> tls(Path.of("/dev/null"), key()));
        assertTrue(noFile.getMessage().contains("/dev/null: it is no regular file"), noFile.getMessage());
        try (FileChannel large = FileChannel.open(key(), StandardOpenOption.WRITE)) {
            large.write(ByteBuffer.allocate(1), 4 << 20);
        }
        IOException tooLarge = assertThrows(IOException.class, () -> tls(certificate(), key()));
        assertTrue(tooLarge.getMessage().contains("listener.key: larger than 4 MiB"), tooLarge.getMessage());
    }
}
