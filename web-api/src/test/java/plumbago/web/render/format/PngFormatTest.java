package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PngFormatTest {
    @Test
    void drawsALineOnItsBackground() throws Exception {
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
}
