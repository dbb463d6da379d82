package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A mount of a small file system that only the processes in its namespace see; it goes with the last of them. */
final class SmallDisk implements AutoCloseable {
    private final Process holder;

    private SmallDisk(Path folder) throws IOException {
        holder = new ProcessBuilder(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=48m tmpfs \"$1\" && echo ready && exec cat",
                        "sh",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** One at a folder; where it cannot be, the test is skipped. */
    static SmallDisk mounted(Path folder) throws IOException {
        SmallDisk small;
        try {
            small = new SmallDisk(folder);
        } catch (IOException e) {
            return assumeMounted("there is no unshare: " + e.getMessage());
        }
        String refusal = small.refusal();
        if (refusal != null) {
            small.close();
            return assumeMounted("a file system cannot be mounted here: " + refusal);
        }
        return small;
    }

    private static SmallDisk assumeMounted(String why) {
        assumeTrue(false, "skipped: " + why);
        throw new AssertionError(why);
    }

    /** Why there is none, or null if there is. */
    private String refusal() throws IOException {
        String line = holder.inputReader().readLine();
        return "ready".equals(line) ? null : String.valueOf(line);
    }

    List<String> inside() {
        return List.of("nsenter", "-t", "" + holder.pid(), "-U", "-m", "--preserve-credentials");
    }

    /** Where a file of the disk is for those outside. */
    Path fromOutside(Path file) {
        return Path.of("/proc/" + holder.pid() + "/root" + file);
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }

    /** Writes until nothing more fits. */
    static void fill(Path ballast) throws IOException {
        byte[] zeros = new byte[65536];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.toString());
        }
    }
}
