package plumbago.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The original library in a process of its own, which does what it is told until it is closed. */
final class OriginalWhisper implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer calls;
    private final BufferedReader answers;

    private OriginalWhisper(Process process) {
        this.process = process;
        this.calls = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Whether the interpreter finds the library. */
    static boolean isInstalled(String python) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", "import whisper")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static OriginalWhisper start(String python, Path folder) throws IOException {
        Path script = folder.resolve("peer.py");
        try (InputStream source = OriginalWhisper.class.getResourceAsStream("/whisper_peer.py")) {
            Files.copy(source, script);
        }
        return new OriginalWhisper(new ProcessBuilder(python, script.toString())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    static ObjectNode call(String operation, Path file) {
        return JSON.createObjectNode().put("op", operation).put("file", file.toString());
    }

    /** Does one call, and returns an object with {@code result} or {@code error}. */
    JsonNode answer(ObjectNode call, long now) {
        try {
            calls.write(JSON.writeValueAsString(call.put("now", now)) + "\n");
            calls.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("the original library ended at " + call);
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        calls.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
