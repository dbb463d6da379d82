package plumbago.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Somebody whom a relay sends lines to, who can stop reading, go away and come back. Whole lines count, as carbon has it.
 * Thread-safe.
 */
public final class LineDestination implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 1 << 16;
    private static final long PATIENCE_SECONDS = 120;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private final List<Socket> connections = new ArrayList<>();
    private int port;
    private ServerSocket server;

    /** Has the port while nobody listens there, so that the system gives it to nobody else; null while it listens. */
    private Socket reservation;

    private boolean isPaused;

    /** Looks at what is there while it is guarded from change. */
    private interface Question {
        boolean isSo();
    }

    /** One that listens, on a free port. */
    public LineDestination() throws IOException {
        open();
    }

    /** The port that it listens on, now and after it has come back. */
    public int port() {
        return port;
    }

    /** Listens again. */
    public void open() throws IOException {
        endReservation();
        ServerSocket socket = bind();
        port = socket.getLocalPort();
        server = socket;
        start(() -> accept(socket));
    }

    /** The system may hold on to the port for a moment after it was given up. */
    private ServerSocket bind() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.setReceiveBufferSize(RECEIVE_BUFFER);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (BindException e) {
                socket.close();
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private void reserve() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (reservation == null) {
            Socket socket = new Socket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                reservation = socket;
            } catch (BindException e) {
                socket.close();
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private void endReservation() throws IOException {
        if (reservation != null) {
            reservation.close();
            reservation = null;
        }
    }

    private static void start(Runnable what) {
        Thread thread = new Thread(what, "line-destination");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket connection = socket.accept();
                lock.lock();
                try {
                    connections.add(connection);
                } finally {
                    lock.unlock();
                }
                start(() -> read(connection));
            }
        } catch (IOException e) {
            // It has been closed.
        }
    }

    private void read(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            byte[] bytes = new byte[1 << 14];
            StringBuilder begun = new StringBuilder();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                begun.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                int end = begun.lastIndexOf("\n") + 1;
                if (end > 0) {
                    take(begun.substring(0, end).lines().toList());
                    begun.delete(0, end);
                }
            }
        } catch (IOException e) {
            // It has been ended by either side.
        } finally {
            lock.lock();
            try {
                connections.remove(connection);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void take(List<String> some) {
        lock.lock();
        try {
            while (isPaused) {
                changed.awaitUninterruptibly();
            }
            lines.addAll(some);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more lines, and leaves connections as they are. */
    public void pause() {
        setPaused(true);
    }

    /** Goes on. */
    public void resume() {
        setPaused(false);
    }

    private void setPaused(boolean paused) {
        lock.lock();
        try {
            isPaused = paused;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Listens no more, and ends its side of connections; what is on the way is read to the end, so nothing is lost by it. */
    public void leave() throws IOException {
        server.close();
        reserve();
        lock.lock();
        try {
            for (Socket connection : connections) {
                connection.shutdownOutput();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many lines are there, and gives all of them. */
    public List<String> await(int count) {
        return await(() -> lines.size() >= count, count + " lines");
    }

    /** Waits until whoever had connected has gone and all that he sent has been read; gives all lines. */
    public List<String> awaitEnd() {
        return await(connections::isEmpty, "no connections");
    }

    private List<String> await(Question question, String expected) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!question.isSo()) {
                if (left <= 0) {
                    throw new AssertionError(lines.size() + " lines came, and there are " + connections.size()
                            + " connections; expected " + expected);
                }
                left = changed.awaitNanos(left);
            }
            return new ArrayList<>(lines);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        resume();
        server.close();
        endReservation();
        lock.lock();
        try {
            for (Socket connection : connections) {
                connection.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
