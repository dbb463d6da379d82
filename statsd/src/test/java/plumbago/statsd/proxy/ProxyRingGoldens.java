package plumbago.statsd.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Which node the original's proxy chose for keys, of nodes that are all up or of which one has been taken out. */
public final class ProxyRingGoldens {
    private final List<String> failures = new ArrayList<>();
    private int passed;

    private ProxyRingGoldens() {}

    /** Compares all cases of a file. */
    public static ProxyRingGoldens of(Path file) throws IOException {
        ProxyRingGoldens goldens = new ProxyRingGoldens();
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        for (JsonNode one : root.get("cases")) {
            List<String> wrong = wrong(one, root.get("keys"));
            if (wrong.isEmpty()) {
                goldens.passed++;
            } else {
                goldens.failures.add(
                        one.get("id").asText() + ": " + wrong.size() + " keys, the first: " + wrong.get(0));
            }
        }
        return goldens;
    }

    /** A sentence for each case that differs. */
    public static List<String> failures(Path file) throws IOException {
        return of(file).failures;
    }

    /** The same of cases that have been compared. */
    public List<String> failures() {
        return failures;
    }

    /** How many cases are as the original has them. */
    public int passed() {
        return passed;
    }

    private static List<String> wrong(JsonNode one, JsonNode keys) {
        List<ProxyNode> nodes = new ArrayList<>();
        for (JsonNode id : one.get("nodes")) {
            String text = id.asText();
            int colon = text.lastIndexOf(':');
            nodes.add(new ProxyNode(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), 1));
        }
        Cluster cluster = new Cluster(nodes, 10);
        for (ProxyNode node : nodes) {
            if (node.id().equals(one.path("removed").asText())) {
                cluster.remove(node, "as the case says");
            }
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            byte[] key = keys.get(i).asText().getBytes(UTF_8);
            OptionalInt expected = one.get("expect").get(i).isInt()
                    ? OptionalInt.of(one.get("expect").get(i).asInt())
                    : OptionalInt.empty();
            OptionalInt chosen = cluster.node(key, 0, key.length)
                    .map(node -> OptionalInt.of(nodes.indexOf(node)))
                    .orElse(OptionalInt.empty());
            if (!chosen.equals(expected)) {
                wrong.add("'" + keys.get(i).asText() + "' is for " + expected + ", not " + chosen);
            }
        }
        return wrong;
    }
}
