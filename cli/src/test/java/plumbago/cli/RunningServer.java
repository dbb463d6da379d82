package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.TimeUnit;

/** A Plumbago of the built distribution, in a process of its own. */
final class RunningServer implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path DISTRIBUTION = Path.of(System.getProperty("plumbago.distribution"));

    final List<String> announced = new ArrayList<>();
    final int linePort;
    final int httpPort;
    final Path log;
    private final Process process;

    /** Starts and waits until everything listens. */
    static RunningServer start(Path folder, String... settings) throws IOException {
        return start(List.of(), folder, settings);
    }

    /** The same by way of a command that runs another one. */
    static RunningServer start(List<String> runner, Path folder, String... settings) throws IOException {
        int linePort = freePort();
        int httpPort = freePort();
        ProcessBuilder builder = command(folder, linePort, httpPort, settings);
        builder.command().addAll(0, runner);
        return new RunningServer(builder, linePort, httpPort);
    }

    /** Starts a relay alone, by the carbon.conf of the folder, and waits until everything listens. */
    static RunningServer startRelay(Path folder, String... settings) throws IOException {
        return startRelay(List.of(), folder, settings);
    }

    /** The same by way of a command that runs another one. */
    static RunningServer startRelay(List<String> runner, Path folder, String... settings) throws IOException {
        int linePort = freePort();
        int httpPort = freePort();
        ProcessBuilder builder = relayCommand(folder, linePort, httpPort, settings);
        builder.command().addAll(0, runner);
        return new RunningServer(builder, linePort, httpPort);
    }

    /** The same for an aggregator alone, with the rule files of its folder. */
    static RunningServer startAggregator(Path folder, String... settings) throws IOException {
        int linePort = freePort();
        int httpPort = freePort();
        List<String> all = new ArrayList<>(List.of(
                "aggregator.CONF_DIR=" + folder,
                "aggregator.STORAGE_DIR=" + folder,
                "aggregator.LINE_RECEIVER_PORT=" + linePort,
                "aggregator.PICKLE_RECEIVER_PORT=0",
                "web.HTTP_PORT=" + httpPort));
        all.addAll(List.of(settings));
        return new RunningServer(command(folder, List.of("--role", "aggregator"), all), linePort, httpPort);
    }

    private RunningServer(ProcessBuilder builder, int linePort, int httpPort) throws IOException {
        this.linePort = linePort;
        this.httpPort = httpPort;
        this.log = builder.directory().toPath().resolve("log");
        process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            announced.add(line);
            if (line.contains("curl")) {
                return;
            }
        }
        throw new AssertionError("the server ended: " + announced + "; it said: " + Files.readString(log));
    }

    static ProcessBuilder command(Path folder, int linePort, int httpPort, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "cache.STORAGE_DIR=" + folder,
                "cache.MAX_SECONDS_ON_SHUTDOWN=None",
                "cache.LINE_RECEIVER_PORT=" + linePort,
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "web.HTTP_PORT=" + httpPort,
                "statsd.port=0",
                "statsd.mgmt_port=0"));
        all.addAll(List.of(settings));
        return command(folder, List.of(), all);
    }

    static ProcessBuilder relayCommand(Path folder, int linePort, int httpPort, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "relay.STORAGE_DIR=" + folder,
                "relay.LINE_RECEIVER_INTERFACE=127.0.0.1",
                "relay.LINE_RECEIVER_PORT=" + linePort,
                "relay.PICKLE_RECEIVER_PORT=0",
                "relay.CARBON_METRIC_INTERVAL=0",
                "web.HTTP_PORT=" + httpPort));
        all.addAll(List.of(settings));
        Path config = folder.resolve("carbon.conf");
        return command(folder, List.of("--role", "relay", "--config", config.toString()), all);
    }

    private static ProcessBuilder command(Path folder, List<String> options, List<String> settings) {
        List<String> command =
                new ArrayList<>(List.of(DISTRIBUTION.resolve("bin/plumbago").toString(), "start"));
        command.addAll(options);
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Xmx512m");
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static int freePort() throws IOException {
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

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + httpPort + pathAndQuery);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A value of /metrics, by its name and labels; 0 if it is not there. */
    long measure(String name) throws IOException, InterruptedException {
        for (String line : get("/metrics").body().lines().toList()) {
            if (line.startsWith(name + " ")) {
                return (long) Double.parseDouble(line.substring(name.length() + 1));
            }
        }
        return 0;
    }

    /** Ends the process as SIGTERM does. */
    void stop() throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it stops when told");
    }

    /** Sends the process a signal, such as {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        assertEquals(
                0,
                new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor());
    }

    /** Ends the process as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
