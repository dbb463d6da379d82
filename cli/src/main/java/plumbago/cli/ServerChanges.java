package plumbago.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbago.carbon.housekeeping.Outcome;

/** Has a running server change its metrics, over HTTP. */
final class ServerChanges implements MetricChanges {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String server;
    private final Optional<String> token;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client;

    /**
     * @param server such as {@code http://127.0.0.1:8080}
     * @param token what opens it; empty to go without
     * @param client asks it
     */
    ServerChanges(String server, Optional<String> token, HttpClient client) {
        this.client = client;
        this.token = token;
        this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    }

    @Override
    public Outcome matching(String pattern) throws IOException {
        return ask("/admin/metrics/delete", asking(true).put("query", pattern));
    }

    @Override
    public Outcome delete(List<String> metrics, boolean dryRun) throws IOException {
        return ask("/admin/metrics/delete", asking(dryRun, metrics));
    }

    @Override
    public Outcome expired(String pattern, String age) throws IOException {
        return ask("/admin/metrics/expire", asking(true).put("query", pattern).put("age", age));
    }

    @Override
    public Outcome expire(List<String> metrics, String age) throws IOException {
        return ask("/admin/metrics/expire", asking(false, metrics).put("age", age));
    }

    @Override
    public Outcome rename(String from, String to, boolean dryRun) throws IOException {
        return ask("/admin/metrics/rename", asking(dryRun).put("from", from).put("to", to));
    }

    @Override
    public Outcome applySchema(List<String> metrics) throws IOException {
        return ask("/admin/schema/apply", asking(false, metrics));
    }

    private ObjectNode asking(boolean dryRun) {
        return json.createObjectNode().put("dryRun", dryRun);
    }

    private ObjectNode asking(boolean dryRun, List<String> metrics) {
        ObjectNode asking = asking(dryRun);
        metrics.forEach(asking.putArray("names")::add);
        return asking;
    }

    private Outcome ask(String path, ObjectNode asking) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(asking)));
        token.ifPresent(one -> builder.header("Authorization", "Bearer " + one));
        HttpRequest request = builder.build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException(
                    "another process has the data folder, and there is no server at " + server
                            + "; name the server's address with --server URL",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        JsonNode answer = json.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new IOException(server + " answered " + response.statusCode() + ": "
                    + answer.path("error").asText());
        }
        List<String> done = new ArrayList<>();
        answer.path("done").forEach(name -> done.add(name.asText()));
        Map<String, String> failed = new LinkedHashMap<>();
        answer.path("failed")
                .forEach(one ->
                        failed.put(one.path("name").asText(), one.path("reason").asText()));
        return new Outcome(done, List.of(), failed);
    }

    @Override
    public void close() {
        // The connections end with the process.
    }
}
