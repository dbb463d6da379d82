package plumbago.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A destination for lines that keeps, as whoever stores points does, the last value of each metric and time. Connections are read
 * one after the other, so that what an earlier one brought is never taken for the later.
 */
final class LastValues implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Double> values = new HashMap<>();

    /** What the reading ended with, if not by the end of the test. */
    private IOException failure;

    LastValues() throws IOException {
        Thread reader = new Thread(this::read, "destination");
        reader.setDaemon(true);
        reader.start();
    }

    /** As an item of DESTINATIONS. */
    String destination() {
        return "127.0.0.1:" + listener.getLocalPort() + ":a";
    }

    private void read() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept();
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(this::take);
            } catch (UncheckedIOException e) {
                // The other side was killed.
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    failed(e);
                }
            }
        }
    }

    private synchronized void failed(IOException e) {
        failure = e;
        notifyAll();
    }

    private synchronized void take(String line) {
        String[] words = line.split(" ");
        values.put(words[0] + ' ' + words[2], Double.valueOf(words[1]));
        notifyAll();
    }

    /** Waits until all these points are the last of their metrics and times; for as long as the test may take. */
    synchronized void await(Map<String, Double> wanted) throws IOException, InterruptedException {
        while (!wanted.entrySet().stream().allMatch(one -> one.getValue().equals(values.get(one.getKey())))) {
            if (failure != null) {
                throw failure;
            }
            wait();
        }
    }

    /** The last values of what is called so, by metric and time. */
    synchronized Map<String, Double> of(String prefix) {
        Map<String, Double> some = new TreeMap<>();
        values.forEach((point, value) -> {
            if (point.startsWith(prefix)) {
                some.put(point, value);
            }
        });
        return some;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
