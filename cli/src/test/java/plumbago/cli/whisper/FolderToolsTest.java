package plumbago.cli.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools that go through a whole folder. */
class FolderToolsTest {
    @TempDir
    Path folder;

    private ToolRun tools;

    @BeforeEach
    void setUp() throws IOException {
        tools = new ToolRun(folder);
        Files.createDirectories(folder.resolve("data/x/y"));
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                folder.resolve("conf/storage-schemas.conf"),
                "[odd]\npattern = ^x\\.y\\.\nretentions = 5m:1h,1m:10m\n[all]\npattern = .*\nretentions = 1m:10m\n");
        Files.writeString(
                folder.resolve("conf/storage-aggregation.conf"),
                "[sums]\npattern = \\.count$\nxFilesFactor = 0\naggregationMethod = sum\n");
        tools.run("whisper-create", "data/x/a.wsp", "1m:10m");
        tools.run("whisper-create", "data/x/y/b.wsp", "1m:10m");
        tools.run("whisper-create", "data/x/n.count.wsp", "1m:10m");
        Files.writeString(folder.resolve("data/x/bad.wsp"), "nothing of the kind, but longer than a header");
        Files.writeString(folder.resolve("data/x/other.txt"), "nothing of the kind");
    }

    private String info(String file, String field) {
        ToolRun own = new ToolRun(folder);
        own.run("whisper-info", file, field);
        return own.out().strip();
    }

    @Test
    void differencesAreShownAndNothingIsDone() {
        assertEquals(1, tools.run("whisper-auto-resize", "data/", "conf"));
        assertEquals("""
                x.n.count xFilesFactor differs real: 0.50 should be: 0.00\s
                x.n.count aggregation schema differs real: average should be: sum\s

                ['whisper-resize', 'data/x/n.count.wsp', '--xFilesFactor=0.0', '--aggregationMethod=sum', '60:10']
                updating Retentions from: 60:10  to: 60:10 300:12 \s

                ['whisper-resize', 'data/x/y/b.wsp', '--xFilesFactor=0.5', '--aggregationMethod=average', '60:10', '300:12']
                """, tools.out());
        assertTrue(tools.err().contains("bad.wsp"), tools.err());
        assertEquals("600", info("data/x/y/b.wsp", "maxRetention"));
    }

    @Test
    void whatIsDoneNeedNotBeDoneAgain() {
        assertEquals(1, tools.run("whisper-auto-resize", "--doit", "-q", "-x", "--silent --nobackup", "data", "conf"));
        assertEquals("", tools.out());
        assertEquals("3600", info("data/x/y/b.wsp", "maxRetention"));
        assertEquals("sum", info("data/x/n.count.wsp", "aggregationMethod"));
        assertFalse(Files.exists(folder.resolve("data/x/y/b.wsp.bak")));
        assertEquals(1, tools.run("whisper-auto-resize", "data", "conf"));
        assertEquals("", tools.out());
    }

    @Test
    void aPartOfTheFolderKeepsItsMetricNames() {
        assertEquals(
                0, tools.run("whisper-auto-resize", "--doit", "--subdir=data/x/y", "-x", "--silent", "data", "conf"));
        assertEquals("3600", info("data/x/y/b.wsp", "maxRetention"));
        assertEquals("average", info("data/x/n.count.wsp", "aggregationMethod"));
        assertEquals(0, tools.run("whisper-auto-resize", "-q", "--subdir", "data/x/n.count.wsp", "data", "conf"));
    }

    @Test
    void onlyWhatIsConfirmedIsDone() {
        tools.reading("perhaps\nNO\nyes\n");
        assertEquals(1, tools.run("whisper-auto-resize", "--confirm", "-q", "-x--silent", "data", "conf"));
        assertTrue(tools.out().contains("[y/n]: Valid options : yes or no\n"), tools.out());
        assertTrue(tools.out().contains("[y/n]: Skipping command \n\n"), tools.out());
        assertEquals("average", info("data/x/n.count.wsp", "aggregationMethod"));
        assertEquals("3600", info("data/x/y/b.wsp", "maxRetention"));
        assertEquals(1, tools.reading("").run("whisper-auto-resize", "--confirm", "data", "conf"));
        assertTrue(tools.err().contains("no answer"), tools.err());
    }

    @Test
    void aResizeThatFailsEndsTheWalk() {
        assertEquals(1, tools.run("whisper-auto-resize", "--doit", "-x", "--nosuch", "data", "conf"));
        assertTrue(
                tools.out().contains("Error running: ['whisper-resize', 'data/x/n.count.wsp', '--nosuch'"),
                tools.out());
        assertFalse(tools.out().contains("b.wsp"), tools.out());
    }

    @Test
    void withoutSchemasNothingIsCompared() throws IOException {
        Files.delete(folder.resolve("conf/storage-schemas.conf"));
        assertEquals(1, tools.run("whisper-auto-resize", "data", "conf"));
        assertTrue(tools.err().contains("storage-schemas.conf"), tools.err());
        assertEquals("", tools.out());
    }

    @Test
    void wrongSchemasAreAllNamed() throws IOException {
        Files.writeString(folder.resolve("conf/storage-schemas.conf"), "[a]\npattern = (\nretentions = 1m:1d\n");
        assertEquals(1, tools.run("whisper-auto-resize", "data", "conf"));
        assertTrue(tools.err().startsWith("[ERROR] "), tools.err());
        assertEquals(2, tools.run("whisper-auto-resize", "-x", "'open", "data", "conf"));
    }

    @Test
    void corruptFilesAreFoundAndDeleted() throws IOException {
        Path bad = folder.toRealPath().resolve("data/x/bad.wsp");
        assertEquals(0, tools.run("find-corrupt-whisper-files", "data"));
        assertEquals("Corrupt Whisper file: " + bad + "\n", tools.err());
        assertEquals("", tools.out());
        assertEquals(0, tools.run("find-corrupt-whisper-files", "--delete-corrupt", "data"));
        assertFalse(Files.exists(bad));
        assertEquals(0, tools.run("find-corrupt-whisper-files", "data"));
        assertEquals("", tools.err());
        assertTrue(Files.exists(folder.resolve("data/x/other.txt")));
    }

    @Test
    void foldersAreNotEnteredThroughLinks() throws IOException {
        Files.createSymbolicLink(folder.resolve("data/x/loop"), folder.resolve("data"));
        Files.createSymbolicLink(folder.resolve("data/x/y/linked.wsp"), folder.resolve("data/x/a.wsp"));
        assertEquals(0, tools.run("find-corrupt-whisper-files", "--verbose", "data/x"));
        String x = folder.toRealPath().resolve("data/x").toString();
        assertEquals(
                "Scanning " + x + "…\n" + x + "/a.wsp: 10 points\n" + x + "/n.count.wsp: 10 points\nScanning " + x
                        + "/y…\n" + x + "/y/b.wsp: 10 points\n" + x + "/y/linked.wsp: 10 points\n",
                tools.out());
    }

    @Test
    void progressStandsOnOneLineThatGoesAway() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ToolContext context = new ToolContext(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                folder,
                InstantSource.system(),
                ZoneOffset.UTC,
                20,
                "");
        long[] time = {0};
        try (ProgressLine progress = new ProgressLine(context, true, () -> time[0])) {
            progress.at(Path.of("early"));
            time[0] = 1_000_000_000;
            progress.at(Path.of("a"));
            time[0] += 1;
            progress.at(Path.of("soon"));
            time[0] += 1_000_000_000;
            progress.at(Path.of("somewhere/far/away"));
        }
        assertEquals(
                "2 files, at a\r" + " ".repeat(13) + "\r4 files, at somewhe\r" + " ".repeat(19) + "\r",
                err.toString(StandardCharsets.UTF_8));
        err.reset();
        try (ProgressLine progress = new ProgressLine(context, false, () -> time[0])) {
            time[0] += 1_000_000_000;
            progress.at(Path.of("a"));
        }
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }
}
