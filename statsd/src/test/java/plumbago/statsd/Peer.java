package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A program of others that runs beside the test; what it prints is in a file, and shown where it ends too soon. */
final class Peer implements AutoCloseable {
    private static final int MOST_WAIT_SECONDS = 60;

    private final Process process;
    private final Path output;

    private Peer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it in a folder. */
    static Peer start(Path folder, String program, String... arguments) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(program), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Peer(process, output);
    }

    /** Where a program is; the test is skipped if it is not installed. */
    static String installed(String packageName, String... places) {
        for (String place : places) {
            if (Files.isExecutable(Path.of(place))) {
                return place;
            }
        }
        assumeTrue(false, packageName + " is not installed; `apt-get install " + packageName + "` brings it");
        return "";
    }

    /** Debian's Python; the test is skipped if it has not the module. */
    static String python(String module, String packageName) throws Exception {
        String python = installed("python3", "/usr/bin/python3");
        Process looking = new ProcessBuilder(python, "-c", "import " + module)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(
                looking.waitFor() == 0,
                packageName + " is not installed; `apt-get install " + packageName + "` brings it");
        return python;
    }

    /** Waits until it holds; fails with what was printed if the program ends before. */
    void await(BooleanSupplier condition) {
        Await.until(() -> condition.getAsBoolean() || !process.isAlive());
        assertTrue(condition.getAsBoolean(), this::printed);
    }

    /** Waits until it ends by itself, and well. */
    void awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(MOST_WAIT_SECONDS, TimeUnit.SECONDS), this::printed);
        assertEquals(0, process.exitValue(), this::printed);
    }

    /** What it has printed so far. */
    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends it at once: nobody reads what it would leave. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
