package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.web.render.function.Catalogue;
import plumbago.web.render.function.Parameter;
import plumbago.web.render.function.RenderFunction;

/**
 * Hands every parameter of every function what it is not made for. The answer is one that a client can use: series, or
 * 400 and a sentence that names the function, and nothing that takes long.
 */
final class BadArgumentsTest {
    private static final String SERIES = "edge.{ints,gaps}";
    private static final List<String> NONSENSE = List.of(
            "0",
            "-1",
            "7",
            "1.5",
            "1e308",
            "-1e308",
            "1e-308",
            "2147483647",
            "-2147483648",
            "9223372036854775807",
            "99999999999999999999",
            "'nan'",
            "'inf'",
            "inf",
            "none",
            "true",
            "false",
            "''",
            "' '",
            "'x'",
            "'1e999'",
            "'-'",
            "'[('",
            "'((a+)+)+$'",
            "'\\\\99'",
            "'%'",
            "'%s%d%f%n'",
            "'1s'",
            "'0s'",
            "'99999999999d'",
            "'-5min'",
            "'Ω\\u0000'",
            "'" + "y".repeat(5000) + "'",
            "edge.ints",
            "edge.nulls",
            "no.such.metric",
            "edge.step*",
            "mapSeries(edge.step*,1)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final List<String> problems = new ArrayList<>();

    @Test
    void everyFunctionRefusesNonsense(@TempDir Path folder) throws Exception {
        ConformanceFixture.unpack(folder);
        try (WebServer server = FolderServer.of(folder, 0, Clock.systemUTC())) {
            server.start();
            for (RenderFunction function : Catalogue.standard().all()) {
                for (String target : targets(function)) {
                    assertTimeoutPreemptively(
                            Duration.ofMinutes(10), () -> ask(server.port(), function.name(), target), target);
                }
            }
        }
        assertEquals(List.of(), problems, problems.size() + " problems");
    }

    private static List<String> targets(RenderFunction function) {
        List<Parameter> parameters = function.parameters();
        List<String> targets = new ArrayList<>();
        targets.add(function.name() + "()");
        targets.add(call(function, parameters.size(), -1, "") + "|" + function.name() + "()");
        targets.add(function.name() + "(" + SERIES + ",unknown=1)");
        targets.add(function.name() + "(" + (SERIES + ",").repeat(40) + SERIES + ")");
        for (int n = 1; n <= parameters.size(); n++) {
            targets.add(call(function, n, -1, ""));
        }
        for (int wrong = 0; wrong < parameters.size(); wrong++) {
            for (String value : NONSENSE) {
                targets.add(call(function, parameters.size(), wrong, value));
            }
        }
        return targets;
    }

    /** A call with so many arguments that make sense, but for one. */
    private static String call(RenderFunction function, int arguments, int wrong, String value) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < arguments; i++) {
            written.add(i == wrong ? value : sensible(function.parameters().get(i)));
        }
        return function.name() + "(" + String.join(",", written) + ")";
    }

    private static String sensible(Parameter parameter) {
        if (!parameter.options().isEmpty()) {
            return "'" + parameter.options().get(parameter.options().size() - 1) + "'";
        }
        return switch (parameter.type()) {
            case SERIES_LIST, ANY -> SERIES;
            case SERIES_LISTS -> "mapSeries(" + SERIES + ",1)";
            case BOOLEAN -> "true";
            case FLOAT, INTEGER, INT_OR_INF, NODE -> "1";
            case INT_OR_INTERVAL, INTERVAL -> "'1min'";
            case NODE_OR_TAG -> "1";
            case TAG -> "'name'";
            case DATE -> "'1699999900'";
            case AGG_FUNC, AGG_OR_SERIES_FUNC -> "'sum'";
            case STRING -> "'x'";
        };
    }

    private void ask(int port, String function, String target) throws Exception {
        String form = "format=json&from=-10min&now=" + ConformanceFixture.NOW + "&target="
                + URLEncoder.encode(target, StandardCharsets.UTF_8);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/render"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String brief = target.length() > 200 ? target.substring(0, 200) + "…" : target;
        JsonNode body;
        try {
            body = json.readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            problems.add(brief + ": no JSON");
            return;
        }
        if (answer.statusCode() == 200) {
            if (!body.isArray()) {
                problems.add(brief + ": no list");
            }
        } else if (answer.statusCode() != 400) {
            problems.add(brief + ": status " + answer.statusCode());
        } else {
            String sentence = body.path("error").asText();
            String said = sentence.replaceFirst("\\(target: .*", "");
            if (!said.contains(function) && !said.contains("mapSeries")) {
                problems.add(brief + ": does not name the function: " + said);
            }
        }
    }
}
