package plumbago.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graphite-web that is installed on this machine, in a process of its own. Used by one thread. */
final class GraphiteWeb implements AutoCloseable {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path INSTALLED = Path.of("/usr/lib/python3/dist-packages/graphite");

    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private GraphiteWeb(Process process) {
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Whether Debian's graphite-web is installed. */
    static boolean isInstalled() {
        return Files.exists(PYTHON) && Files.isDirectory(INSTALLED);
    }

    /**
     * Starts one over a folder of Whisper files.
     *
     * @param state a folder for its database
     * @param elsewhere the folder of another graphite-web's sources, to be used in place of the installed one
     */
    static GraphiteWeb start(Path whisper, Path state, Optional<Path> elsewhere) throws IOException {
        Path script = state.resolve("graphite_web.py");
        try (InputStream in = GraphiteWeb.class.getResourceAsStream("graphite_web.py")) {
            Files.copy(in, script);
        }
        List<String> command =
                new ArrayList<>(List.of(PYTHON.toString(), script.toString(), whisper.toString(), state.toString()));
        elsewhere.ifPresent(folder -> command.add(folder.toString()));
        Path log = state.resolve("stderr");
        GraphiteWeb started = new GraphiteWeb(
                new ProcessBuilder(command).redirectError(log.toFile()).start());
        if (!"ready".equals(started.answers.readLine())) {
            started.close();
            throw new IOException("graphite-web does not start: " + Files.readString(log));
        }
        return started;
    }

    /** The same as the head of a cluster, or otherwise with settings of its own. */
    static GraphiteWeb start(Path whisper, Path state, Optional<Path> elsewhere, Map<String, Object> settings)
            throws IOException {
        Files.write(state.resolve("settings.json"), new ObjectMapper().writeValueAsBytes(settings));
        return start(whisper, state, elsewhere);
    }

    /** What it answers: {@code status}, and {@code body} or {@code pickle}. */
    JsonNode ask(JsonNode request) throws IOException {
        requests.write(json.writeValueAsString(request));
        requests.newLine();
        requests.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("graphite-web ended at " + request);
        }
        return json.readTree(line);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
