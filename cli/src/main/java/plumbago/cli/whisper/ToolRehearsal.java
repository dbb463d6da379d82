package plumbago.cli.whisper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the tools once over files of its own, so that a Java that was told to ({@code -XX:ArchiveClassesAtExit}) can keep
 * the classes they need in the form in which they start quickly.
 */
public final class ToolRehearsal {
    private ToolRehearsal() {}

    /** What the tools print goes where it always does. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("plumbago");
        try {
            rehearse(folder);
        } finally {
            for (String name : List.of("a.wsp", "b.wsp", "a.wsp.bak", "storage-schemas.conf")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    private static void rehearse(Path folder) throws IOException {
        String a = folder.resolve("a.wsp").toString();
        String b = folder.resolve("b.wsp").toString();
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1m:1d\n");
        run("whisper-create", "--estimate", "60:5,120:5");
        run("whisper-create", "--xFilesFactor=0.3", "--aggregationMethod=sum", a, "1m:1h", "5m:1d");
        run("whisper-create", b, "1m:1h", "5m:1d");
        run("whisper-update", a, "N:1");
        run("whisper-update", a, "N:0.1", "0:2");
        run("whisper-info", a);
        run("whisper-info", "--json", a);
        run("whisper-fetch", "--from=0", "--json", a);
        run("whisper-fetch", "--drop=nulls", "--pretty", a);
        run("whisper-dump", a);
        run("whisper-merge", a, b);
        run("whisper-fill", a, b);
        run("whisper-diff", "--json", a, b);
        run("whisper-diff", a, b);
        run("whisper-set-aggregation-method", a, "max", "0.5");
        run("whisper-set-xfilesfactor", a, "0.5");
        run("whisper-auto-update", b);
        run("whisper-resize", a, "1m:2h", "5m:1d");
        run("whisper-auto-resize", folder.toString(), folder.toString());
        run("find-corrupt-whisper-files", "--verbose", folder.toString());
        run("rrd2whisper", a);
        run("whisper-create");
        run("whisper-info", a, "--nosuch");
    }

    private static void run(String... commandLine) {
        ToolMain.run(commandLine);
    }
}
