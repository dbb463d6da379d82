package plumbago.web.graph.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.graph.surface.Paths.line;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.graph.font.Typeface;

/** What is drawn is read with another library's reader. */
class PngSurfaceTest {
    private static final Mark MARK = Mark.of("");
    private static final Color WHITE = new Color(0xFFFFFF, 1);
    private static final Color BLACK = new Color(0, 1);
    private static final Color RED = new Color(0xFF0000, 1);

    private static BufferedImage drawn(int width, int height, double scale, Consumer<PngSurface> drawing) {
        Bytes out = new Bytes(64);
        PngSurface surface = new PngSurface(width, height, scale, Work.unwatched(), bytes -> {}, out);
        drawing.accept(surface);
        surface.finish(() -> "{}");
        try {
            return ImageIO.read(new ByteArrayInputStream(out.array(), 0, out.length()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static BufferedImage onWhite(Consumer<PngSurface> drawing) {
        return drawn(40, 30, 1, surface -> {
            surface.rectangle(MARK, 0, 0, 40, 30, WHITE);
            drawing.accept(surface);
        });
    }

    /** How much of the picture is black, in pixels. */
    private static double ink(BufferedImage image) {
        double sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                sum += 1 - (image.getRGB(x, y) & 255) / 255.0;
            }
        }
        return sum;
    }

    private static int pixel(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    @Test
    void aRectangleCoversItsPixels() {
        BufferedImage image = onWhite(surface -> surface.rectangle(MARK, 2, 3, 4, 5, RED));
        assertEquals(0xFF0000, pixel(image, 2, 3));
        assertEquals(0xFF0000, pixel(image, 5, 7));
        assertEquals(0xFFFFFF, pixel(image, 6, 7));
        assertEquals(0xFFFFFF, pixel(image, 5, 8));
    }

    @Test
    void anyShapeHasItsArea() {
        Random random = new Random(18);
        for (int round = 0; round < 500; round++) {
            double[] corners = random.doubles(6, 0, 30).toArray();
            double area = Math.abs((corners[2] - corners[0]) * (corners[5] - corners[1])
                            - (corners[4] - corners[0]) * (corners[3] - corners[1]))
                    / 2;
            BufferedImage image = onWhite(surface -> surface.fill(MARK, line(corners), BLACK));
            assertEquals(area, ink(image), 0.5 + area * 0.01);
        }
    }

    @Test
    void piecesThatTouchLeaveNoSeam() {
        Path both = line(5, 5, 25, 5, 25, 12.5, 5, 12.5);
        both.moveTo(5, 12.5);
        both.lineTo(5, 20);
        both.lineTo(25, 20);
        both.lineTo(25, 12.5);
        BufferedImage image = onWhite(surface -> surface.fill(MARK, both, BLACK));
        assertEquals(0, pixel(image, 10, 12));
        assertEquals(300, ink(image), 0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 1.2, 5})
    void aLineCoversItsLengthTimesItsWidth(double width) {
        BufferedImage image = onWhite(surface -> surface.stroke(MARK, line(5, 5, 35, 22), Stroke.solid(BLACK, width)));
        assertEquals(Math.hypot(30, 17) * width, ink(image), 0.4 + 0.03 * width);
    }

    @Test
    void aBendHasAPoint() {
        BufferedImage image =
                onWhite(surface -> surface.stroke(MARK, line(5, 25, 5, 5, 25, 5), Stroke.solid(BLACK, 4)));
        assertEquals(0, pixel(image, 3, 3));
        assertEquals(0, pixel(image, 6, 6));
        assertEquals(4 * 20 + 4 * 20 + 4 - 4 + 4, ink(image), 8.5);
        BufferedImage sharp =
                onWhite(surface -> surface.stroke(MARK, line(5, 10, 20, 10.2, 5, 10.4), Stroke.solid(BLACK, 2)));
        assertEquals(0xFFFFFF, pixel(sharp, 30, 10), "a point that would reach too far is cut off");
    }

    @Test
    void whatOverlapsItselfIsPaintedOnce() {
        Path there = line(5, 10, 30, 10, 5, 10, 30, 10);
        BufferedImage image = onWhite(surface -> surface.stroke(MARK, there, Stroke.solid(BLACK.withOpacity(0.5), 2)));
        assertEquals(127, pixel(image, 15, 10) & 255, 1);
    }

    @Test
    void dashesAreAsLongAsTheGapsBetweenThem() {
        BufferedImage image = onWhite(surface -> surface.stroke(MARK, line(0, 10, 40, 10), new Stroke(BLACK, 2, 5)));
        StringBuilder seen = new StringBuilder();
        for (int x = 0; x < 40; x++) {
            seen.append(pixel(image, x, 10) == 0 ? '-' : ' ');
        }
        assertEquals("----     -----     -----     -----     -", seen.toString());
    }

    @Test
    void nothingIsDrawnBeyondTheClipUntilThePartEnds() {
        BufferedImage image = onWhite(surface -> {
            surface.begin(Part.LINES);
            surface.clip(10, 10, 20.5, 20);
            surface.stroke(MARK, line(-1e6, 15, 1e6, 15), Stroke.solid(BLACK, 2));
            surface.stroke(MARK, line(15, -1e6, 15, 1e6), Stroke.solid(BLACK, 2));
            surface.end();
            surface.rectangle(MARK, 0, 0, 2, 2, RED);
        });
        assertEquals(0, pixel(image, 12, 15));
        assertEquals(0, pixel(image, 15, 19));
        assertEquals(0xFFFFFF, pixel(image, 9, 15));
        assertEquals(0xFFFFFF, pixel(image, 15, 20));
        assertEquals(128, pixel(image, 20, 15) & 255, 2);
        assertEquals(0xFF0000, pixel(image, 0, 0));
    }

    @Test
    void coordinatesThatAreNoneDoNoHarm() {
        double[] odd = {Double.NaN, 1e300, -1e300, Double.POSITIVE_INFINITY, 0, 15, 1e-300, 40, 1e6};
        Random random = new Random(18);
        for (int round = 0; round < 2000; round++) {
            Path path = new Path();
            path.moveTo(odd[random.nextInt(odd.length)], odd[random.nextInt(odd.length)]);
            for (int i = 0; i < 4; i++) {
                path.lineTo(odd[random.nextInt(odd.length)], odd[random.nextInt(odd.length)]);
            }
            double dash = random.nextInt(3);
            onWhite(surface -> {
                surface.stroke(MARK, path, new Stroke(BLACK, 1.5, dash));
                surface.fill(MARK, path, RED);
            });
        }
    }

    @Test
    void randomLinesStayWithinTheRaster() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            Path path = new Path();
            path.moveTo(random.nextGaussian() * 40, random.nextGaussian() * 40);
            for (int i = 0; i < 30; i++) {
                path.lineTo(random.nextGaussian() * 40, random.nextGaussian() * 40);
            }
            double clip = random.nextDouble() * 20;
            BufferedImage image = onWhite(surface -> {
                surface.begin(Part.LINES);
                surface.clip(clip, clip, 35, 28);
                surface.stroke(MARK, path, Stroke.solid(BLACK, 0.2 + random.nextDouble() * 4));
                surface.end();
            });
            for (int y = 0; y < 30; y++) {
                for (int x = 0; x < 40; x++) {
                    if (x < (int) clip || y < (int) clip || x >= 35 || y >= 28) {
                        assertEquals(0xFFFFFF, pixel(image, x, y), x + " " + y);
                    }
                }
            }
        }
    }

    @Test
    void aBackgroundCanBeSeenThrough() {
        BufferedImage image = drawn(10, 10, 1, surface -> {
            surface.rectangle(MARK, 0, 0, 10, 10, new Color(0x5522FF, 96 / 255.0));
            surface.rectangle(MARK, 2, 2, 3, 3, RED);
            surface.rectangle(MARK, 6, 6, 3, 3, RED.withOpacity(0.5));
        });
        assertEquals(96 << 24 | 0x5522FF, image.getRGB(0, 0));
        assertEquals(0xFFFF0000, image.getRGB(3, 3));
        int mixed = image.getRGB(7, 7);
        assertEquals(128 + 96 / 2, mixed >>> 24, 2);
        assertTrue((mixed >> 16 & 255) > 0xB0, Integer.toHexString(mixed));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 200, 3000})
    void eachKindOfFileHasThePixelsThatWereDrawn(int colors) {
        int width = 100;
        BufferedImage image = drawn(width, 30, 1, surface -> {
            surface.rectangle(MARK, 0, 0, width, 30, WHITE);
            for (int i = 0; i < width * 30; i++) {
                int y = i / width;
                surface.rectangle(MARK, i % width, y, 1, 1, new Color(i % colors * 5, 1));
            }
        });
        for (int i = 0; i < width * 30; i++) {
            assertEquals(i % colors * 5, pixel(image, i % width, i / width));
        }
    }

