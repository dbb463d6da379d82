package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Holds the answer to a request against what the original's picture showed: texts, values, colours, order, shapes. */
public final class PictureCheck {
    private PictureCheck() {}

    /**
     * The differences, in words; none if the answer shows the same.
     *
     * @param type the answer's content type
     */
    public static List<String> differences(PictureCase asked, int status, String type, byte[] body) {
        JsonNode expected = asked.expected();
        Differences differences = new Differences();
        String plainType = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        try {
            String kind = expected.get("kind").asText();
            if (kind.equals("refused")) {
                if (status < 400) {
                    differences.say("expected a refusal, got " + status);
                }
            } else if (kind.equals("survive")) {
                survived(expected, status, plainType, body, differences);
            } else if (differences.same("status", expected.get("status").asInt(), status)
                    && differences.same(
                            "content type", expected.get("content_type").asText(), plainType)) {
                compare(kind, expected, body, differences);
            }
        } catch (IOException | RuntimeException e) {
            differences.say("cannot be read: " + e);
        }
        return differences.found();
    }

    private static void compare(String kind, JsonNode expected, byte[] body, Differences differences)
            throws IOException {
        switch (kind) {
            case "svg" -> new SvgCheck(expected, SvgPicture.read(body), differences).run();
            case "png" -> PngCheck.run(expected, body, differences);
            case "pdf" -> PdfCheck.run(expected, body, differences);
            default -> throw new IllegalArgumentException("svg, png or pdf was expected in the case, got " + kind);
        }
    }

    /** Where the original fell over, any answer will do that is no failure of the server. */
    private static void survived(JsonNode expected, int status, String type, byte[] body, Differences differences)
            throws IOException {
        if (status >= 500) {
            differences.say("status " + status);
        } else if (status == 200 && type.equals("image/svg+xml")) {
            SvgPicture svg = SvgPicture.read(body);
            if (expected.has("size")) {
                SvgCheck.size(differences, expected.get("size"), svg.width(), svg.height());
            }
            for (JsonNode text : expected.path("texts")) {
                if (svg.texts().stream().noneMatch(found -> found.text().equals(text.asText()))) {
                    differences.say("the text " + text + " is not in the picture");
                }
            }
        }
    }
}
