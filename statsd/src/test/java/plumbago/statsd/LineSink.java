package plumbago.statsd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where others send lines for Graphite to, connection after connection. */
final class LineSink implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::read, "line-sink");
    private volatile Socket connection;

    LineSink() throws IOException {
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void read() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                connection = socket;
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                // The other side went without a farewell, or this is closed: the loop looks.
                connection = null;
            }
        }
    }

    /** What has come for a metric so far, added up. */
    double sum(String metric) {
        return lines.stream()
                .filter(line -> line.startsWith(metric + ' '))
                .mapToDouble(LineSink::value)
                .sum();
    }

    /** What came last for a metric; 0 if nothing did. */
    double latest(String metric) {
        return lines.stream()
                .filter(line -> line.startsWith(metric + ' '))
                .mapToDouble(LineSink::value)
                .reduce(0, (before, value) -> value);
    }

    private static double value(String line) {
        return Double.parseDouble(line.split(" ")[1]);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        Socket open = connection;
        if (open != null) {
            open.close();
        }
    }
}
