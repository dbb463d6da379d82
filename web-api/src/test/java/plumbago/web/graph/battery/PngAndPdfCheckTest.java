package plumbago.web.graph.battery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as PNG and PDF: right ones pass, others do not. */
final class PngAndPdfCheckTest {
    private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"40\">"
            + "<rect class=\"background\" width=\"100\" height=\"40\" fill=\"#ffffff\"/>"
            + "<rect x=\"10\" y=\"10\" width=\"20\" height=\"20\" fill=\"#ff0000\"/>"
            + "<rect x=\"40\" y=\"10\" width=\"20\" height=\"20\" fill=\"#0000ff\" fill-opacity=\"0.5\"/>"
            + "<text x=\"10\" y=\"20\" font-size=\"10\">a metric</text></svg>";

    private static SvgPicture picture(String svg) throws IOException {
        return SvgPicture.read(svg.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static List<String> png(String svg) throws IOException {
        Differences differences = new Differences();
        JsonNode want = json("{'size': [100, 40], 'corner': [255, 255, 255],"
                + " 'colors': {'#ff0000': 400, '#8080ff': 400, '#ffffff': 3200}}");
        PngCheck.run(want, Redrawn.png(picture(svg)), differences);
        return differences.found();
    }

    private static List<String> pdf(byte[] body) throws IOException {
        Differences differences = new Differences();
        PdfCheck.run(json("{'page': [75, 30], 'texts': ['a  metric']}"), body, differences);
        return differences.found();
    }

    @Test
    void rightPicturesPass() throws IOException {
        assertEquals(List.of(), png(SVG));
        assertEquals(List.of(), pdf(Redrawn.pdf(picture(SVG))));
    }

    @Test
    void otherPngFails() throws IOException {
        for (String other : List.of(
                SVG.replace("width=\"100\"", "width=\"101\""),
                SVG.replace("#ffffff", "#fffff0"),
                SVG.replace("#ff0000", "#800000"),
                SVG.replace("width=\"20\"", "width=\"6\""),
                SVG.replace("x=\"40\" y=\"10\" width=\"20\"", "x=\"40\" y=\"10\" width=\"60\""),
                SVG.replace("fill-opacity=\"0.5\"", ""))) {
            assertFalse(png(other).isEmpty(), other);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 29, 60, -1})
    void damagedPngIsRefused(int at) throws IOException {
        byte[] body = Redrawn.png(picture(SVG));
        body[at < 0 ? body.length + at : at] ^= 0x10;
        assertThrows(IOException.class, () -> PngPixels.read(body));
    }

    @Test
    void cutPngIsRefused() throws IOException {
        byte[] body = Redrawn.png(picture(SVG));
        for (int length = 0; length < body.length - 12; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThrows(IOException.class, () -> PngPixels.read(cut), () -> cut.length + " bytes");
        }
    }

    @Test
    void otherPdfFails() throws IOException {
        String right = new String(Redrawn.pdf(picture(SVG)), StandardCharsets.ISO_8859_1);
        for (String other : List.of(
                right.replace("/MediaBox", "/MediaBix"),
                right.replaceFirst("/MediaBox ?\\[0.0 0.0 75.0", "/MediaBox [0.0 0.0 76.0"),
                right.replace("%PDF-", "%PBF-"),
                new String(Redrawn.pdf(picture(SVG.replace("a metric", "a series"))), StandardCharsets.ISO_8859_1))) {
            assertFalse(pdf(other.getBytes(StandardCharsets.ISO_8859_1)).isEmpty());
        }
    }
}
