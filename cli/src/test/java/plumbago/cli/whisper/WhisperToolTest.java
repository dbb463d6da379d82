package plumbago.cli.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhisperToolTest {
    @TempDir
    Path folder;

    private ToolRun tools;

    @BeforeEach
    void setUp() {
        tools = new ToolRun(folder);
    }

    private void assertOneLineOfError(String... commandLine) {
        assertEquals(1, tools.run(commandLine), () -> String.join(" ", commandLine) + tools.out());
        assertTrue(tools.err().startsWith("[ERROR] "), tools.err());
        assertEquals(1, tools.err().strip().lines().count(), tools.err());
        assertFalse(tools.err().contains("Exception"), tools.err());
    }

    @ParameterizedTest
    @EnumSource(WhisperTool.class)
    void everyToolIsFoundByBothNamesAndExplainsItself(WhisperTool tool) {
        assertEquals(tool, WhisperTool.find(tool.toolName()).orElseThrow());
        assertEquals(tool, WhisperTool.find(tool.programName()).orElseThrow());
        assertEquals(0, tools.run(tool.programName(), "--help"));
        assertTrue(tools.out().toLowerCase(Locale.ROOT).startsWith("usage: " + tool.programName()), tools.out());
        assertTrue(tools.out().contains("  -h, --help"), tools.out());
        assertTrue(tools.out().lines().allMatch(line -> line.length() <= 80 || line.startsWith("Usage")), tools.out());
        assertEquals(2, tools.run(tool.programName(), "--nosuch", "a", "b"));
        assertTrue(tools.err().contains(tool.programName() + ": error: no such "), tools.err());
    }

    @Test
    void otherNamesAreNoTools() {
        assertTrue(WhisperTool.find("whisper").isEmpty());
        assertTrue(WhisperTool.find("").isEmpty());
        assertTrue(WhisperTool.find("whisper-Info").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope.wsp", "folder.wsp", "text.wsp"})
    void aFileThatIsNoneIsOneLineOfError(String name) throws IOException {
        Files.createDirectories(folder.resolve("folder.wsp"));
        Files.writeString(folder.resolve("text.wsp"), "nothing of the kind, but longer than a header");
        tools.run("whisper-create", "a.wsp", "60:5");
        assertOneLineOfError("whisper-info", name);
        assertOneLineOfError("whisper-fetch", name);
        assertOneLineOfError("whisper-dump", name);
        assertOneLineOfError("whisper-update", name, "N:1");
        assertOneLineOfError("whisper-resize", name, "60:5");
        assertOneLineOfError("whisper-merge", name, "a.wsp");
        assertOneLineOfError("whisper-merge", "a.wsp", name);
        assertOneLineOfError("whisper-fill", "a.wsp", name);
        assertOneLineOfError("whisper-diff", name, "a.wsp");
        assertOneLineOfError("whisper-set-aggregation-method", name, "sum");
        assertOneLineOfError("whisper-set-xfilesfactor", name, "0.5");
        assertOneLineOfError("whisper-auto-update", name);
        assertOneLineOfError("rrd2whisper", name);
        assertOneLineOfError("whisper-create", "no/such/folder.wsp", "60:5");
    }

    @Test
    void aNameThatNoFileCanHaveIsOneLineOfError() {
        assertOneLineOfError("whisper-info", "a\0b");
        assertOneLineOfError("whisper-create", "new.wsp/", "60:5");
        assertFalse(Files.exists(folder.resolve("new.wsp")));
        tools.run("whisper-create", "a.wsp", "60:5");
        assertOneLineOfError("whisper-info", "a.wsp/");
        assertEquals("[ERROR] No file can have the name 'a.wsp/'\n", tools.err());
    }

    /** A script whose variable is not set; the folder that it stands in is not meant. */
    @Test
    void anEmptyNameIsOneLineOfError() throws IOException {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 60:6\n");
        Files.writeString(folder.resolve("corrupt.wsp"), "");
        tools.run("whisper-create", "a.wsp", "60:5");
        for (WhisperTool tool : WhisperTool.values()) {
            switch (tool) {
                case AUTO_RESIZE -> assertOneLineOfError(tool.programName(), "--doit", "", ".");
                case FIND_CORRUPT -> assertOneLineOfError(tool.programName(), "--delete-corrupt", "");
                case CREATE, RESIZE -> assertOneLineOfError(tool.programName(), "", "60:10");
                case FILL, MERGE, DIFF -> assertOneLineOfError(tool.programName(), "a.wsp", "");
                case SET_AGGREGATION_METHOD -> assertOneLineOfError(tool.programName(), "", "sum");
                case SET_XFILESFACTOR -> assertOneLineOfError(tool.programName(), "", "0.5");
                case UPDATE -> assertOneLineOfError(tool.programName(), "", "N:1");
                default -> assertOneLineOfError(tool.programName(), "");
            }
        }
        assertTrue(Files.exists(folder.resolve("corrupt.wsp")));
        assertEquals(28 + 5 * 12, Files.size(folder.resolve("a.wsp")));
    }

    @Test
    void anEmptyNameOfAFieldMeansAllOfThem() {
        tools.run("whisper-create", "a.wsp", "60:5");
        assertEquals(0, tools.run("whisper-info", "a.wsp"));
        String all = tools.out();
        assertEquals(0, tools.run("whisper-info", "a.wsp", ""));
        assertEquals(all, tools.out());
        assertEquals(1, tools.run("whisper-info", "a.wsp", " "));
    }

    @Test
    void aPointThatIsNoneIsNamedAndNothingIsStored() throws IOException {
        tools.run("whisper-create", "a.wsp", "60:5");
        byte[] before = Files.readAllBytes(folder.resolve("a.wsp"));
        for (String point : List.of("abc", "1:2:3", "x:1", "1500000000:x", "", "1500000000.5:1")) {
            assertOneLineOfError("whisper-update", "a.wsp", "1500000000:1", point);
            assertTrue(tools.err().contains("'" + point + "'"), tools.err());
        }
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("a.wsp")));
    }

    @Test
    void pointsFromStandardInputMayLackTheLastLineFeed() {
        tools.run("whisper-create", "a.wsp", "60:5");
        assertEquals(0, tools.reading("N:3\r\n1499999940:4").run("whisper-update", "a.wsp"), tools.err());
        tools.run("whisper-fetch", "--from=1499999900", "a.wsp");
        assertEquals("1499999940\t4.000000\n1500000000\t3.000000\n", tools.out());
    }

    @Test
    void nothingIsLeftOfAFileThatCannotBeMade() {
        assertOneLineOfError("whisper-create", "--xFilesFactor=2", "a.wsp", "60:5");
        assertOneLineOfError("whisper-create", "--aggregationMethod=most", "a.wsp", "60:5");
        assertOneLineOfError("whisper-create", "a.wsp", "60:5", "90:50");
        assertFalse(Files.exists(folder.resolve("a.wsp")));
    }

    @Test
    void aFileOfNoUseIsMadeAsByTheOriginalWithAWarning() {
        assertEquals(0, tools.run("whisper-create", "a.wsp", "60:0"));
        assertEquals("Created: a.wsp (28 bytes)\n", tools.out());
        assertTrue(tools.err().startsWith("[WARNING] a.wsp is of no use: An archive must have"), tools.err());
        assertOneLineOfError("whisper-update", "a.wsp", "N:1");
        assertOneLineOfError("whisper-fetch", "a.wsp");
        assertOneLineOfError("whisper-merge", "a.wsp", "a.wsp");
        assertOneLineOfError("whisper-diff", "a.wsp", "a.wsp");
        assertOneLineOfError("whisper-resize", "--silent", "a.wsp", "60:5");
        assertOneLineOfError("whisper-auto-update", "a.wsp");
        assertOneLineOfError("whisper-create", "b.wsp", "0:5s");
        assertOneLineOfError("whisper-create", "b.wsp", "0:5", "60:5");
        assertFalse(Files.exists(folder.resolve("b.wsp")));
        assertEquals(0, tools.run("whisper-create", "b.wsp", "60:5"));
        assertEquals("", tools.err());
        assertEquals(0, tools.run("whisper-set-aggregation-method", "b.wsp", "max", "nan"));
        assertEquals("[WARNING] b.wsp cannot be read any more: its xFilesFactor is no number\n", tools.err());
        assertOneLineOfError("whisper-info", "b.wsp");
    }

    @Test
    void aResizeShowsSizesOnlyIfQuietAndNothingIfSilent() {
        tools.run("whisper-create", "a.wsp", "60:5");
        assertEquals(0, tools.run("whisper-resize", "--quiet", "a.wsp", "60:10"));
        assertTrue(tools.out().startsWith("Old file: a.wsp (88 bytes"), tools.out());
        assertTrue(tools.out().contains("\nNew file: a.wsp (148 bytes"), tools.out());
        assertEquals(2, tools.out().lines().count());
        assertEquals(0, tools.run("whisper-resize", "--quiet", "--silent", "a.wsp", "60:20"));
        assertEquals("", tools.out() + tools.err());
    }

    @Test
    void aFetchOfAMillionPointsIsPrintedInOrder() {
        tools.run("whisper-create", "--sparse", "a.wsp", "1:1000000");
        tools.run("whisper-update", "a.wsp", "N:1");
        assertEquals(0, tools.run("whisper-fetch", "--from=0", "a.wsp"));
        assertEquals(1_000_000, tools.out().lines().count());
        assertTrue(tools.out().endsWith("1499999999\tNone\n1500000000\t1.000000\n"));
    }

    private int printingTo(OutputStream out, OutputStream err) {
        ToolContext context = new ToolContext(
                InputStream.nullInputStream(),
                new PrintStream(new StandardOutput(out), false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                folder,
                InstantSource.system(),
                ZoneOffset.UTC,
                80,
                "");
        return WhisperTool.FETCH.run(new String[] {"--help"}, context);
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void aToolWhoseReaderHasGoneEndsInSilence() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(141, printingTo(failing("Broken pipe"), err));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aToolThatCannotPrintSaysSo() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(1, printingTo(failing("No space left on device"), err));
        assertEquals("[ERROR] Cannot print: No space left on device\n", err.toString(StandardCharsets.UTF_8));
    }
}
