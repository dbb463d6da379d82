package plumbago.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One recorded scenario: calls of the original, what they returned, and the bytes of the files after each.
 *
 * <p>In a scenario that is marked as a defect of the original, other results and other bytes are taken as well, as long
 * as each is sane: an error of the library that leaves the files as they were, or files whose length is what their
 * header says, and a range of values of the length that it announces. What the library does instead is tested beside
 * the rest of its behaviour. Where the original stumbled over an impossible header in the middle of a write, the file may
 * also be as it was before.
 */
final class GoldenScenario {
    /** What Python itself reports when the original stumbles over an impossible header. */
    private static final Set<String> STUMBLES = Set.of("division-by-zero", "no-archive-selectable");

    private final JsonNode scenario;
    private final Path folder;
    private final boolean markedDefect;

    GoldenScenario(JsonNode scenario, Path folder) {
        this.scenario = scenario;
        this.folder = folder;
        this.markedDefect = scenario.hasNonNull("reference_defect");
    }

    /** Does all steps, and says where the outcome is another than the recorded one. */
    List<String> differences(Access access) throws IOException {
        List<String> differences = new ArrayList<>();
        GoldenSteps steps = new GoldenSteps(folder, access);
        int index = 0;
        for (JsonNode step : scenario.get("steps")) {
            Map<String, String> before = hashes(step);
            ObjectNode result = steps.perform(step);
            String where = scenario.get("id").textValue() + " step " + index + " ("
                    + step.get("op").textValue() + ")";
            JsonNode expected = step.get("expect");
            boolean right = contradictsItself(expected)
                    ? isWhatTheFileHolds(step, expected, result)
                    : same(expected, result) || (markedDefect && !contradictsItself(result));
            if (!right) {
                differences.add(where + ": expected " + expected + ", got " + result);
            }
            if (step.has("state")) {
                boolean stumbled = STUMBLES.contains(expected.path("kind").asText());
                compareFiles(where, step.get("state"), stumbled ? before : Map.of(), differences);
            }
            index++;
        }
        return differences;
    }

    private static boolean same(JsonNode expected, JsonNode result) {
        if (expected.has("error")) {
            String kind = expected.get("kind").textValue();
            String ours = result.path("kind").asText();
            return result.has("error") && (STUMBLES.contains(kind) || kind.equals(ours));
        }
        if (expected.isObject()) {
            if (expected.size() != result.size()) {
                return false;
            }
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                if (!result.has(field.getKey()) || !same(field.getValue(), result.get(field.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        if (expected.isArray()) {
            if (expected.size() != result.size()) {
                return false;
            }
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), result.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (expected.isNumber() && result.isNumber()) {
            // By bits: minus zero is not zero.
            return Double.doubleToLongBits(expected.doubleValue()) == Double.doubleToLongBits(result.doubleValue());
        }
        return expected.equals(result);
    }

    /** The original answers a range that is longer than the archive, or than what is left of it, with too few values. */
    private static boolean contradictsItself(JsonNode result) {
        if (!result.has("values")) {
            return false;
        }
        long seconds = result.get("end").longValue() - result.get("start").longValue();
        return result.get("values").size() * result.get("step").longValue() != seconds;
    }

    /** Where the recorded answer cannot be right, the bytes of the file tell what is. */
    private boolean isWhatTheFileHolds(JsonNode step, JsonNode expected, JsonNode result) throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve(step.get("file").textValue()));
        if (result.path("kind").asText().equals("truncated-points")) {
            return !hasLengthOfHeader(folder.resolve(step.get("file").textValue()));
        }
        if (contradictsItself(result)
                || !same(expected.get("end"), result.get("end"))
                || !same(expected.get("step"), result.get("step"))
                || result.get("start").longValue() < expected.get("start").longValue()) {
            return false;
        }
        Map<Long, Double> points = new HashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        for (int archive = 0; archive < bytes.getInt(12); archive++) {
            int info = 16 + 12 * archive;
            if (bytes.getInt(info + 4) == result.get("step").intValue()) {
                for (int i = 0; i < bytes.getInt(info + 8); i++) {
                    int at = bytes.getInt(info) + 12 * i;
                    points.put(Integer.toUnsignedLong(bytes.getInt(at)), bytes.getDouble(at + 4));
                }
            }
        }
        long time = result.get("start").longValue();
        for (JsonNode value : result.get("values")) {
            Double stored = points.get(time);
            if (stored == null ? !value.isNull() : !same(GoldenSteps.number(stored), value)) {
                return false;
            }
            time += result.get("step").longValue();
        }
        return true;
    }

    private Map<String, String> hashes(JsonNode step) throws IOException {
        Map<String, String> hashes = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : step.path("state").properties()) {
            Path file = folder.resolve(entry.getKey());
            if (Files.exists(file)) {
                hashes.put(entry.getKey(), sha256(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }

    /** @param mayBe hashes that are as right as the recorded ones, by file */
    private void compareFiles(String where, JsonNode state, Map<String, String> mayBe, List<String> differences)
            throws IOException {
        for (Map.Entry<String, JsonNode> entry : state.properties()) {
            Path file = folder.resolve(entry.getKey());
            JsonNode expected = entry.getValue();
            if (markedDefect && (!Files.exists(file) || hasLengthOfHeader(file))) {
                continue;
            }
            if (expected.isNull()) {
                if (Files.exists(file)) {
                    differences.add(where + ": there is a file " + entry.getKey());
                }
            } else if (!Files.exists(file)) {
                differences.add(where + ": there is no file " + entry.getKey());
            } else {
                String hash = sha256(Files.readAllBytes(file));
                if (!hash.equals(mayBe.get(entry.getKey()))
                        && !hash.equals(expected.path("sha256").asText())
                        && !hash.equals(expected.path("sha256_ascending").asText())) {
                    differences.add(where + ": the bytes of " + entry.getKey() + " differ, size " + Files.size(file)
                            + " and expected " + expected.get("size"));
                }
            }
        }
    }

    private static boolean hasLengthOfHeader(Path file) throws IOException {
        try {
            List<Archive> archives = WhisperFile.info(file).archives();
            return !archives.isEmpty() && archives.get(archives.size() - 1).end() == Files.size(file);
        } catch (WhisperException e) {
            return false;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
