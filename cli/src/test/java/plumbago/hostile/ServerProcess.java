package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Plumbago out of the classes of this build, in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path log;
    private final int linePort;
    private final int httpPort;
    private final Process process;

    /**
     * Starts one and waits until it listens.
     *
     * @param runner a command that runs another one, or nothing
     * @param log takes what the process says
     * @param heap such as {@code 128m}
     */
    ServerProcess(List<String> runner, Path log, String heap, String... settings) throws IOException {
        this.log = log;
        linePort = freePort();
        httpPort = freePort();
        List<String> command = new ArrayList<>(runner);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "plumbago.cli.Main", "start"));
        List<String> all = new ArrayList<>(List.of(
                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                "cache.LINE_RECEIVER_PORT=" + linePort,
                "statsd.port=0",
                "statsd.mgmt_port=0",
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "cache.CARBON_METRIC_INTERVAL=0",
                "web.HTTP_INTERFACE=127.0.0.1",
                "web.HTTP_PORT=" + httpPort));
        all.addAll(List.of(settings));
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("curl")) {
                return;
            }
        }
        throw new AssertionError("the server ended: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Sends lines and waits until the server has read them, which it shows by closing after us. */
    void send(String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), linePort)) {
            OutputStream out = socket.getOutputStream();
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + httpPort + pathAndQuery);
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri(pathAndQuery)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends it as SIGTERM does, and waits for that. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