    @Test
    void aScaleDrawsTheSameLarger() {
        Consumer<PngSurface> drawing = surface -> {
            surface.rectangle(MARK, 0, 0, 40, 30, WHITE);
            surface.rectangle(MARK, 10, 10, 5, 5, RED);
            surface.clip(0, 0, 20, 30);
            surface.stroke(MARK, line(0, 20, 40, 20), Stroke.solid(BLACK, 2));
        };
        BufferedImage image = drawn(40, 30, 2.5, drawing);
        assertEquals(100, image.getWidth());
        assertEquals(75, image.getHeight());
        assertEquals(0xFF0000, pixel(image, 25, 25));
        assertEquals(0xFF0000, pixel(image, 36, 36));
        assertEquals(0, pixel(image, 49, 50));
        assertEquals(0xFFFFFF, pixel(image, 51, 50));
    }

    /** How often it is asked, while a line is drawn, whether there is use in going on. */
    private static int looks(int width, int height, Path path, Stroke stroke) {
        int[] looks = {0};
        PngSurface surface = new PngSurface(width, height, 1, new Work(() -> looks[0]++), bytes -> {}, new Bytes(64));
        surface.stroke(MARK, path, stroke);
        return looks[0];
    }

    @Test
    void aLineThatPassesManyPixelsCanBeEnded() {
        Path up = new Path();
        up.moveTo(1, 0);
        for (int i = 1; i < 400; i++) {
            up.lineTo(1 + i / 400.0, i % 2 * 5000);
        }
        int looks = looks(3, 5000, up, Stroke.solid(BLACK, 1));
        assertTrue(looks > 50, () -> looks + " looks over two million rows");
        Path level = new Path();
        level.moveTo(0, 1);
        for (int i = 1; i < 400; i++) {
            level.lineTo(i % 2 * 5000, 1 + i / 400.0);
        }
        int across = looks(5000, 3, level, Stroke.solid(BLACK, 1));
        assertTrue(across > 50, () -> across + " looks over two million columns");
    }

