package plumbago.statsd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Replays packets, and compares what reaches Graphite at each flush. */
final class ScenarioGoldens {
    private final Path folder;

    ScenarioGoldens(Path folder) {
        this.folder = folder;
    }

    /** How many cases are as recorded; for each other one a sentence is added. */
    int replay(Path file, List<String> failures) throws Exception {
        int passed = 0;
        for (JsonNode scenario : new ObjectMapper().readTree(file.toFile()).get("cases")) {
            List<String> differences = new ArrayList<>();
            try {
                replay(scenario, differences);
            } catch (Exception | AssertionError e) {
                differences.add(e.toString());
            }
            if (differences.isEmpty()) {
                passed++;
            } else {
                failures.add(scenario.get("id").asText() + " ("
                        + scenario.get("title").asText() + "): " + String.join("; ", differences));
            }
        }
        return passed;
    }

    private void replay(JsonNode scenario, List<String> differences) throws Exception {
        try (GoldenServer server = new GoldenServer(folder, scenario.get("config"))) {
            int number = 0;
            for (JsonNode round : scenario.get("rounds")) {
                number++;
                List<byte[]> packets = new ArrayList<>();
                for (JsonNode packet : round.get("packets")) {
                    packets.add(bytes(packet));
                }
                List<String> lines = server.flushAfter(packets);
                compare(round, lines, "round " + number, differences);
            }
        }
    }

    static byte[] bytes(JsonNode packet) {
        return packet.isTextual()
                ? packet.asText().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(packet.get("base64").asText());
    }

    /** Lines and volatile names of a round against what came, as sets. */
    static void compare(JsonNode round, List<String> came, String where, List<String> differences) {
        JsonNode wanted = round.has("lines_of_new_software") ? round.get("lines_of_new_software") : round.get("lines");
        JsonNode volatileNames = round.get("volatile");
        Set<String> missing = new TreeSet<>();
        wanted.forEach(line -> missing.add(line.asText()));
        Set<String> further = new TreeSet<>();
        Set<String> volatileMissing = new TreeSet<>();
        if (volatileNames != null) {
            volatileNames.fieldNames().forEachRemaining(volatileMissing::add);
        }
        for (String line : came) {
            String name = line.substring(0, line.indexOf(' '));
            boolean isVolatile = volatileNames == null ? isOwn(name) : volatileNames.has(name);
            if (isVolatile) {
                volatileMissing.remove(name);
                checkNumber(volatileNames, name, line, round, differences);
            } else if (!missing.remove(line)) {
                further.add(line);
            }
        }
        if (!missing.isEmpty() || !further.isEmpty() || !volatileMissing.isEmpty()) {
            differences.add(where + " lacks " + missing + volatileMissing + ", and has besides " + further);
        }
    }

    /** How many metrics there were is told with the volatile ones. Where a case differs on purpose it does not hold. */
    private static void checkNumber(
            JsonNode volatileNames, String name, String line, JsonNode round, List<String> differences) {
        if (volatileNames != null
                && volatileNames.get(name).isNumber()
                && !round.has("lines_of_new_software")
                && !line.startsWith(name + ' ' + volatileNames.get(name).asText() + ' ')) {
            differences.add(line + " instead of " + volatileNames.get(name));
        }
    }

    /** Where the original ended, nothing was recorded of what changes from time to time. */
    private static boolean isOwn(String name) {
        return name.contains("statsd.numStats")
                || name.contains("statsd.graphiteStats")
                || name.contains("statsd.processing_time")
                || name.contains("statsd.timestamp_lag");
    }
}
