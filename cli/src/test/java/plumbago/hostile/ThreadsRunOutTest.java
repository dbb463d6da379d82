package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the system gives too few threads, the start fails with a sentence; where it starts, it can be stopped. */
@Timeout(600)
class ThreadsRunOutTest {
    @TempDir
    Path folder;

    private Path group;

    /** A control group of Linux with a limit of threads; null where we may make none. */
    private static Path group(int threads) {
        for (String root : List.of("/sys/fs/cgroup/pids", "/sys/fs/cgroup")) {
            Path group =
                    Path.of(root, "plumbago-test-" + ProcessHandle.current().pid());
            try {
                Files.createDirectory(group);
                Files.writeString(group.resolve("pids.max"), Integer.toString(threads));
                return group;
            } catch (IOException e) {
                try {
                    Files.deleteIfExists(group);
                } catch (IOException stays) {
                    // There is none, or it is not ours.
                }
            }
        }
        return null;
    }

    @AfterEach
    void removeGroup() throws IOException {
        if (group != null) {
            Files.deleteIfExists(group);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19, 20, 22, 24, 70})
    void theStartFailsWithASentenceOrCanBeStopped(int threads) throws Exception {
        group = group(threads);
        assumeTrue(group != null, "skipped: no control group with a limit of threads can be made here");
        List<String> limiter =
                List.of("sh", "-c", "echo $$ > " + group.resolve("cgroup.procs") + " && exec \"$@\"", "limited");
        try (LimitedServer server = new LimitedServer(folder, limiter)) {
            if (server.isUp()) {
                server.process.destroy();
                assertEquals(143, server.process.waitFor(), "SIGTERM ends it");
                return;
            }
            assertEquals(1, server.process.waitFor());
            if (!String.join("\n", server.announced).contains("initialization of VM")) {
                String errors = server.errors();
                assertTrue(errors.contains("plumbago: the system lets this process have too few threads"), errors);
                assertTrue(errors.contains("ulimit -u"), errors);
                assertFalse(errors.contains("\tat ") || errors.contains("java.lang"), errors);
            }
            assertTrue(threads < 70, "it starts where there are enough");
        } finally {
            awaitEmpty();
        }
    }

    /** The group can be removed when the kernel has seen the last thread off. */
    private void awaitEmpty() throws IOException {
        while (!Files.readString(group.resolve("cgroup.procs")).isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
