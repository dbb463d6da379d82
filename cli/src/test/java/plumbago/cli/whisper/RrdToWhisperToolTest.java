package plumbago.cli.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RrdToWhisperToolTest {
    @TempDir
    Path folder;

    private ToolRun tools;

    @BeforeEach
    void setUp() throws IOException {
        tools = new ToolRun(folder);
        try (var in = RrdToWhisperToolTest.class.getResourceAsStream("rrd/two-sources.rrd")) {
            Files.copy(in, folder.resolve("a.rrd"));
        }
    }

    @Test
    void makesAFileOfEachDataSource() {
        assertEquals(0, tools.run("rrd2whisper", "a.rrd"), tools.err());
        assertEquals("""
                Created: a_in.wsp (184 bytes) with archives: 60:8,300:4
                Migrating data
                 migrating 2 datapoints from archive 1
                 migrating 8 datapoints from archive 0
                Created: a_out.wsp (184 bytes) with archives: 60:8,300:4
                Migrating data
                 migrating 2 datapoints from archive 1
                 migrating 8 datapoints from archive 0
                """, tools.out());
        // A row that ends at a time is the point that begins a step before.
        tools.run("whisper-fetch", "--from=1499999640", "a_in.wsp");
        assertEquals("""
                1499999700\t49.000000
                1499999760\t49.000000
                1499999820\t64.000000
                1499999880\t81.000000
                1499999940\t100.000000
                1500000000\tNone
                """, tools.out());
        tools.run("whisper-info", "a_in.wsp", "xFilesFactor");
        assertEquals("0.30000001192092896\n", tools.out());
    }

    @Test
    void otherWaysOfConsolidationBecomeThatMethod() {
        assertEquals(0, tools.run("rrd2whisper", "--aggregationMethod=max", "--xFilesFactor=0.25", "a.rrd"));
        tools.run("whisper-info", "a_in.wsp");
        assertTrue(tools.out().startsWith("aggregationMethod: max\nmaxRetention: 240\nxFilesFactor: 0.25\n"));
        assertEquals(1, tools.run("rrd2whisper", "--aggregationMethod=min", "a.rrd"));
        assertTrue(tools.err().contains("MIN"), tools.err());
    }

    @Test
    void theDestinationIsMadeIfNeeded() {
        assertEquals(0, tools.run("rrd2whisper", "--destinationPath=x/y", "a.rrd"));
        assertTrue(Files.exists(folder.resolve("x/y/a_out.wsp")));
        assertFalse(Files.exists(folder.resolve("a_out.wsp")));
    }

    @Test
    void whatIsNoRrdIsRefused() throws IOException {
        Files.writeString(folder.resolve("text.rrd"), "nothing of the kind");
        assertEquals(1, tools.run("rrd2whisper", "text.rrd"));
        assertEquals(1, tools.err().lines().count());
        assertEquals(1, tools.run("rrd2whisper", "nope.rrd"));
        assertTrue(tools.err().contains("nope.rrd' does not exist"), tools.err());
        assertEquals(1, tools.run("rrd2whisper"));
        assertTrue(tools.out().startsWith("Usage: rrd2whisper"), tools.out());
    }

    @Test
    void anExistingFileIsNotTouched() throws IOException {
        Files.writeString(folder.resolve("a_in.wsp"), "mine");
        assertEquals(1, tools.run("rrd2whisper", "a.rrd"));
        assertEquals("mine", Files.readString(folder.resolve("a_in.wsp")));
    }
}
