package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SvgFormatTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\" viewBox=\"0 0 40 40\""
            + " font-family=\"DejaVu Sans, sans-serif\">\n"
            + "<rect x=\"0\" y=\"0\" width=\"40\" height=\"40\" fill=\"#000000\"/>\n";

    @Test
    void saysWhereThereIsNothingToDraw() {
        assertEquals(
                HEAD
                        + "<text x=\"20\" y=\"20\" font-size=\"8\" text-anchor=\"middle\" fill=\"#e00000\">No Data</text>\n"
                        + "</svg>\n",
                Written.text("svg", Written.series("a", Double.NaN)));
    }

    @Test
    void drawsALine() {
        assertEquals(
                HEAD
                        + "<polyline points=\"10,30 20,10\" fill=\"none\" stroke-width=\"1.2\" stroke=\"#0000ff\"/>\n"
                        + "</svg>\n",
                Written.text("svg", Written.series("a", 1, 2)));
    }
}
