package plumbago.statsd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The original StatsD as npm has it. */
final class Original {
    private static final String VERSION = "statsd@0.9.0";
    private static final int MOST_WAIT_SECONDS = 60;

    private final String node;
    private final Path folder;

    private Original(String node, Path folder) {
        this.node = node;
        this.folder = folder;
    }

    /** Has npm bring it into a folder; the test is skipped where there is no npm, or where it reaches no registry. */
    static Original installed(Path folder) throws Exception {
        String node = Peer.installed("nodejs", "/usr/bin/node", "/usr/local/bin/node");
        String npm = Peer.installed("npm", "/usr/bin/npm", "/usr/local/bin/npm");
        Process bringing = new ProcessBuilder(
                        npm,
                        "install",
                        "--prefix",
                        folder.toString(),
                        "--prefer-offline",
                        "--fetch-retries=0",
                        "--fetch-timeout=10000",
                        "--omit=optional",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        VERSION)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.txt").toFile())
                .start();
        boolean ended = bringing.waitFor(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
        bringing.destroy();
        assumeTrue(ended && bringing.exitValue() == 0, "npm does not bring " + VERSION);
        return new Original(node, folder);
    }

    /** Starts it with the text of a {@code config.js}. */
    Peer start(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("config.js"), config);
        return Peer.start(
                folder, node, folder.resolve("node_modules/statsd/stats.js").toString(), file.toString());
    }
}
