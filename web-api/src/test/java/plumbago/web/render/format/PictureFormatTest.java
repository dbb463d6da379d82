package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PictureFormatTest {
    private static final String SVG_HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\" viewBox=\"0 0 40 40\""
            + " role=\"img\" font-family=\"Sans, DejaVu Sans, sans-serif\">\n"
            + "<title>a</title>\n<g class=\"graphite\">\n"
            + "<rect class=\"background\" x=\"0\" y=\"0\" width=\"40\" height=\"40\" fill=\"#000000\"/>\n";

    @Test
    void aPngHasALineOnItsBackground() throws Exception {
        byte[] png = Written.bytes("png", Written.options(), Written.series("a", 1, 2));
        String begin = "89 'PNG' 0d0a1a0a 0000000d 'IHDR' 00000028 00000028 0803000000";
        assertTrue(HexFormat.of().formatHex(png).startsWith(Written.expected(begin)));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        boolean blue = false;
        for (int x = 0; x < 40; x++) {
            for (int y = 0; y < 40; y++) {
                assertEquals(0, image.getRGB(x, y) & 0xFFFF00, "neither red nor green");
                blue |= (image.getRGB(x, y) & 0xFF) > 0x40;
            }
        }
        assertTrue(blue, "a line");
    }

    @Test
    void anSvgSaysWhereThereIsNothingToDraw() {
        String svg = Written.text("svg");
        assertTrue(svg.contains(">No Data</text>"), svg);
        assertTrue(svg.contains("<title>Graph</title>"), svg);
        assertTrue(svg.contains("metadata = {}"), svg);
    }

    @Test
    void anSvgHasALine() {
        String svg = Written.text("svg", Written.series("a", 1, 2));
        assertTrue(svg.startsWith(SVG_HEAD), svg);
        assertTrue(
                svg.contains("<path class=\"line\" data-series=\"a\" d=\"M0.6 40L38.4 0\" fill=\"none\""
                        + " stroke=\"#0000ff\" stroke-width=\"1.2\"><title>a</title></path>"),
                svg);
    }
}
