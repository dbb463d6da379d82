package plumbago.statsd.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleBackendTest {
    private static final long SECONDS = 1_795_325_866;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    /** The text that was recorded of the original, but for its date. */
    @Test
    void printsWhatTheOriginalPrints() throws Exception {
        try (ConsoleBackend backend = new ConsoleBackend(out, false, ZoneId.of("UTC"), 7)) {
            backend.flush(metrics());
        }
        assertEquals(
                recorded().replace("at {DATE}", "at  Sun Nov 22 2026 05:37:46 GMT+0000 (Coordinated Universal Time)"),
                bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void datesAreThoseOfTheZone() {
        ConsoleBackend backend = new ConsoleBackend(out, false, ZoneId.of("Europe/Berlin"), 7);
        backend.flush(new GivenMetrics(SECONDS));
        backend.flush(new GivenMetrics(1_785_325_866));
        assertEquals("""
                Flushing stats at  Sun Nov 22 2026 06:37:46 GMT+0100 (Central European Standard Time)
                {}
                Flushing stats at  Wed Jul 29 2026 13:51:06 GMT+0200 (Central European Summer Time)
                {}
                """, bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void prettyIsDeeperAndInColours() {
        ConsoleBackend backend = new ConsoleBackend(out, true, ZoneId.of("UTC"), 7);
        backend.flush(new GivenMetrics(SECONDS)
                .with("timer_data", Map.of("t", Map.of("histogram", Map.of("bin_1", Map.of("a", 1))))));
        assertTrue(
                bytes.toString(StandardCharsets.UTF_8).contains("bin_1: { a: \u001b[33m1\u001b[39m }"),
                bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void statusHasTheOriginalsNames() {
        ConsoleBackend backend = new ConsoleBackend(out, false, ZoneId.of("UTC"), 7);
        List<String> lines = new ArrayList<>();
        backend.status((statistic, value) -> lines.add(backend.name() + "." + statistic + ": " + value));
        assertEquals(List.of("console.lastFlush: 7", "console.lastException: 7"), lines);
    }

    private static GivenMetrics metrics() {
        Map<String, Object> timer = new LinkedHashMap<>();
        timer.put("count_90", 3);
        timer.put("mean_90", 206.83333333333334);
        timer.put("upper_90", 320);
        timer.put("sum_90", 620.5);
        timer.put("sum_squares_90", 152600.25);
        timer.put("std", 89.92620431343815);
        timer.put("upper", 320);
        timer.put("lower", 100);
        timer.put("count", 12);
        timer.put("count_ps", 1.2);
        timer.put("sum", 620.5);
        timer.put("sum_squares", 152600.25);
        timer.put("mean", 206.83333333333334);
        timer.put("median", 200.5);
        return new GivenMetrics(SECONDS)
                .with("counters", counters(0, 11, 11, 5))
                .with("timers", Map.of("glork", List.of(100, 200.5, 320)))
                .with("gauges", Map.of("gaugor", 327))
                .with("timer_data", Map.of("glork", timer))
                .with("counter_rates", counters(0, 1.1, 1.1, 0.5))
                .with("sets", Map.of("uniques", List.of("765", "766")))
                .with("pctThreshold", List.of(90));
    }

    private static Map<String, Object> counters(double bad, double packets, double metrics, double gorets) {
        Map<String, Object> counters = new LinkedHashMap<>();
        counters.put("statsd.bad_lines_seen", bad);
        counters.put("statsd.packets_received", packets);
        counters.put("statsd.metrics_received", metrics);
        counters.put("gorets", gorets);
        return counters;
    }

    private static String recorded() throws IOException {
        try (InputStream in = ConsoleBackendTest.class.getResourceAsStream("/goldens/statsd/transports.json")) {
            for (JsonNode one : new ObjectMapper().readTree(in).get("cases")) {
                if (one.has("stdout")) {
                    return one.get("stdout").asText();
                }
            }
        }
        throw new IOException("no text was recorded");
    }
}
