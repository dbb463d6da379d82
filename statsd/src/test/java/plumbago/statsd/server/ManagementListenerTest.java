package plumbago.statsd.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumbago.base.net.Transport;
import plumbago.carbon.stats.PointCounters;

@Timeout(60)
class ManagementListenerTest {
    private final Transport transport = new Transport(1);
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(transport));

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private ManagementListener listen(ManagementCommands commands, long unfetchedBytes, Duration stalled)
            throws IOException {
        ManagementListener listener = new ManagementListener(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                transport,
                ManagementListener.options("the test"),
                new PointCounters(),
                () -> 0,
                commands,
                unfetchedBytes,
                stalled);
        opened.add(listener);
        return listener;
    }

    private ManagementListener listen(ManagementCommands commands) throws IOException {
        return listen(commands, 1 << 20, Duration.ofHours(1));
    }

    private Socket connect(ManagementListener to) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
        opened.add(socket);
        return socket;
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String read(Socket from, int bytes) throws IOException {
        return new String(from.getInputStream().readNBytes(bytes), UTF_8);
    }

    private static String readToEnd(Socket from) throws IOException {
        return new String(from.getInputStream().readAllBytes(), UTF_8);
    }

    /** Answers with the words, and ends at quit. */
    private static void echo(String command, List<String> arguments, ManagementReply reply) {
        if (command.equals("quit")) {
            reply.end();
        } else {
            reply.write("<" + command + ">" + arguments + "\n");
            reply.done();
        }
    }

    private String answer(ManagementListener of, String chunk) throws IOException {
        try (Socket socket = connect(of)) {
            send(socket, chunk);
            socket.shutdownOutput();
            return readToEnd(socket);
        }
    }

    @Test
    void aChunkIsACommand() throws Exception {
        ManagementListener listener = listen(ManagementListenerTest::echo);
        assertEquals("<help>[]\n", answer(listener, "help"));
        assertEquals("<help>[]\n", answer(listener, "\t \u000b\fhelp\r\n"));
        assertEquals("<delcounters>[a, , b.*]\n", answer(listener, "delcounters a  b.*\n"));
        assertEquals("<help\nquit>[]\n", answer(listener, "help\nquit\n"));
        assertEquals("<>[]\n", answer(listener, "\r\n"));
        assertEquals("<HELP>[]\n", answer(listener, "HELP"));
        // The eighth bit is dropped, before white space is.
        assertEquals("<help>[a]\n", answer(listener, "\u00a0\u00e8elp a\u00a0"));
        // No white space to JavaScript.
        assertEquals("<\u001chelp>[]\n", answer(listener, "\u001chelp"));
    }

    /** A page's request may come in two pieces, the second of which is what the page likes. */
    @Test
    void whatABrowserSendsIsNoCommand() throws Exception {
        BlockingQueue<String> commands = new LinkedBlockingQueue<>();
        ManagementListener listener = listen((command, arguments, reply) -> {
            commands.add(command);
            echo(command, arguments, reply);
        });
        try (Socket socket = connect(listener)) {
            send(socket, "POST / HTTP/1.1\r\nHost: localhost:8126\r\nContent-Length: 15\r\n\r\n");
            assertEquals("ERROR\n", read(socket, 6));
            assertEquals("", readToEnd(socket));
        }
        assertEquals(0, commands.size());
    }

    @Test
    void aLongCommandIsOneChunkToo() throws Exception {
        ManagementListener listener = listen(ManagementListenerTest::echo);
        try (Socket socket = connect(listener)) {
            String name = "x".repeat(30_000);
            send(socket, "delcounters " + name);
            String expected = "<delcounters>[" + name + "]\n";
            assertEquals(expected, read(socket, expected.length()));
        }
    }

    @Test
    void quitEndsTheConnectionAfterTheAnswers() throws Exception {
        ManagementListener listener = listen(ManagementListenerTest::echo);
        try (Socket socket = connect(listener)) {
            send(socket, "a");
            assertEquals("<a>[]\n", read(socket, 6));
            send(socket, "quit\r\n");
            assertEquals("", readToEnd(socket));
        }
    }

    @Test
    void answersMayComeLaterFromAnotherThreadAndStayInOrder() throws Exception {
        BlockingQueue<ManagementReply> replies = new LinkedBlockingQueue<>();
        BlockingQueue<String> commands = new LinkedBlockingQueue<>();
        ManagementListener listener = listen((command, arguments, reply) -> {
            commands.add(command);
            replies.add(reply);
        });
        try (Socket socket = connect(listener);
                Socket other = connect(listener)) {
            send(socket, "one");
            assertEquals("one", commands.take());
            ManagementReply one = replies.take();
            send(socket, "two");
            // Somebody else is answered meanwhile.
            send(other, "three");
            assertEquals("three", commands.take());
            ManagementReply three = replies.take();
            three.write("3\n");
            three.done();
            assertEquals("3\n", read(other, 2));
            assertTrue(commands.isEmpty());
            one.write("1");
            one.write("ü\n");
            one.done();
            one.write("too late");
            assertEquals("two", commands.take());
            ManagementReply two = replies.take();
            two.write("2\n");
            two.end();
            assertEquals("1ü\n2\n", readToEnd(socket));
        }
    }

    /** As with {@code echo counters | nc}, which says at once that it has sent all. */
    @Test
    void whoHasSentAllIsStillAnswered() throws Exception {
        BlockingQueue<ManagementReply> replies = new LinkedBlockingQueue<>();
        ManagementListener listener = listen((command, arguments, reply) -> replies.add(reply));
        try (Socket socket = connect(listener)) {
            send(socket, "counters");
            socket.shutdownOutput();
            ManagementReply reply = replies.take();
            reply.write("{}\n");
            reply.done();
            assertEquals("{}\n", readToEnd(socket));
        }
    }

    @Test
    void aLongAnswerArrivesWhole() throws Exception {
        String dump = "0123456789abcdef".repeat(1 << 18);
        ManagementListener listener = listen(
                (command, arguments, reply) -> {
                    reply.write(dump);
                    reply.end();
                },
                dump.length(),
                Duration.ofHours(1));
        try (Socket socket = connect(listener)) {
            send(socket, "counters");
            assertEquals(dump, readToEnd(socket));
        }
        assertEquals(0, listener.unfetchedBytes());
    }

    @Test
    void whoIsGivenMoreThanMayBeKeptIsClosed() throws Exception {
        ManagementListener listener = listen((command, arguments, reply) -> {
            if (command.equals("dump")) {
                for (int i = 0; i < 100; i++) {
                    reply.write("x".repeat(1 << 20));
                }
            }
            reply.write("done");
            reply.done();
        });
        try (Socket greedy = connect(listener);
                Socket other = connect(listener)) {
            send(greedy, "dump");
            while (listener.connections() > 1) {
                Thread.onSpinWait();
            }
            assertEquals(0, listener.unfetchedBytes());
            send(other, "help");
            assertEquals("done", read(other, 4));
        }
    }

    @Test
    void whoFetchesNothingIsClosed() throws Exception {
        ManagementListener listener = listen(
                (command, arguments, reply) -> {
                    reply.write("x".repeat(32 << 20));
                    if (command.equals("last")) {
                        reply.end();
                    } else {
                        reply.done();
                    }
                },
                64 << 20,
                Duration.ofMillis(100));
        for (String command : List.of("first", "last")) {
            try (Socket socket = connect(listener)) {
                send(socket, command);
                while (listener.unfetchedBytes() == 0) {
                    Thread.onSpinWait();
                }
                while (listener.connections() > 0 || listener.unfetchedBytes() > 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void aClientThatHasGoneHurtsNobody() throws Exception {
        BlockingQueue<ManagementReply> replies = new LinkedBlockingQueue<>();
        ManagementListener listener = listen((command, arguments, reply) -> replies.add(reply));
        ManagementReply orphan;
        try (Socket socket = connect(listener)) {
            send(socket, "counters");
            orphan = replies.take();
            socket.setSoLinger(true, 0);
        }
        while (listener.connections() > 0) {
            Thread.onSpinWait();
        }
        orphan.write("nobody reads this");
        orphan.done();
        try (Socket socket = connect(listener)) {
            send(socket, "help");
            ManagementReply reply = replies.take();
            reply.write("hello");
            reply.end();
            assertEquals("hello", readToEnd(socket));
        }
        assertEquals(0, listener.unfetchedBytes());
    }

    @Test
    void aCommandThatFailsEndsItsConnectionAlone() throws Exception {
        ManagementListener listener = listen((command, arguments, reply) -> {
            if (command.equals("bad")) {
                throw new IllegalStateException("a mistake of the test's");
            }
            echo(command, arguments, reply);
        });
        assertEquals("", answer(listener, "bad"));
        assertEquals("<good>[]\n", answer(listener, "good"));
    }
}
