package plumbago.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own that something gives less than it usually has. */
final class LimitedServer implements AutoCloseable {
    final List<String> announced = new ArrayList<>();
    final int linePort = freePort();
    final int httpPort = freePort();
    final Process process;
    private final Path errors;

    /** @param limiter a command that runs another one */
    LimitedServer(Path folder, List<String> limiter, String... settings) throws IOException {
        errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(limiter);
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--add-") || flag.startsWith("--enable-"))
                .forEach(command::add);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dchronicle.analytics.disable=true",
                "-cp",
                System.getProperty("java.class.path"),
                "plumbago.cli.Main",
                "start"));
        List<String> all = new ArrayList<>(List.of(
                "cache.STORAGE_DIR=" + folder,
                "cache.CONF_DIR=" + folder,
                "cache.LINE_RECEIVER_PORT=" + linePort,
                "statsd.port=0",
                "statsd.mgmt_port=0",
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "web.HTTP_PORT=" + httpPort));
        all.addAll(List.of(settings));
        for (String setting : all) {
            command.addAll(List.of("--set", setting));
        }
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it has told that everything runs, or until it has ended; false then. */
    boolean isUp() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            announced.add(line);
            if (line.contains("curl")) {
                return true;
            }
        }
        return false;
    }

    /** What it said on standard error. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
