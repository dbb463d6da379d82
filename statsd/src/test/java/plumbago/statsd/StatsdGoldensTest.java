package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.statsd.proxy.ProxyRingGoldens;

/**
 * Replays what was recorded of the original: its packets, and what reached Graphite then; the management port; other ways in
 * and out; and the choices of the cluster proxy. Each configuration is imported as a user's would be. Another set of the same
 * form is replayed with {@code -Dplumbago.goldens.statsd=DIR}.
 */
class StatsdGoldensTest {
    @TempDir
    Path folder;

    @Test
    void allAreAnsweredAsByTheOriginal() throws Exception {
        Path goldens = folder();
        List<String> failures = new ArrayList<>();
        int passed = new ScenarioGoldens(folder).replay(goldens.resolve("scenarios.json"), failures);
        passed += new TransportGoldens(folder).replay(goldens.resolve("transports.json"), failures);
        passed += new ManagementGoldens(folder).replay(goldens.resolve("management.json"), failures);
        ProxyRingGoldens ring = ProxyRingGoldens.of(goldens.resolve("proxy-ring.json"));
        passed += ring.passed();
        failures.addAll(ring.failures());
        failures.forEach(System.out::println);
        System.out.println(passed + " passed, " + failures.size() + " failed");
        assertEquals(List.of(), failures);
        assertTrue(passed > 0, goldens + " holds nothing to replay");
    }

    private static Path folder() throws IOException {
        String given = System.getProperty("plumbago.goldens.statsd", "");
        Path folder = given.isEmpty() ? Path.of("src/test/resources/goldens/statsd") : Path.of(given);
        assertTrue(Files.isDirectory(folder), folder + " is no folder");
        return folder;
    }
}
