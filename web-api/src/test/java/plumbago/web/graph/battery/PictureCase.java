package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request of a picture, with what the original's showed. */
public final class PictureCase {
    private final JsonNode recorded;

    private PictureCase(JsonNode recorded) {
        this.recorded = recorded;
    }

    /**
     * Reads cases, one JSON object a line.
     *
     * @param gzipped them, compressed; closed by the caller
     */
    public static List<PictureCase> read(InputStream gzipped) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<PictureCase> cases = new ArrayList<>();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(gzipped), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            cases.add(new PictureCase(json.readTree(line)));
        }
        return cases;
    }

    /** The area with a number in it. */
    public String id() {
        return recorded.get("id").asText();
    }

    /** What kind of thing is asked. */
    public String area() {
        return recorded.get("area").asText();
    }

    /** What the original does here that it hardly means to, if so. */
    public Optional<String> quirk() {
        return Optional.ofNullable(recorded.get("quirk")).map(JsonNode::asText);
    }

    /** Method, path and parameters. */
    public JsonNode request() {
        return recorded;
    }

    /** Whether an SVG is expected. */
    public boolean isSvg() {
        return expected().get("kind").asText().equals("svg");
    }

    JsonNode expected() {
        return recorded.get("expect");
    }

    /** The parameters that matter, in one line, to say which request it was. */
    public String summary() {
        List<String> parameters = new ArrayList<>();
        for (JsonNode pair : recorded.get("params")) {
            if (!List.of("now", "noCache", "format").contains(pair.get(0).asText())) {
                parameters.add(pair.get(0).asText() + "=" + pair.get(1).asText());
            }
        }
        return String.join("&", parameters).replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return id();
    }
}
