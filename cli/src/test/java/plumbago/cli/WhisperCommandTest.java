package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;
import plumbago.cli.whisper.ToolContext;
import plumbago.cli.whisper.WhisperTool;

class WhisperCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int execute(String... commandLine) {
        out.reset();
        PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
        ToolContext context = new ToolContext(
                InputStream.nullInputStream(), both, both, folder, InstantSource.system(), ZoneOffset.UTC, 80, "");
        return WhisperCommand.commandLine(() -> context).execute(commandLine);
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
