package plumbago.cli.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One run of a tool that was recorded: what it found, was told, printed and left behind. */
final class RecordedRun {
    private static final String BIN = "/usr/bin";

    private final JsonNode record;
    private final Path folder;

    RecordedRun(JsonNode record, Path folder) {
        this.record = record;
        this.folder = folder;
    }

    /** Runs the tool, and says what first was not as recorded; null if nothing was. */
    String difference() throws IOException {
        for (Map.Entry<String, JsonNode> file : record.path("files").properties()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, Base64.getDecoder().decode(file.getValue().asText()));
        }
        ToolRun run = new ToolRun(folder)
                .at(record.get("now").asLong())
                .in(record.path("env").path("TZ").asText("UTC"))
                .shownIn(BIN)
                .reading(record.path("stdin").asText());
        int status = run.run(StreamSupport.stream(record.get("argv").spliterator(), false)
                .map(JsonNode::asText)
                .map(this::substituted)
                .toArray(String[]::new));
        String difference = status(status, run);
        if (difference == null) {
            difference = output(run);
        }
        return difference == null ? files() : difference;
    }

    private String substituted(String text) {
        return text.replace("{CWD}", folder.toString()).replace("{BIN}", BIN);
    }

    private String status(int status, ToolRun run) {
        int recorded = record.get("exit").asInt();
        return (status == 0) == (recorded == 0) ? null : "status " + status + ", not " + recorded + ": " + run.err();
    }

    private String output(ToolRun run) {
        String recorded = substituted(record.get("stdout").asText());
        String both = run.out() + run.err();
        boolean failed = record.get("exit").asInt() != 0;
        String recordedErrors = record.path("stderr_contains").toString();
        if ((recorded + recordedErrors).toLowerCase(Locale.ROOT).contains("usage:")) {
            return both.toLowerCase(Locale.ROOT).contains("usage") ? null : "no usage: " + both;
        }
        if (record.path("traceback").asBoolean()) {
            boolean oneLine = run.err().indexOf('\n') == run.err().length() - 1;
            return failed && (run.err().isBlank() || !oneLine) ? "no single line of error: " + run.err() : null;
        }
        if (!record.has("volatile") && !sorted(recorded).equals(sorted(run.out()))) {
            return "printed " + run.out() + "and not " + recorded;
        }
        return failed && both.isBlank() ? "an error without a word" : null;
    }

    /** A resize runs as a process of its own in the original, and its lines may come at any time between the others. */
    private String sorted(String output) {
        if (!record.get("argv").get(0).asText().equals("whisper-auto-resize")) {
            return output;
        }
        String[] lines = output.split("\n");
        Arrays.sort(lines);
        return String.join("\n", lines);
    }

    private String files() throws IOException {
        for (Map.Entry<String, JsonNode> file : record.path("files_after").properties()) {
            Path path = folder.resolve(file.getKey());
            JsonNode wanted = file.getValue();
            byte[] found = Files.exists(path) ? Files.readAllBytes(path) : null;
            String wrong = null;
            if (wanted.isNull()) {
                wrong = found == null ? null : "should not be there";
            } else if (found == null) {
                wrong = "is missing";
            } else if (wanted.isTextual()) {
                byte[] before = Base64.getDecoder()
                        .decode(record.path("files").path(file.getKey()).asText());
                wrong = Arrays.equals(found, before) ? null : "has changed";
            } else if (found.length != wanted.get("size").asInt()) {
                wrong = "has " + found.length + " bytes, not " + wanted.get("size");
            } else if (!isSame(found, wanted)) {
                wrong = "has other bytes";
            }
            if (wrong != null) {
                return "the file " + file.getKey() + " " + wrong;
            }
        }
        return null;
    }

    /** The place of points in a new archive may depend on the order of a set in the original; the points may not. */
    private static boolean isSame(byte[] found, JsonNode wanted) {
        String hash = sha256(found);
        return hash.equals(wanted.path("sha256").asText())
                || hash.equals(wanted.path("sha256_ascending").asText())
                || WhisperBytes.canonicalHash(found)
                        .equals(wanted.path("canonical_sha256").asText());
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
