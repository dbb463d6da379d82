package plumbago.web.graph;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Whether two pictures look the same. They need not be equal byte for byte: the last digits of sines and logarithms, and the
 * packing of bytes, differ from one JDK to the other.
 */
final class SamePicture {
    /** Of 255, by which a pixel may be lighter or darker in one colour. */
    private static final int TOLERANCE = 24;

    /** Of all pixels how many may differ by more. */
    private static final double FEW = 0.005;

    /** How far numbers of an SVG may be from each other: a fraction of a pixel. */
    private static final double NEAR = 0.02;

    /** The digits of a colour are none. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<!#[0-9a-f]{0,7})(?<![0-9.])-?[0-9]+(?:\\.[0-9]+)?(?:e-?[0-9]+)?");

    private SamePicture() {}

    /** What is different; empty if they look the same. */
    static Optional<String> difference(String fileName, byte[] stored, byte[] drawn) throws IOException {
        return fileName.endsWith(".svg")
                ? texts(new String(stored, StandardCharsets.UTF_8), new String(drawn, StandardCharsets.UTF_8))
                : pixels(ImageIO.read(new ByteArrayInputStream(stored)), ImageIO.read(new ByteArrayInputStream(drawn)));
    }

    private static Optional<String> pixels(BufferedImage stored, BufferedImage drawn) {
        if (stored == null || drawn == null) {
            return Optional.of((stored == null ? "what is stored" : "what is drawn") + " is no PNG");
        }
        int width = stored.getWidth();
        int height = stored.getHeight();
        if (width != drawn.getWidth() || height != drawn.getHeight()) {
            return Optional.of("it is " + drawn.getWidth() + " x " + drawn.getHeight() + " pixels and was " + width
                    + " x " + height);
        }
        int different = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                different += isNear(stored.getRGB(x, y), drawn.getRGB(x, y)) ? 0 : 1;
            }
        }
        return different <= FEW * width * height
                ? Optional.empty()
                : Optional.of(different + " of " + width * height + " pixels differ");
    }

    private static boolean isNear(int one, int other) {
        boolean near = true;
        for (int shift = 0; shift < 32; shift += 8) {
            near &= Math.abs((one >>> shift & 0xFF) - (other >>> shift & 0xFF)) <= TOLERANCE;
        }
        return near;
    }

    private static Optional<String> texts(String stored, String drawn) {
        Matcher was = NUMBER.matcher(stored);
        Matcher is = NUMBER.matcher(drawn);
        int wasAt = 0;
        int isAt = 0;
        while (was.find()) {
            if (!is.find()
                    || !stored.substring(wasAt, was.start()).equals(drawn.substring(isAt, is.start()))
                    || Math.abs(Double.parseDouble(was.group()) - Double.parseDouble(is.group())) > NEAR) {
                return Optional.of("it differs after letter " + isAt + " from what was after letter " + wasAt);
            }
            wasAt = was.end();
            isAt = is.end();
        }
        return stored.substring(wasAt).equals(drawn.substring(isAt))
                ? Optional.empty()
                : Optional.of("it differs after letter " + isAt);
    }
}
