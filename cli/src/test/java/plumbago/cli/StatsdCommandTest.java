package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsdCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheSectionAndWarnsOfTheRest() throws Exception {
        Path file = Files.writeString(
                folder.resolve("config.js"),
                "{ port: 8125, address: '10.0.0.1', mgmt_address: '127.0.0.1', prefixStats: f() }");
        assertEquals(0, execute(file));
        assertEquals("""
                [statsd]
                port = 8125
                address = 10.0.0.1
                mgmt_address = 127.0.0.1
                # prefixStats: no code is run: write what f() gives, as in prefixStats = ...
                # the original takes the types h and d of DogStatsD for counters; True has them be timers, and more
                dogstatsd = False
                """, out.toString());
        assertEquals(
                "warning: " + file
                        + ", line 1: prefixStats: no code is run: write what f() gives, as in prefixStats = ...\n",
                err.toString());
    }

    @Test
    void endsWithTwoForWhatCannotBeRead() throws Exception {
        assertEquals(2, execute(folder.resolve("nosuch.js")));
        assertTrue(err.toString().contains("no such file"), err.toString());
        assertEquals(2, execute(Files.writeString(folder.resolve("config.js"), "{ a: ")));
        assertEquals("", out.toString());
    }

    private int execute(Path file) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("statsd", "import", file.toString());
    }
}
