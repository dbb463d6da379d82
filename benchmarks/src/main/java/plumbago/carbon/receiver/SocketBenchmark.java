package plumbago.carbon.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.TcpListener;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.benchmarks.Fleet;
import plumbago.carbon.stats.PointCounters;

/**
 * Lines that come over a connection within this machine, from a thread that sends as fast as they are taken; the time is
 * that of one line. Where sending takes longer than what is done here, it is the sending that is measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(SocketBenchmark.LINES)
public class SocketBenchmark {
    static final int LINES = 100_000;

    /** Sends the same lines again and again until the connection is closed. */
    private static Thread sender(SocketChannel connection) {
        Thread thread = new Thread(
                () -> {
                    byte[] lines = Fleet.lines(LINES);
                    ByteBuffer bytes = ByteBuffer.allocateDirect(lines.length).put(lines);
                    try {
                        while (true) {
                            bytes.rewind();
                            while (bytes.hasRemaining()) {
                                connection.write(bytes);
                            }
                        }
                    } catch (ClosedChannelException e) {
                        // The benchmark is over.
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "sender");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** A connection that is read here. */
    @State(Scope.Thread)
    public static class Connection {
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(TcpListener.READ_BYTES);
        private final byte[] taken = new byte[TcpListener.READ_BYTES + Long.BYTES];
        private int length;
        private SocketChannel sending;
        private SocketChannel reading;
        private Thread sender;

        @Setup(Level.Trial)
        public void connect() throws IOException {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                sending = SocketChannel.open(server.getLocalAddress());
                reading = server.accept();
            }
            length = Fleet.lines(LINES).length;
            sender = sender(sending);
        }

        @TearDown(Level.Trial)
        public void close() throws IOException, InterruptedException {
            sending.close();
            sender.join();
            reading.close();
        }

        /** Reads once, no more than so many bytes; they are in the array then. */
        int read(int most) throws IOException {
            bytes.clear().limit(Math.min(bytes.capacity(), most));
            int read = reading.read(bytes);
            bytes.flip().get(taken, 0, read);
            return read;
        }
    }

    /** A plaintext listener, and behind it a sink that only counts. */
    @State(Scope.Thread)
    public static class Listener {
        private final AtomicLong points = new AtomicLong();
        private volatile Thread waiting;
        private volatile long until = Long.MAX_VALUE;
        private Transport transport;
        private PlaintextReceiver listener;
        private SocketChannel sending;
        private Thread sender;

        @Setup(Level.Trial)
        public void connect() throws IOException {
            transport = new Transport(1);
            listener = new PlaintextReceiver(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    transport,
                    ListenerOptions.open(),
                    new Intake(
                            batch -> taken(batch.size()),
                            FlowControl.NONE,
                            new PointCounters(),
                            () -> Fleet.START,
                            UnfinishedQuota.ofThisProcess(16, FlowControl.NONE)));
            sending = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
            sender = sender(sending);
        }

        private void taken(int size) {
            if (points.addAndGet(size) >= until) {
                LockSupport.unpark(waiting);
            }
        }

        private long await(int count) {
            waiting = Thread.currentThread();
            until = points.get() + count;
            while (points.get() < until) {
                LockSupport.park();
            }
            return until;
        }

        @TearDown(Level.Trial)
        public void close() throws IOException, InterruptedException {
            sending.close();
            sender.join();
            listener.close();
            transport.close();
        }
    }

    /** Reading alone, as much at once as a listener reads. */
    @Benchmark
    public int read(Connection connection) throws IOException {
        int left = connection.length;
        while (left > 0) {
            left -= connection.read(left);
        }
        return left;
    }

    /** The upper bound of all that takes lines: they are read, and their ends are counted. */
    @Benchmark
    public int readAndCountNewlines(Connection connection) throws IOException {
        int newlines = 0;
        for (int left = connection.length; left > 0; ) {
            int read = connection.read(left);
            newlines += ParseBenchmark.newlines(connection.taken, read);
            left -= read;
        }
        if (newlines != LINES) {
            throw new IllegalStateException(newlines + " lines");
        }
        return newlines;
    }

    /** Reading and parsing, by the listener as it is. */
    @Benchmark
    public long receive(Listener listener) {
        return listener.await(LINES);
    }
}