    @Test
    void aLineOfManyDashesCanBeEnded() {
        int looks = looks(10_000, 3, line(0, 1, 10_000, 1), new Stroke(BLACK, 1, 0.05));
        assertTrue(looks > 50, () -> looks + " looks over two hundred thousand dashes and gaps");
    }

    @Test
    void aBoxWithinAPixelCutsOffOnBothSides() {
        BufferedImage image = onWhite(surface -> {
            surface.clip(10.25, 5, 10.75, 25);
            surface.fill(MARK, line(0, 0, 40, 0, 40, 30, 0, 30), BLACK);
        });
        assertEquals(0.5 * 20, ink(image), 0.1);
    }

    @Test
    void aBoxBesideThePictureShowsNothing() {
        for (double[] at : new double[][] {{41, 0}, {48, 0}, {50, 0}, {-20, 0}, {0, 50}, {0, -50}, {40, 30}}) {
            BufferedImage image = onWhite(surface -> {
                surface.clip(at[0], at[1], at[0] + 10, at[1] + 10);
                surface.fill(MARK, line(-99, -99, 99, -99, 99, 99, -99, 99), BLACK);
                surface.stroke(MARK, line(-99, -99, 99, 99), Stroke.solid(BLACK, 3));
            });
            assertEquals(0, ink(image));
        }
    }

    @Test
    void whatNoArrayHoldsTakesMoreMemoryThanThereIs() {
        long[] claimed = {0};
        assertThrows(
                IllegalStateException.class,
                () -> new PngSurface(
                        1,
                        300_000_000,
                        1,
                        Work.unwatched(),
                        bytes -> {
                            claimed[0] = bytes;
                            throw new IllegalStateException("refused");
                        },
                        new Bytes(64)));
        assertTrue(claimed[0] > 1L << 50, () -> claimed[0] + " bytes");
    }

    @Test
    void aPieIsRound() {
        BufferedImage image = onWhite(surface -> {
            surface.slice(MARK, 20, 15, 10, 0, 0.25, BLACK);
            surface.slice(MARK, 20, 15, 10, 0.25, 1, BLACK);
        });
        assertEquals(Math.PI * 100, ink(image), 4);
        assertEquals(0, pixel(image, 13, 20));
    }

    @Test
    void textsStandWhereTheirAnchorIs() {
        TextStyle style = new TextStyle(Typeface.named("Sans", false, false), 10, BLACK);
        for (Anchor anchor : Anchor.values()) {
            BufferedImage image = onWhite(surface -> surface.text(MARK, 20, 15, "III", anchor, 0, style));
            int left = 40;
            int right = 0;
            int bottom = 0;
            for (int y = 0; y < 30; y++) {
                for (int x = 0; x < 40; x++) {
                    if ((pixel(image, x, y) & 255) < 200) {
                        left = Math.min(left, x);
                        right = Math.max(right, x);
                        bottom = Math.max(bottom, y);
                    }
                }
            }
            assertEquals(14, bottom);
            double begin = 20
                    - switch (anchor) {
                        case START -> 0;
                        case MIDDLE -> style.width("III") / 2;
                        case END -> style.width("III");
                    };
            assertEquals(begin + style.width("III") / 2, (left + right + 1) / 2.0, 1, anchor.name());
        }
    }
}
