package plumbago.carbon.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.admin.AdminRule;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.receiver.FuzzQueues;

/** Debian's graphite-web asks the query port. Skipped where it is not installed. */
@Timeout(600)
class GraphiteWebTest {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path folder;

    private final FuzzQueues queues = new FuzzQueues();

    private static boolean isInstalled() {
        try {
            return Files.isExecutable(Path.of(PYTHON))
                    && new ProcessBuilder(PYTHON, "-c", "import graphite, django, whisper")
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private void accept(String metric, long timestamp, double value) {
        queues.queues().intake().accept(TestBatch.of(metric, timestamp, value));
    }

    @Test
    void findsWhatWaits() throws Exception {
        assumeTrue(isInstalled(), "graphite-web is not installed; `apt-get install graphite-web` brings it");
        accept("a.b", 1_500_000_000, 1);
        accept("a.b", 1_500_000_060, 2);
        accept("a.b", 1_500_000_000, 9);
        accept("caf\u00e9;x=y", 4_000_000_000L, -0.5);
        try (Transport transport = new Transport(1);
                QueryListener listener = new QueryListener(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        transport,
                        ListenerOptions.open(),
                        queues.queues().reader(),
                        new Metadata(new OneMethod()),
                        AdminRule.ofThisMachine(),
                        queues.counters(),
                        () -> 0,
                        1 << 20,
                        new UnfinishedQuota(1 << 20, FlowControl.NONE, System::nanoTime),
                        false)) {
            JsonNode answers = ask(listener.port(), "a.b", "caf\u00e9;x=y");
            assertEquals(
                    "[[1500000000,9.0],[1500000060,2.0]]", answers.get("one").toString());
            assertEquals(answers.get("one"), answers.get("again"));
            assertEquals("[[4000000000,-0.5]]", answers.get("other").toString());
            assertEquals("average", answers.get("method").asText());
            assertEquals("average", answers.get("set").get("old_value").asText());
            assertEquals("max", answers.get("then").asText());
        }
    }

    private JsonNode ask(int port, String metric, String other) throws Exception {
        Path script = folder.resolve("ask.py");
        try (InputStream in = GraphiteWebTest.class.getResourceAsStream("ask_as_graphite_web.py")) {
            Files.copy(in, script);
        }
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder python = new ProcessBuilder(
                        PYTHON, script.toString(), folder.toString(), Integer.toString(port), metric, other)
                .redirectError(errors.toFile());
        python.environment().put("PYTHONUTF8", "1");
        python.environment().put("LC_ALL", "C.UTF-8");
        Process process = python.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> {
            try {
                return Files.readString(errors);
            } catch (IOException e) {
                return e.toString();
            }
        });
        return new ObjectMapper().readTree(output.substring(output.strip().lastIndexOf('\n') + 1));
    }
}
