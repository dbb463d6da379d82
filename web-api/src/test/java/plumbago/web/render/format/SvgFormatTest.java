package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SvgFormatTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\" viewBox=\"0 0 40 40\""
            + " role=\"img\" font-family=\"Sans, DejaVu Sans, sans-serif\">\n"
            + "<title>a</title>\n<g class=\"graphite\">\n"
            + "<rect class=\"background\" x=\"0\" y=\"0\" width=\"40\" height=\"40\" fill=\"#000000\"/>\n";

    @Test
    void saysWhereThereIsNothingToDraw() {
        String svg = Written.text("svg");
        assertTrue(svg.contains(">No Data</text>"), svg);
        assertTrue(svg.contains("<title>Graph</title>"), svg);
        assertTrue(svg.contains("metadata = {}"), svg);
    }

    @Test
    void drawsALine() {
        String svg = Written.text("svg", Written.series("a", 1, 2));
        assertTrue(svg.startsWith(HEAD), svg);
        assertTrue(
                svg.contains("<path class=\"line\" data-series=\"a\" d=\"M0.6 40L38.4 0\" fill=\"none\""
                        + " stroke=\"#0000ff\" stroke-width=\"1.2\"><title>a</title></path>"),
                svg);
    }
}
