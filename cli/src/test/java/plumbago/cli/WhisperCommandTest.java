package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.AutoComplete;
import picocli.CommandLine;
import plumbago.cli.whisper.ToolContext;
import plumbago.cli.whisper.WhisperTool;

class WhisperCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ToolContext context() {
        PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new ToolContext(
                InputStream.nullInputStream(), both, both, folder, InstantSource.system(), ZoneOffset.UTC, 80, "");
    }

    private int execute(String... commandLine) {
        out.reset();
        return WhisperCommand.commandLine(this::context).execute(commandLine);
    }

    @Test
    void aToolGetsItsArgumentsAsTheyAre() {
        assertEquals(0, execute("create", "--xFilesF=0.25", "--", "-a.wsp", "60:5"));
        assertEquals("Created: -a.wsp (88 bytes)\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(0, execute("info", "--", "-a.wsp", "xFilesFactor"));
        assertEquals("0.25\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(1, execute("info", "b.wsp"));
        assertEquals(2, execute("info", "--nosuch"));
        assertEquals(0, execute("info", "-h"));
    }

    /** By its status and all that is printed, whichever way a tool is called. */
    @ParameterizedTest
    @EnumSource(WhisperTool.class)
    void aToolSaysTheSameOfOddArgumentsUnderItsOwnName(WhisperTool tool) {
        for (List<String> odd : List.of(
                List.<String>of(),
                List.of("--"),
                List.of("--", "--"),
                List.of(""),
                List.of("-"),
                List.of("--nosuch"),
                List.of("-q"),
                List.of("--json"),
                List.of("--until"),
                List.of("--nosuch", "a.wsp"),
                List.of("@a.wsp"),
                List.of("-h"),
                List.of("a.wsp", "b", "c", "d"))) {
            List<String> commandLine = new ArrayList<>(List.of(tool.toolName()));
            commandLine.addAll(odd);
            int status = execute(commandLine.toArray(String[]::new));
            String printed = out.toString(StandardCharsets.UTF_8);
            out.reset();
            assertEquals(tool.run(odd.toArray(String[]::new), context()), status, commandLine.toString());
            assertEquals(out.toString(StandardCharsets.UTF_8), printed, commandLine.toString());
            assertFalse(printed.contains("Exception"), printed);
            if (odd.isEmpty()) {
                assertTrue(status == 1 || status == 2, () -> tool + " ends with " + status);
                assertTrue(printed.toLowerCase(Locale.ROOT).startsWith("usage: " + tool.programName()), printed);
            }
        }
    }

    @Test
    void helpNamesEveryTool() {
        StringWriter help = new StringWriter();
        CommandLine group = Main.commandLine().getSubcommands().get("whisper");
        group.usage(new PrintWriter(help));
        for (WhisperTool tool : WhisperTool.values()) {
            assertTrue(help.toString().contains("  " + tool.toolName()), help.toString());
        }
    }

    @Test
    void completionNamesEveryTool() {
        String script = AutoComplete.bash("plumbago", Main.commandLine());
        for (WhisperTool tool : WhisperTool.values()) {
            assertTrue(script.contains(tool.toolName()), script);
        }
    }
}
