package plumbago.cli.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.whisper.Access;
import plumbago.whisper.Allocation;
import plumbago.whisper.FetchResult;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** The tools as they are installed, each a process of its own. */
@DisabledOnOs(OS.WINDOWS)
class ToolScriptsIT {
    private static final Path HOME = Path.of(System.getProperty("plumbago.distribution"));

    private static final int FILES = 50;
    private static final int ANSWERED = 20;

    @TempDir
    Path folder;

    private record Ended(int status, String out, String err) {}

    private Ended run(String... command) throws IOException, InterruptedException {
        Path err = folder.resolveSibling(folder.getFileName() + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Ended ended = new Ended(process.waitFor(), out, Files.readString(err));
        Files.delete(err);
        return ended;
    }

    private static String script(String name) {
        return HOME.resolve("bin").resolve(name).toString();
    }

    @ParameterizedTest
    @EnumSource(WhisperTool.class)
    void everyToolHasAScript(WhisperTool tool) throws IOException, InterruptedException {
        Ended ended = run(script(tool.programName()), "--nosuch", "a", "b");
        assertEquals(2, ended.status(), ended.err());
        assertTrue(ended.err().contains(tool.programName() + ": error:"), ended.err());
        assertEquals("", ended.out());
    }

    @Test
    void namesBeyondAsciiWorkInAnyLanguage() throws IOException, InterruptedException {
        // The shell makes the name, for a test whose own language is C could not.
        Ended ended = run("sh", "-c", "'" + script("whisper-create") + "' \"$(printf 'g\\303\\244.wsp')\" 60:5 && ls");
        assertEquals(new Ended(0, "Created: gä.wsp (88 bytes)\ngä.wsp\n", ""), ended);
    }

    @Test
    void aScriptIsFoundThroughLinks() throws IOException, InterruptedException {
        Files.createSymbolicLink(folder.resolve("first"), Path.of(script("whisper-create")));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("first"));
        assertEquals(
                new Ended(0, "Created: a.wsp (88 bytes)\n", ""),
                run(folder.resolve("second").toString(), "a.wsp", "60:5"));
    }

    @Test
    void argumentsKeepTheirBlanks() throws IOException, InterruptedException {
        assertEquals(
                new Ended(0, "Created:  a b .wsp (88 bytes)\n", ""),
                run(script("whisper-create"), " a b .wsp", "60:5"));
    }

    @Test
    void theToolsOfEveryDayDoWithoutTheSystemsOwnCalls() throws IOException, InterruptedException {
        // These are loaded slowly, and newer Javas warn of them.
        String now = Long.toString(System.currentTimeMillis() / 1000);
        for (List<String> line : List.of(
                List.of("whisper-create", "a.wsp", "60:5"),
                List.of("whisper-create", "--sparse", "b.wsp", "60:5"),
                List.of("whisper-update", "a.wsp", now + ":1"),
                List.of("whisper-fetch", "a.wsp"),
                List.of("whisper-info", "a.wsp"),
                List.of("whisper-dump", "a.wsp"),
                List.of("whisper-diff", "a.wsp", "b.wsp"),
                List.of("whisper-merge", "a.wsp", "b.wsp"),
                List.of("whisper-fill", "a.wsp", "b.wsp"),
                List.of("whisper-set-aggregation-method", "a.wsp", "max"),
                List.of("whisper-set-xfilesfactor", "a.wsp", "0.2"),
                List.of("whisper-resize", "a.wsp", "60:10"),
                List.of("find-corrupt-whisper-files", "."))) {
            List<String> command = new ArrayList<>(line);
            command.set(0, script(line.get(0)));
            Ended ended = run(command.toArray(new String[0]));
            assertEquals("", ended.err(), line.toString());
            assertEquals(0, ended.status(), line + ended.out());
        }
    }

    @Test
    void reservedSpaceAndLocksAreHadWithoutAWarning() throws IOException, InterruptedException {
        for (String name : List.of("a.wsp", "b.wsp")) {
            assertEquals(
                    new Ended(0, "Created: " + name + " (88 bytes)\n", ""),
                    run(script("whisper-create"), "--fallocate", name, "60:5"));
        }
        assertEquals(new Ended(0, "", ""), run(script("whisper-fill"), "--lock", "a.wsp", "b.wsp"));
    }

