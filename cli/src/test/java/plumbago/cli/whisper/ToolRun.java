package plumbago.cli.whisper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;

/** Runs tools within the test, in a folder and at a time of its choice, and keeps what they print. */
final class ToolRun {
    static final long NOW = 1_500_000_000;

    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now = NOW;
    private String zone = "UTC";
    private String toolFolder = "";
    private String in = "";

    ToolRun(Path folder) {
        this.folder = folder;
    }

    ToolRun at(long seconds) {
        now = seconds;
        return this;
    }

    ToolRun in(String zoneId) {
        zone = zoneId;
        return this;
    }

    ToolRun shownIn(String binFolder) {
        toolFolder = binFolder + "/";
        return this;
    }

    ToolRun reading(String text) {
        in = text;
        return this;
    }

    /** Runs a tool by the name of its program, which is the first argument. */
    int run(String... commandLine) {
        out.reset();
        err.reset();
        ToolContext context = new ToolContext(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                folder,
                InstantSource.fixed(Instant.ofEpochSecond(now)),
                ZoneId.of(zone),
                80,
                toolFolder);
        return WhisperTool.find(commandLine[0])
                .orElseThrow()
                .run(Arrays.copyOfRange(commandLine, 1, commandLine.length), context);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
