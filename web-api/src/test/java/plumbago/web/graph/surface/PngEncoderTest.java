package plumbago.web.graph.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;

/** What is written is read with another library's reader, which checks all its sums. */
class PngEncoderTest {
    private static final int OPAQUE = 0xFF000000;

    private static Bytes encoded(int[] pixels, int width) {
        Bytes out = new Bytes(64);
        PngEncoder.encode(pixels.clone(), width, pixels.length / width, Work.unwatched(), bytes -> {}, out);
        return out;
    }

    private static Bytes assertReadAsWritten(int[] pixels, int width) {
        Bytes out = encoded(pixels, width);
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.array(), 0, out.length()));
            assertEquals(width, image.getWidth());
            assertEquals(pixels.length / width, image.getHeight());
            assertArrayEquals(pixels, image.getRGB(0, 0, width, image.getHeight(), null, 0, width));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out;
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** Runs of any length in any number of colours, rows that repeat and rows that do not, seen through and not. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyPictureIsReadAsItWasWritten(int seed) {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(random.nextBoolean() ? 5 : 700);
        int height = 1 + random.nextInt(60);
        int[] colors = random.ints(1 + random.nextInt(random.nextBoolean() ? 6 : 500))
                .map(color -> seed % 3 == 0 ? color : color | OPAQUE)
                .toArray();
        int longest = 1 + random.nextInt(300);
        int[] pixels = new int[width * height];
        for (int at = 0; at < pixels.length; ) {
            int end = Math.min(pixels.length, at + 1 + random.nextInt(longest));
            if (random.nextInt(4) == 0 && at >= width) {
                while (at < end) {
                    pixels[at] = pixels[at++ - width];
                }
            } else {
                Arrays.fill(pixels, at, end, colors[random.nextInt(colors.length)]);
                at = end;
            }
        }
        assertReadAsWritten(pixels, width);
    }

    /** More than go into one block, and into one chunk. */
    @ParameterizedTest
    @ValueSource(ints = {OPAQUE, 0})
    void noiseIsReadAsItWasWritten(int alpha) {
        Random random = new Random(1);
        int[] noise = random.ints(400 * 400).map(color -> color | alpha).toArray();
        Bytes out = assertReadAsWritten(noise, 400);
        assertTrue(out.length() < 4 * noise.length * 1.01, "packed, noise is hardly larger: " + out.length());
    }

    @Test
    void aPictureOfOneColourIsSmall() {
        int[] pixels = new int[2000 * 1000];
        Arrays.fill(pixels, OPAQUE | 0xFFFFFF);
        assertTrue(assertReadAsWritten(pixels, 2000).length() < 16 << 10);
    }

    @Test
    void whatItTakesIsClaimed() {
        int[] noise = new Random(2).ints(300 * 300).map(color -> color | OPAQUE).toArray();
        long[] claimed = new long[1];
        Bytes out = new Bytes(64);
        PngEncoder.encode(noise, 300, 300, Work.unwatched(), bytes -> claimed[0] += bytes, out);
        assertTrue(claimed[0] > out.length() + PixelDeflater.bytes(), claimed[0] + " for " + out.length());
    }
}