    @Test
    void aReaderThatGoesEndsTheTool() throws IOException, InterruptedException {
        run(script("whisper-create"), "--sparse", "a.wsp", "1:1000000");
        Ended ended = run("sh", "-c", "'" + script("whisper-dump") + "' a.wsp | head -n 1");
        assertEquals(new Ended(0, "Meta data:\n", ""), ended);
    }

    @Test
    void theResizeThatIsShownIsTheOneOfTheSameFolder() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[a]\npattern = .*\nretentions = 60:10\n");
        run(script("whisper-create"), "a.wsp", "60:5");
        Ended ended = run(script("whisper-auto-resize"), ".", ".");
        assertTrue(ended.out().contains("['" + script("whisper-resize") + "', './a.wsp', "), ended.toString());
    }

    /** What is started in the background of a shell ignores SIGINT, and so does all that it starts. */
    private static boolean interruptsArrive() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) != 0);
    }

    @Test
    void aFolderThatIsGoneThroughMayBeLeftInTheMiddle() throws IOException, InterruptedException {
        assumeTrue(interruptsArrive(), "SIGINT is ignored here");
        Path metrics = Files.createDirectory(folder.resolve("metrics"));
        WhisperLayout old = WhisperLayout.of(new Retention(60, 1440));
        long now = System.currentTimeMillis() / 1000;
        for (int i = 0; i < FILES; i++) {
            WhisperFile.create(
                    metrics.resolve("m" + i + ".wsp"),
                    old,
                    Allocation.SPARSE,
                    new long[] {now},
                    new double[] {i},
                    1,
                    now);
        }
        Files.writeString(folder.resolve("storage-schemas.conf"), "[a]\npattern = .*\nretentions = 60:2880\n");
        List<String> command = List.of(script("whisper-auto-resize"), "--doit", "-x", "--nobackup", "metrics", ".");

        List<String> asking = new ArrayList<>(command);
        asking.add(2, "--confirm");
        Process process = new ProcessBuilder(asking).directory(folder.toFile()).start();
        try (Writer answers = process.outputWriter();
                BufferedReader lines = process.inputReader()) {
            answers.write("y\n".repeat(ANSWERED));
            answers.flush();
            for (int resized = 0; resized < ANSWERED; ) {
                resized += lines.readLine().startsWith("Renaming new") ? 1 : 0;
            }
            assertEquals(0, run("kill", "-INT", Long.toString(process.pid())).status());
            assertEquals(128 + 2, process.waitFor());
        }
        int resized = 0;
        for (int i = 0; i < FILES; i++) {
            resized += WhisperFile.info(metrics.resolve("m" + i + ".wsp"))
                                    .archives()
                                    .get(0)
                                    .points()
                            == 2880
                    ? 1
                    : 0;
        }
        assertEquals(ANSWERED, resized);
        try (Stream<Path> left = Files.list(metrics)) {
            assertEquals(FILES, left.count());
        }

        Ended ended = run(command.toArray(new String[0]));
        assertEquals(0, ended.status(), ended.err());
        for (int i = 0; i < FILES; i++) {
            try (WhisperFile file = WhisperFile.open(metrics.resolve("m" + i + ".wsp"), Access.CHANNEL)) {
                assertEquals(2880, file.header().archives().get(0).points());
                FetchResult result = file.fetch(now - 60, now, now).orElseThrow();
                assertEquals(i, result.values()[0]);
            }
        }
        try (Stream<Path> left = Files.list(metrics)) {
            assertEquals(FILES, left.count());
        }
    }

    @Test
    void classesKeptForAnotherPlaceAreLeftAlone() throws IOException, InterruptedException {
        Path copy = folder.resolve("copy");
        try (Stream<Path> all = Files.walk(HOME)) {
            for (Path file : all.toList()) {
                Files.copy(file, copy.resolve(HOME.relativize(file)));
            }
        }
        for (Path home : List.of(HOME, copy)) {
            Ended ended = run("sh", "-x", home.resolve("bin/whisper-create").toString(), "--estimate", "60:5");
            assertEquals(0, ended.status(), ended.err());
            assertEquals(home.equals(HOME), ended.err().contains("-XX:SharedArchiveFile="), ended.err());
        }
    }
}
