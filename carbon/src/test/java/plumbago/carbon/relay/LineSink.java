package plumbago.carbon.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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

/** Somebody who takes lines over TCP, and can stop reading, die and come back. Whole lines count, as carbon has it. */
public final class LineSink implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 1 << 16;
    private static final long PATIENCE_SECONDS = 60;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private final List<Socket> connections = new ArrayList<>();
    private int port;
    private ServerSocket server;

    /** Keeps others from the port while nobody listens on it; null while somebody does. */
    private Socket place;

    private int accepted;
    private boolean isPaused;

    /** One that listens. */
    public LineSink() throws IOException {
        open();
    }

    /** The port that it listens on, now and after it has come back. */
    public int port() {
        return port;
    }

    /** Listens again. */
    public void open() throws IOException {
        ServerSocket socket = bind();
        port = socket.getLocalPort();
        server = socket;
        leavePlace();
        start(() -> accept(socket));
    }

    private void leavePlace() throws IOException {
        if (place != null) {
            place.close();
            place = null;
        }
    }

    private void keepPlace() throws IOException {
        leavePlace();
        place = bound(() -> {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            return socket;
        });
    }

    private ServerSocket bind() throws IOException {
        return bound(() -> {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            return socket;
        });
    }

    private interface Binding<T> {
        T bind() throws IOException;
    }

    /** The system may hold on to the port for a moment after it was given up. */
    private static <T> T bound(Binding<T> binding) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                return binding.bind();
            } catch (BindException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void start(Runnable what) {
        Thread thread = new Thread(what, "line-sink");
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
                    accepted++;
                    changed.signalAll();
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
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8), 1 << 14)) {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    take(line.toString());
                    line.setLength(0);
                } else {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            // It has been closed from this side.
        }
    }

    private void take(String line) {
        lock.lock();
        try {
            while (isPaused) {
                changed.awaitUninterruptibly();
            }
            lines.add(line);
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

    /**
     * Listens no more and ends connections.
     *
     * @param abruptly whether what has come in and not been read is thrown away with a reset
     */
    public void die(boolean abruptly) throws IOException {
        server.close();
        keepPlace();
        lock.lock();
        try {
            for (Socket connection : connections) {
                if (connection.isClosed()) {
                    continue;
                }
                if (abruptly) {
                    connection.setSoLinger(true, 0);
                    connection.close();
                } else {
                    connection.shutdownOutput();
                }
            }
            connections.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connections of this moment, and listens on. */
    public void dropConnections() throws IOException {
        lock.lock();
        try {
            for (Socket connection : connections) {
                connection.close();
            }
            connections.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many lines are there, and gives all of them. */
    public List<String> await(int count) {
        return await(count, 0);
    }

    /** Waits until it has been connected to so often. */
    public void awaitConnections(int count) {
        await(0, count);
    }

    private List<String> await(int count, int connected) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (lines.size() < count || accepted < connected) {
                if (left <= 0) {
                    throw new AssertionError(lines.size() + " lines and " + accepted + " connections came, expected "
                            + count + " and " + connected);
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

    /** Waits until a line is there, and gives all of them. */
    public List<String> awaitLine(String line) {
        List<String> all = lines();
        while (!all.contains(line)) {
            all = await(all.size() + 1);
        }
        return all;
    }

    /** What has come so far. */
    public List<String> lines() {
        return await(0);
    }

    @Override
    public void close() throws IOException {
        resume();
        die(true);
        leavePlace();
    }
}
