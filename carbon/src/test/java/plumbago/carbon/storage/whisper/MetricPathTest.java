package plumbago.carbon.storage.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumbago.carbon.storage.MetricName;

class MetricPathTest {
    @Test
    void pathsAreThoseOfCarbon() {
        assertEquals("a/b/c.wsp", MetricPath.of("a.b.c", true));
        assertEquals(
                "_tagged/81e/2f5/81e2f530462430f177b8713d2a3507d3b0cd2df5ec039aef399b7c3242a56dc3.wsp",
                MetricPath.of("a;b=c", true));
        assertEquals("_tagged/862/8df/a_DOT_b;c_DOT_d=e_DOT_f.wsp", MetricPath.of("a.b;c.d=e.f", false));
    }

    @Test
    void noNameLeadsOutOfTheDataFolder() {
        Path folder = Path.of("/data/whisper");
        SplittableRandom random = new SplittableRandom(4);
        String alphabet = "ab./.\\;=~{}\"\0\n\u00e9*";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String metric = MetricName.metricFor(name.toString()).orElse(null);
            if (metric != null) {
                for (boolean hash : new boolean[] {true, false}) {
                    Path path = folder.resolve(MetricPath.of(metric, hash));
                    assertTrue(path.equals(path.normalize()) && path.startsWith(folder), () -> name + " -> " + path);
                }
                assertEquals(Optional.of(metric), MetricName.metricFor(metric), "a metric's name means itself");
            }
        }
    }
}
