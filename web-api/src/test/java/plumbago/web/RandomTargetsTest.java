package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks an installed graphite-web and Plumbago for the same nested targets and compares. {@code
 * -Dplumbago.targets=5000} asks for so many, {@code -Dplumbago.targets.seed} for others, and {@code
 * -Dplumbago.graphite=FOLDER} compares with the graphite-web whose sources lie in that folder, and {@code
 * -Dplumbago.targets.zone=Europe/Berlin} sets {@code TIME_ZONE} for both.
 */
final class RandomTargetsTest {
    private static final int DEPTH = 5;
    /** What graphite-web 1.1.8 has not, or what it does otherwise than later versions. */
    private static final Set<String> NOT_IN_1_1_8 = Set.of(
            "applyByNode",
            "compressPeriodicGaps",
            "lower",
            "movingAverage",
            "movingMax",
            "movingMedian",
            "movingMin",
            "movingSum",
            "movingWindow",
            "upper",
            "weightedAverage");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void answersAsTheInstalledGraphiteDoes(@TempDir Path folder) throws Exception {
        Optional<Path> elsewhere =
                Optional.ofNullable(System.getProperty("plumbago.graphite")).map(Path::of);
        assumeTrue(GraphiteWeb.isInstalled(), "skipped: Debian's package graphite-web is not installed");
        Path whisper = Files.createDirectories(folder.resolve("whisper"));
        Path state = Files.createDirectories(folder.resolve("state"));
        ConformanceFixture.unpack(whisper);
        int wanted = Integer.getInteger("plumbago.targets", 100);
        long seed = Long.getLong("plumbago.targets.seed", 1);
        RandomTargets targets = new RandomTargets(seed, elsewhere.isPresent() ? Set.of() : NOT_IN_1_1_8);
        SplittableRandom random = new SplittableRandom(~seed);
        List<String> differences = new ArrayList<>();
        String zone = System.getProperty("plumbago.targets.zone", "UTC");
        WebOptions settings = WebOptions.defaults().withZone(ZoneId.of(zone));
        try (WebServer server = FolderServer.of(whisper, 0, Clock.systemUTC(), settings);
                GraphiteWeb graphite = GraphiteWeb.start(whisper, state, elsewhere, Map.of("TIME_ZONE", zone))) {
            server.start();
            for (JsonNode request : ConformanceFixture.setUp()) {
                assertEquals(200, graphite.ask(request).get("status").asInt(), request.toString());
                assertEquals(200, send(server.port(), request).statusCode(), request.toString());
            }
            for (int i = 0; i < wanted; i++) {
                List<String> asked = new ArrayList<>(List.of(targets.next(1 + random.nextInt(DEPTH))));
                if (random.nextInt(10) == 0) {
                    asked.add(targets.next(1 + random.nextInt(DEPTH)));
                }
                ObjectNode request = request(asked, random);
                String difference = difference(request, graphite.ask(request), send(server.port(), request));
                if (difference != null) {
                    differences.add(request.get("params") + ": " + difference);
                }
            }
        }
        if (System.getProperty("plumbago.targets.report") != null) {
            Files.write(Path.of(System.getProperty("plumbago.targets.report")), differences);
        }
        assertEquals(List.of(), differences, differences.size() + " of " + wanted + " differ");
    }

    private static ObjectNode request(List<String> targets, SplittableRandom random) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", "POST").put("path", "/render");
        ArrayNode parameters = request.putArray("params");
        targets.forEach(target -> parameters.addArray().add("target").add(target));
        parameters.addArray().add("now").add("" + ConformanceFixture.NOW);
        parameters.addArray().add("noCache").add("true");
        String[] from = {"-5min", "-10min", "-1h", "-3h", "-6h", "-1d", "-2d", "-1h"};
        parameters.addArray().add("from").add(from[random.nextInt(from.length)]);
        if (random.nextInt(5) == 0) {
            parameters.addArray().add("until").add(random.nextBoolean() ? "-2min" : "-1min");
        }
        if (random.nextInt(8) == 0) {
            parameters.addArray().add("xFilesFactor").add(random.nextBoolean() ? "0.5" : "1");
        }
        if (random.nextInt(12) == 0) {
            String[] zones = {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney"};
            parameters.addArray().add("tz").add(zones[random.nextInt(zones.length)]);
        }
        String[] formats = {"pickle", "pickle", "pickle", "json", "json", "json", "json", "raw", "csv", "rickshaw"};
        String format = formats[random.nextInt(formats.length)];
        parameters.addArray().add("format").add(format);
        if (!format.equals("json")) {
            return request;
        }
        if (random.nextInt(2) == 0) {
            String[] most = {"1", "2", "7", "20", "100"};
            parameters.addArray().add("maxDataPoints").add(most[random.nextInt(most.length)]);
        }
        if (random.nextInt(8) == 0) {
            parameters.addArray().add("noNullPoints").add("true");
        }
        return request;
    }

    private HttpResponse<byte[]> send(int port, JsonNode request) throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>();
        request.path("params")
                .forEach(pair -> pairs.add(URLEncoder.encode(pair.get(0).asText(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(pair.get(1).asText(), StandardCharsets.UTF_8)));
        boolean isJson = request.has("json");
        return client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + port + request.get("path").asText()))
                        .header("Content-Type", isJson ? "application/json" : "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                isJson ? request.get("json").toString() : String.join("&", pairs)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String format(JsonNode request) {
        for (JsonNode pair : request.get("params")) {
            if (pair.get(0).asText().equals("format")) {
                String format = pair.get(1).asText();
                return format.equals("rickshaw") ? "json" : format;
            }
        }
        throw new IllegalArgumentException("no format: " + request);
    }

    private String difference(JsonNode request, JsonNode want, HttpResponse<byte[]> got) throws IOException {
        int status = want.get("status").asInt();
        String text = new String(got.body(), StandardCharsets.UTF_8);
        String brief = got.statusCode() == 200 ? "200" : got.statusCode() + " " + text;
        if (got.statusCode() != 200 && got.statusCode() != 400) {
            return "got " + brief;
        }
        // What the original ran out of time with, or stumbled over, has no answer to compare with.
        if (status == 599 || (status == 500 && !want.get("body").asText().startsWith("AssertionError"))) {
            return null;
        }
        if (status != 200) {
            return got.statusCode() == 400
                    ? null
                    : "expected " + status + " " + want.get("body").asText() + ", got " + brief;
        }
        if (got.statusCode() != 200) {
            return "expected 200, got " + brief;
        }
        String format = format(request);
        Comparison comparison =
                new Comparison(JsonNodeFactory.instance.objectNode().put("kind", format), false);
        JsonNode wanted = want.has("pickle")
                ? want.get("pickle")
                : Decoders.decode(format, want.get("body").asText().getBytes(StandardCharsets.UTF_8));
        return comparison.difference(wanted, Decoders.decode(format, got.body()), "body");
    }
}
