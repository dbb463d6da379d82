package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A relay or a cache of others, as Debian has it. Where it is not installed the test is skipped. */
final class DebianDaemon implements AutoCloseable {
    final int linePort;

    /** That of carbon's daemons. */
    final int picklePort;

    private final Path folder;
    private final Path log;
    private final Process process;

    private DebianDaemon(Path folder, String packageName, String program, String configuration, String... arguments)
            throws IOException {
        this.linePort = RunningServer.freePort();
        this.picklePort = RunningServer.freePort();
        this.folder = folder;
        this.log = folder.resolve("log");
        Path file = Path.of("/usr/bin", program);
        String why = program + " of Debian's " + packageName + " beside our relay; `apt-get install " + packageName
                + "` brings it";
        if (!Files.isExecutable(file)) {
            System.out.println("NOT TESTED: " + why);
        }
        assumeTrue(Files.isExecutable(file), "skipped: " + why);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("carbon.conf"), configuration.formatted(linePort, picklePort));
        ProcessBuilder builder = new ProcessBuilder(file.toString());
        builder.command().addAll(List.of(arguments));
        process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** A carbon-c-relay that passes lines on. */
    static DebianDaemon carbonCRelay(Path folder, int destination) throws IOException {
        return new DebianDaemon(
                        folder, "carbon-c-relay", "carbon-c-relay", """
                listen type linemode 127.0.0.1:%%d proto tcp ;
                statistics submit every 86400 seconds ;
                cluster behind forward 127.0.0.1:%d proto tcp ;
                match ^load send to behind stop ;
                """.formatted(destination), "-f", "carbon.conf")
                .listening();
    }

    /** A carbon-relay that passes points on by a protocol of carbon's, with a queue that all have room in. */
    static DebianDaemon carbonRelay(Path folder, int destination, String protocol) throws IOException {
        return carbon(folder, "carbon-relay", """
                [relay]
                RELAY_METHOD = consistent-hashing
                DESTINATIONS = 127.0.0.1:%d
                DESTINATION_PROTOCOL = %s
                MAX_QUEUE_SIZE = 100000
                """.formatted(destination, protocol));
    }

    /** A carbon-cache that keeps an hour by seconds. */
    static DebianDaemon carbonCache(Path folder) throws IOException {
        return carbon(folder, "carbon-cache", """
                [cache]
                CACHE_QUERY_PORT = %d
                CACHE_QUERY_INTERFACE = 127.0.0.1
                MAX_CREATES_PER_MINUTE = inf
                MAX_UPDATES_PER_SECOND = inf
                LOCAL_DATA_DIR = %s
                """.formatted(RunningServer.freePort(), folder.resolve("whisper")));
    }

    private static DebianDaemon carbon(Path folder, String program, String configuration) throws IOException {
        String all = configuration + """
                USER =
                STORAGE_DIR = %1$s
                CONF_DIR = %1$s
                LOG_DIR = %1$s
                PID_DIR = %1$s
                CARBON_METRIC_INTERVAL = 0
                LINE_RECEIVER_INTERFACE = 127.0.0.1
                LINE_RECEIVER_PORT = %%d
                PICKLE_RECEIVER_INTERFACE = 127.0.0.1
                PICKLE_RECEIVER_PORT = %%d
                """.formatted(folder);
        // Its relay does not start without either.
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:1h\n");
        return new DebianDaemon(
                        folder,
                        "graphite-carbon",
                        program,
                        all,
                        "--config=" + folder.resolve("carbon.conf"),
                        "--nodaemon",
                        "start")
                .listening();
    }

    private DebianDaemon listening() throws IOException {
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), linePort).close();
                return this;
            } catch (IOException e) {
                assertTrue(process.isAlive(), Files.readString(log));
                Thread.onSpinWait();
            }
        }
    }

    /** The file of a series of a carbon-cache. */
    Path whisperFile(String metric) {
        return folder.resolve("whisper").resolve(metric.replace('.', '/') + ".wsp");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join();
        process.destroyForcibly();
    }
}
