package plumbago.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends recorded requests to a server and holds its answers against the recorded ones. */
final class RecordedCases {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    RecordedCases(int port) {
        this.port = port;
    }

    /** What an answer differs in from the recorded one, or null. */
    String difference(JsonNode recorded) throws IOException, InterruptedException {
        Iterable<JsonNode> steps = recorded.has("steps") ? recorded.get("steps") : List.of(recorded);
        for (JsonNode step : steps) {
            String difference =
                    judge(step, send(step), recorded.path("shape_only").asBoolean());
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** Asks a recorded request. */
    HttpResponse<byte[]> send(JsonNode request) throws IOException, InterruptedException {
        boolean get = request.path("method").asText("GET").equals("GET");
        String query = form(get ? request.path("params") : request.path("query"));
        URI uri = URI.create(
                "http://127.0.0.1:" + port + request.get("path").asText() + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
        request.path("headers")
                .properties()
                .forEach(header ->
                        builder.header(header.getKey(), header.getValue().asText()));
        if (!get && request.has("json")) {
            builder.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            request.get("json").toString()));
        } else if (!get) {
            builder.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form(request.path("params"))));
        }
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String form(JsonNode parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach(pair -> pairs.add(URLEncoder.encode(pair.get(0).asText(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(pair.get(1).asText(), StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    private String judge(JsonNode step, HttpResponse<byte[]> answer, boolean shapeOnly) {
        JsonNode expected = step.get("expect");
        int status = answer.statusCode();
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (step.path("expect_note").asText().equals("error")) {
            return status >= 400 && status < 500 ? null : "expected a refusal, got " + status;
        }
        if (status != expected.path("status").asInt(status)) {
            return "expected " + expected.path("status") + ", got " + status + " " + text;
        }
        String type = answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
        String wantedType = expected.path("content_type").asText(type).replaceFirst(";.*", "");
        if (!type.equals(wantedType)) {
            return "expected the type " + wantedType + ", got " + type;
        }
        if (expected.has("magic")) {
            String head = java.util.HexFormat.of().formatHex(answer.body());
            return head.startsWith(expected.get("magic").asText()) ? null : "begins with " + head.substring(0, 16);
        }
        if (expected.has("pattern")) {
            return text.strip().matches(expected.get("pattern").asText()) ? null : "got " + text;
        }
        String kind = expected.path("kind").asText("any");
        if (kind.equals("any")) {
            return null;
        }
        if (kind.equals("empty")) {
            return text.isBlank() ? null : "expected nothing, got " + text;
        }
        try {
            JsonNode want = expected.get("body");
            JsonNode got = Decoders.decode(kind, answer.body());
            return new Comparison(expected, shapeOnly)
                    .difference(kind.equals("raw") ? Decoders.raw(want.asText()) : want, got, "body");
        } catch (IOException | RuntimeException e) {
            return "cannot be read as " + kind + ": " + e;
        }
    }
}
