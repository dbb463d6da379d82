package plumbago.base.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to a file, with epoll and without. */
@Timeout(120)
class UnixListenerTest {
    @TempDir
    Path folder;

    private final Pause pause = new Pause();

    /** Begins and ends when a test says so. */
    private static final class Pause implements FlowControl {
        private final List<Listener> listeners = new CopyOnWriteArrayList<>();
        private volatile boolean paused;

        void set(boolean now) {
            paused = now;
            listeners.forEach(listener -> listener.pausedChanged(now));
        }

        @Override
        public boolean paused() {
            return paused;
        }

        @Override
        public void addListener(Listener listener) {
            listeners.add(listener);
        }
    }

    private static final class NotCounted implements ConnectionCounters {
        @Override
        public void connectionRefused() {}

        @Override
        public void handshakeFailed() {}
    }

    /** Sends back what comes. */
    private static final class Echo extends ConnectionHandler {
        Echo() {
            super(new UnfinishedQuota(1000, FlowControl.NONE, System::nanoTime));
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

    private TcpListener listen(Transport transport, Path path, int mode, ListenerOptions options) throws IOException {
        return new TcpListener(
                new UnixSocket(path, mode), transport, options, pause, new NotCounted(), () -> 0, Echo::new);
    }

    private static Transport transport(boolean epoll) {
        assumeTrue(!epoll || Epoll.isAvailable(), "skipped: there is no epoll here");
        return new Transport(1, epoll);
    }

    private static SocketChannel connect(Path path) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static void write(SocketChannel to, String text) throws IOException {
        to.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(SocketChannel from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            assertTrue(from.read(buffer) >= 0, "the connection has ended");
        }
        return new String(buffer.array(), StandardCharsets.UTF_8);
    }

    /** The networks are those of addresses; at the limit the next one waits, and while there is a pause nothing is read. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void treatsThoseWhoComeLikeOthers(boolean epoll) throws Exception {
        Path path = folder.resolve("socket");
        ListenerOptions options = new ListenerOptions(
                address -> false,
                new ConnectionLimit(1, "a test"),
                Duration.ZERO,
                new KeepAlive(true, 10, 10, 3),
                16,
                Optional.empty(),
                false,
                Duration.ZERO,
                true,
                true);
        try (Transport transport = transport(epoll);
                TcpListener listener = listen(transport, path, 0600, options)) {
            assertEquals(0, listener.port());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            SocketChannel waiting;
            try (SocketChannel first = connect(path)) {
                write(first, "one");
                assertEquals("one", read(first, 3));
                assertEquals(1, listener.connections());
                waiting = connect(path);
                pause.set(true);
                write(waiting, "two");
                write(first, "more");
                pause.set(false);
                assertEquals("more", read(first, 4));
            }
            try (SocketChannel second = waiting) {
                assertEquals("two", read(second, 3));
            }
        }
        assertFalse(Files.exists(path));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAKilledProcessLeftIsNoHindrance(boolean epoll) throws Exception {
        Path path = folder.resolve("socket");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(path));
            try (Transport transport = transport(epoll)) {
                IOException inUse =
                        assertThrows(IOException.class, () -> listen(transport, path, 0660, ListenerOptions.open()));
                assertEquals(path + " is in use: another process listens on it", inUse.getMessage());
            }
        }
        assertTrue(Files.exists(path), "the file stays when a socket is closed");
        try (Transport transport = transport(epoll);
                TcpListener listener = listen(transport, path, 0660, ListenerOptions.open());
                SocketChannel client = connect(path)) {
            assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            write(client, "x");
            assertEquals("x", read(client, 1));
            assertEquals(1, listener.connections());
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void whatCannotBeListenedOnIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("a file"), "precious");
        try (Transport transport = new Transport(1)) {
            IOException noSocket =
                    assertThrows(IOException.class, () -> listen(transport, file, 0600, ListenerOptions.open()));
            assertEquals(file + " is there, and is no socket", noSocket.getMessage());
            assertEquals("precious", Files.readString(file));
            Path nowhere = folder.resolve("nowhere/socket");
            IOException noFolder =
                    assertThrows(IOException.class, () -> listen(transport, nowhere, 0600, ListenerOptions.open()));
            assertTrue(noFolder.getMessage().startsWith("cannot listen on " + nowhere + ": "), noFolder.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new UnixSocket(file, 01000));
    }
}
