package plumbago.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A whole Plumbago in a process of its own, with something of each kind that can be changed and deleted. */
final class FilledServer implements AutoCloseable {
    static final String TOKEN = "the-token-of-this-test-0123456789";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final int port;
    private final Process process;
    private final Path log;

    /** Starts one below a folder, and waits until it listens. */
    FilledServer(Path folder, String... settings) throws IOException {
        port = freePort();
        Files.createDirectories(folder);
        log = folder.resolve("log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("--enable-native"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "plumbago.cli.Main", "start"));
        List<String> all = new ArrayList<>(List.of(
                "cache.STORAGE_DIR=" + folder,
                "cache.CONF_DIR=" + folder,
                "cache.LINE_RECEIVER_PORT=" + freePort(),
                "statsd.port=0",
                "statsd.mgmt_port=0",
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "cache.CARBON_METRIC_INTERVAL=0",
                "web.ADMIN_TOKEN=" + TOKEN,
                "web.HTTP_PORT=" + port));
        all.addAll(List.of(settings));
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("curl")) {
                return;
            }
        }
        throw new AssertionError("the server ended: " + Files.readString(log));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts as a program of this machine does. */
    HttpResponse<String> post(int to, String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Puts something of each kind there that can be changed or deleted. */
    void fill() throws IOException, InterruptedException {
        long now = System.currentTimeMillis() / 1000;
        require(post(port, "/metrics", "text/plain", "kept.metric 1 " + now + "\nkept.tagged;a=b 1 " + now + "\n"));
        require(post(port, "/events", "application/json", "{\"what\": \"kept\"}"));
        require(post(port, "/dashboard/save/kept", "application/x-www-form-urlencoded", "state=%7B%22a%22%3A1%7D"));
        require(post(port, "/tags/tagSeries", "application/x-www-form-urlencoded", "path=kept.other%3Ba%3Dc"));
        // Metadata is in the file, which the writer makes.
        while (get("/metrics/get-metadata?metric=kept.metric&key=aggregationMethod")
                .contains("error")) {
            Thread.onSpinWait();
        }
    }

    private static void require(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
    }

    /** All that a page could have changed, as text. */
    String state() throws IOException, InterruptedException {
        return String.join(
                "\n",
                get("/metrics/index.json"),
                get("/metrics/find?query=*"),
                get("/events/get_data"),
                get("/tags/findSeries?expr=name!="),
                get("/dashboard/find?query="),
                get("/dashboard/load/kept"),
                get("/metrics/get-metadata?metric=kept.metric&key=aggregationMethod"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
