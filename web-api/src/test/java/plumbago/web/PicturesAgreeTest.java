package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.web.graph.battery.PictureAgreement;
import plumbago.web.graph.battery.PictureCase;

/** Asks for the same pictures as SVG, PNG and PDF, and expects the same at the same places in all three. */
final class PicturesAgreeTest {
    /** Requests of each kind of picture: these, as they are recorded for SVG. */
    private static final Set<String> ASKED = Set.of(
            "areaBetween.03",
            "areaMode.01",
            "areaMode.05",
            "areaMode.07",
            "areaMode.14",
            "areaMode.15",
            "color.background.01",
            "color.foreground.03",
            "dashed.01",
            "font.03",
            "font.09",
            "hide.09",
            "infinite.08",
            "legend.05",
            "legend.16",
            "lineWidth.08",
            "log.01",
            "pie.01",
            "pie.36",
            "secondYAxis.03",
            "stacked.03",
            "template.08",
            "title.02",
            "title.10",
            "yaxis.side.04",
            "data.02");

    private static final Map<String, String> TYPES =
            Map.of("svg", "image/svg+xml", "png", "image/png", "pdf", "application/x-pdf");

    @Test
    void formatsShowTheSame(@TempDir Path folder) throws Exception {
        List<String> failures = new ArrayList<>();
        List<PictureCase> cases = PicturesTest.cases().stream()
                .filter(asked -> ASKED.contains(asked.id()))
                .toList();
        assertEquals(ASKED.size(), cases.size());
        try (WebServer server = PicturesTest.server(folder)) {
            RecordedCases requests = new RecordedCases(server.port());
            for (PictureCase asked : cases) {
                if (!PicturesTest.chosen(asked)) {
                    continue;
                }
                try {
                    List<String> differences = PictureAgreement.differences(
                            picture(requests, asked, "svg"),
                            picture(requests, asked, "png"),
                            picture(requests, asked, "pdf"));
                    differences.forEach(difference -> failures.add(asked + " " + asked.summary() + ": " + difference));
                } catch (IOException e) {
                    failures.add(asked + " " + asked.summary() + ": " + e.getMessage());
                }
            }
        }
        failures.forEach(System.out::println);
        assertEquals(List.of(), failures);
    }

    private static byte[] picture(RecordedCases requests, PictureCase asked, String format)
            throws IOException, InterruptedException {
        ObjectNode request = asked.request().deepCopy();
        ArrayNode parameters = request.putArray("params");
        for (JsonNode pair : asked.request().get("params")) {
            if (!pair.get(0).asText().equals("format")) {
                parameters.add(pair);
            }
        }
        parameters.addArray().add("format").add(format);
        HttpResponse<byte[]> answer = requests.send(request);
        String type = answer.headers().firstValue("content-type").orElse("none");
        if (answer.statusCode() != 200 || !type.startsWith(TYPES.get(format))) {
            throw new IOException(format + ": expected 200 and " + TYPES.get(format) + ", got " + answer.statusCode()
                    + " and " + type);
        }
        return answer.body();
    }
}
