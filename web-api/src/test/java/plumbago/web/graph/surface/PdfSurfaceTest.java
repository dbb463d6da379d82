package plumbago.web.graph.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.graph.surface.Paths.line;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.graph.font.Typeface;

class PdfSurfaceTest {
    private static final Color RED = new Color(0xFF0000, 1);
    private static final Color BLACK = new Color(0, 1);
    private static final Mark MARK = Mark.of("any");
    private static final int WHITE_PIXEL = 0xFFFFFF;
    private static final int RED_PIXEL = 0xFF0000;
    private static final int HALF_RED_PIXEL = 0xFF8080;

    private static byte[] drawn(String title, Consumer<PdfSurface> drawing) {
        Bytes out = new Bytes(64);
        PdfSurface surface = new PdfSurface(title, 200, 100, Work.unwatched(), bytes -> {}, out);
        drawing.accept(surface);
        surface.finish(() -> "{}");
        return Arrays.copyOf(out.array(), out.length());
    }

    private static byte[] drawn(Consumer<PdfSurface> drawing) {
        return drawn("t", drawing);
    }

    private static void write(PdfSurface surface, String text, Anchor anchor, double degrees, boolean italic) {
        Typeface typeface = Typeface.named("Sans", false, italic);
        surface.text(MARK, 100, 50, text, anchor, degrees, new TextStyle(typeface, 10, BLACK));
    }

    private static String content(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new String(document.getPage(0).getContents().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** One pixel for each pixel of the page. */
    private static BufferedImage picture(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImage(0, 4 / 3f);
        }
    }

    private static void assertPixel(int expected, BufferedImage picture, int x, int y) {
        int pixel = picture.getRGB(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(expected >> shift & 0xFF, pixel >> shift & 0xFF, 2, () -> Integer.toHexString(pixel));
        }
    }

    private static List<TextPosition> letters(byte[] pdf) throws IOException {
        List<TextPosition> letters = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition letter) {
                    letters.add(letter);
                }
            }.getText(document);
        }
        return letters;
    }

    /** Where the first letter stands, in pixels from the anchor, and how far the next is from it. */
    @ParameterizedTest
    @CsvSource({
        "START, 0, 0, 0, 1, 0",
        "MIDDLE, 0, -0.5, 0, 1, 0",
        "END, 0, -1, 0, 1, 0",
        "START, 90, 0, 0, 0, 1",
        "START, -90, 0, 0, 0, -1",
        "END, -90, 0, 1, 0, -1",
        "MIDDLE, 180, 0.5, 0, -1, 0",
        "START, 45, 0, 0, 0.7071, 0.7071"
    })
    void textStandsAtItsAnchorAndIsTurnedAboutIt(
            Anchor anchor, double degrees, double x, double y, double nextX, double nextY) throws IOException {
        String text = "fi servers.web-01";
        for (boolean italic : new boolean[] {false, true}) {
            List<TextPosition> letters = letters(drawn(surface -> write(surface, text, anchor, degrees, italic)));
            StringBuilder read = new StringBuilder();
            letters.forEach(letter -> read.append(letter.getUnicode()));
            assertEquals(text, read.toString());
            double width = Typeface.named("Sans", false, false).width(text, 10);
            double firstX = letters.get(0).getTextMatrix().getTranslateX() / 0.75;
            double firstY = 100 - letters.get(0).getTextMatrix().getTranslateY() / 0.75;
            assertEquals(100 + x * width, firstX, 0.02);
            assertEquals(50 + y * width, firstY, 0.02);
            double step = Typeface.named("Sans", false, false).width("f", 10);
            assertEquals(firstX + nextX * step, letters.get(1).getTextMatrix().getTranslateX() / 0.75, 0.02);
            assertEquals(
                    firstY + nextY * step, 100 - letters.get(1).getTextMatrix().getTranslateY() / 0.75, 0.02);
        }
    }

    @Test
    void italicLettersLean() throws IOException {
        TextPosition letter = letters(drawn(surface -> write(surface, "l", Anchor.START, 0, true)))
                .get(0);
        assertEquals(
                Typeface.SLANT,
                letter.getTextMatrix().getShearX() / letter.getTextMatrix().getScaleY(),
                1e-4);
    }

    @Test
    void aPixelIsThreeQuartersOfAPointAndAProgramNeedNotUnpackAnythingToKnow() {
        String pdf = new String(drawn(surface -> {}), StandardCharsets.ISO_8859_1);
        assertTrue(pdf.startsWith("%PDF-1."), pdf);
        assertTrue(pdf.contains("/MediaBox [0.0 0.0 150.0 75.0]"), pdf);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a (title) \\ with", "T\u00E4tig \u05E9 \uD83D\uDE00", "nul \u0000"})
    void theDocumentSaysWhatItIs(String title) throws IOException {
        try (PDDocument document = Loader.loadPDF(drawn(title, surface -> {}))) {
            assertEquals(title, document.getDocumentInformation().getTitle());
            assertEquals("Plumbago", document.getDocumentInformation().getProducer());
            assertEquals(2, document.getDocumentInformation().getMetadataKeys().size());
        }
    }

    /** Some letters of all fonts, in several opacities. */
    private static void mixture(PdfSurface surface) {
        for (String family : List.of("Sans", "Mono", "Times")) {
            for (boolean bold : new boolean[] {false, true}) {
                Color color = BLACK.withOpacity(bold ? 0.3 : 0.7);
                TextStyle style = new TextStyle(Typeface.named(family, bold, false), 10, color);
                surface.text(MARK, 10, 20, "\u00C4pfel \u05E9 \uD83D\uDE00 " + family, Anchor.START, 0, style);
            }
        }
    }

    @Test
    void theSamePictureHasTheSameBytesInAnyThread() throws Exception {
        byte[] expected = drawn(PdfSurfaceTest::mixture);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> others = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                others.add(threads.submit(() -> drawn(PdfSurfaceTest::mixture)));
            }
            for (Future<byte[]> other : others) {
                assertArrayEquals(expected, other.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void eachFontFileIsThereOnceAndAsASubset() throws IOException {
        byte[] pdf = drawn(surface -> {
            mixture(surface);
            mixture(surface);
        });
        assertTrue(pdf.length < 100_000, pdf.length + " bytes");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDResources resources = document.getPage(0).getResources();
            List<String> names = new ArrayList<>();
            for (COSName name : resources.getFontNames()) {
                PDFont font = resources.getFont(name);
                assertTrue(font.isEmbedded() && font.getName().matches("[A-Z]{6}\\+DejaVu.*"), font.getName());
                names.add(font.getName().substring(7));
            }
            Collections.sort(names);
            assertEquals(
                    List.of(
                            "DejaVuSans",
                            "DejaVuSans-Bold",
                            "DejaVuSansMono",
                            "DejaVuSansMono-Bold",
                            "DejaVuSerif",
                            "DejaVuSerif-Bold"),
                    names);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'smile \uD83D\uDE4B', FEFF0073006D0069006C00650020D83DDE4B",
        "'\u4E2D', FEFF4E2D",
        "'lone \uD83D x', FEFF006C006F006E00650020FFFD00200078",
        "'\uDE00\uFFFE', FEFFFFFDFFFE"
    })
    void lettersThatTheFontLacksAreBoxesAndSaid(String text, String said) throws IOException {
        byte[] pdf = drawn(surface -> write(surface, text, Anchor.START, 0, false));
        assertTrue(content(pdf).contains("/Span <</ActualText <" + said + ">>> BDC"), content(pdf));
        assertTrue(content(pdf).contains("0000"), content(pdf));
        BufferedImage picture = picture(pdf);
        double width = Typeface.named("Sans", false, false).width(text, 10);
        boolean box = false;
        for (int x = 100; x < 100 + width; x++) {
            box |= (picture.getRGB(x, 46) & 0xFF) < 0xC0;
        }
        assertTrue(box);
    }

    @Test
    void textsFromRightToLeftAreDrawnAsTheyAreRead() throws IOException {
        List<TextPosition> letters =
                letters(drawn(surface -> write(surface, "a \u05E9\u05DC\u05D5\u05DD b", Anchor.START, 0, false)));
        StringBuilder shown = new StringBuilder();
        letters.forEach(letter -> shown.append(letter.getUnicode()));
        assertEquals("a \u05DD\u05D5\u05DC\u05E9 b", shown.toString());
    }

    @Test
    void controlCharactersAreLeftOut() throws IOException {
        byte[] pdf = drawn(surface -> write(surface, "a\u0000\u001B\nb\u202Ec", Anchor.START, 0, false));
        StringBuilder shown = new StringBuilder();
        letters(pdf).forEach(letter -> shown.append(letter.getUnicode()));
        assertEquals("abc", shown.toString());
        assertTrue(content(drawn(surface -> write(surface, "\u0000\u001B", Anchor.START, 0, false)))
                .matches("(?s)[^T]*"));
        assertTrue(content(drawn(surface -> write(surface, "", Anchor.START, 0, false)))
                .matches("(?s)[^T]*"));
    }

    @Test
    void aTextMayBeLong() throws IOException {
        List<TextPosition> letters =
                letters(drawn(surface -> write(surface, "0123456789".repeat(1000), Anchor.END, 0, false)));
        assertEquals(10_000, letters.size());
    }

    @Test
    void whatIsFarAwayIsCutOff() throws IOException {
        BufferedImage picture = picture(drawn(surface -> {
            surface.stroke(MARK, line(-1e6, 50.5, 1e6, 50.5), Stroke.solid(RED, 1));
            surface.stroke(MARK, line(-1e6, -1e6, 1e6, 1e6), Stroke.solid(RED, 2));
            surface.fill(MARK, line(100, 60, 1e6, 60, 1e6, 1e6, 100, 1e6), RED);
            surface.rectangle(MARK, -1e300, 90, 1e300, Double.POSITIVE_INFINITY, BLACK);
            surface.stroke(MARK, line(Double.NaN, 1, 2, Double.NEGATIVE_INFINITY), Stroke.solid(RED, 1));
        }));
        assertPixel(RED_PIXEL, picture, 150, 50);
        assertPixel(RED_PIXEL, picture, 20, 20);
        assertPixel(RED_PIXEL, picture, 150, 80);
        assertPixel(WHITE_PIXEL, picture, 50, 20);
    }

    @Test
    void numbersHaveTwoDecimalsAtMost() throws IOException {
        String content = content(drawn(
                surface -> surface.stroke(MARK, line(-0.004, 1.239, 100, 7.5, -3.05, 1e6), new Stroke(RED, 1, 5))));
        assertTrue(content.contains("[5 5 ] 1 d\n0 1.24 m\n100 7.5 l\n-3.05 1000000 l\nS\n[] 0 d\n"), content);
    }

    @Test
    void eachOpacityIsOneState() throws IOException {
        byte[] pdf = drawn(surface -> {
            for (int i = 0; i < 3; i++) {
                surface.rectangle(MARK, 0, 0, 200, 100, RED.withOpacity(0));
                surface.rectangle(MARK, 20 * i, 0, 20, 10, RED.withOpacity(0.5));
                surface.rectangle(MARK, 20 * i, 20, 20, 10, RED);
                surface.stroke(MARK, line(20 * i, 45, 20 * i + 20, 45), Stroke.solid(RED.withOpacity(0.5), 10));
            }
            surface.rectangle(MARK, 0, 60, 20, 20, RED.withOpacity(-3));
            surface.rectangle(MARK, 20, 60, 20, 20, RED.withOpacity(7));
        });
        BufferedImage picture = picture(pdf);
        for (int x : new int[] {10, 30, 50}) {
            assertPixel(HALF_RED_PIXEL, picture, x, 5);
            assertPixel(RED_PIXEL, picture, x, 25);
            assertPixel(HALF_RED_PIXEL, picture, x, 45);
        }
        assertPixel(WHITE_PIXEL, picture, 10, 70);
        assertPixel(RED_PIXEL, picture, 30, 70);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            Iterable<COSName> states = document.getPage(0).getResources().getExtGStateNames();
            assertEquals(3, StreamSupport.stream(states.spliterator(), false).count());
        }
    }

    @Test
    void aClipEndsWithItsPart() throws IOException {
        BufferedImage picture = picture(drawn(surface -> {
            surface.begin(Part.LINES);
            surface.rectangle(MARK, 0, 0, 20, 10, RED);
            surface.clip(50, 0, 100, 40);
            surface.rectangle(MARK, 0, 20, 200, 10, RED.withOpacity(0.5));
            surface.end();
            surface.begin(Part.AXES);
            surface.rectangle(MARK, 0, 60, 200, 10, RED.withOpacity(0.5));
            surface.end();
        }));
        assertPixel(WHITE_PIXEL, picture, 45, 25);
        assertPixel(HALF_RED_PIXEL, picture, 55, 25);
        assertPixel(WHITE_PIXEL, picture, 105, 25);
        assertPixel(HALF_RED_PIXEL, picture, 10, 65);
        assertPixel(HALF_RED_PIXEL, picture, 150, 65);
    }

    @Test
    void whatLiesInSeveralPiecesIsPaintedOnce() throws IOException {
        Path squares = line(10, 10, 60, 10, 60, 60, 10, 60);
        squares.moveTo(40, 40);
        squares.lineTo(90, 40);
        squares.lineTo(90, 90);
        squares.lineTo(40, 90);
        BufferedImage picture = picture(drawn(surface -> surface.fill(MARK, squares, RED.withOpacity(0.5))));
        assertPixel(HALF_RED_PIXEL, picture, 20, 20);
        assertPixel(HALF_RED_PIXEL, picture, 50, 50);
        assertPixel(HALF_RED_PIXEL, picture, 80, 80);
        assertPixel(WHITE_PIXEL, picture, 80, 20);
    }

    @Test
    void dashesBeginWithinADash() throws IOException {
        BufferedImage picture = picture(drawn(surface -> {
            surface.stroke(MARK, line(0, 10, 200, 10), new Stroke(RED, 4, 5));
            surface.stroke(MARK, line(0, 30, 200, 30), Stroke.solid(RED, 4));
        }));
        // What shows the page may begin a line in the middle of its first pixel.
        for (int x = 5; x < 100; x++) {
            int inDash = (x + 1) % 5;
            if (inDash >= 1 && inDash <= 3) {
                assertPixel((x + 1) / 5 % 2 == 0 ? RED_PIXEL : WHITE_PIXEL, picture, x, 9);
            }
            assertPixel(RED_PIXEL, picture, x, 29);
        }
    }

    @Test
    void aSwatchHasItsBorderInside() throws IOException {
        BufferedImage picture = picture(drawn(surface -> surface.swatch(MARK, 10, 20, 8, RED, BLACK)));
        for (int at = 0; at < 8; at++) {
            assertPixel(0, picture, 10 + at, 20);
            assertPixel(0, picture, 10 + at, 27);
            assertPixel(0, picture, 10, 20 + at);
            assertPixel(0, picture, 17, 20 + at);
            assertPixel(WHITE_PIXEL, picture, 9, 20 + at);
            assertPixel(WHITE_PIXEL, picture, 18, 20 + at);
        }
        assertPixel(RED_PIXEL, picture, 14, 24);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.25", "0.1, 0.9", "0.5, 1.5", "0.3, 0.3", "0.75, 1.1"})
    void aSliceIsRound(double from, double to) throws IOException {
        BufferedImage picture = picture(drawn(surface -> surface.slice(MARK, 100, 50, 40, from, to, RED)));
        for (double turn = 0.005; turn < 1; turn += 0.01) {
            boolean within = (turn > from && turn < to) || (turn + 1 > from && turn + 1 < to);
            boolean atEdge = Math.min(apart(turn, from), apart(turn, to)) < 0.02;
            double x = Math.sin(2 * Math.PI * turn);
            double y = -Math.cos(2 * Math.PI * turn);
            if (!atEdge) {
                assertPixel(within ? RED_PIXEL : WHITE_PIXEL, picture, (int) (100 + 38 * x), (int) (50 + 38 * y));
            }
            assertPixel(WHITE_PIXEL, picture, (int) Math.round(99.5 + 42 * x), (int) Math.round(49.5 + 42 * y));
        }
    }

    private static double apart(double turn, double other) {
        double apart = Math.abs(turn - other) % 1;
        return Math.min(apart, 1 - apart);
    }

    @Test
    void memoryIsClaimedBeforeItIsTaken() {
        AtomicLong claimed = new AtomicLong();
        Bytes out = new Bytes(64);
        PdfSurface surface = new PdfSurface("t", 200, 100, Work.unwatched(), claimed::addAndGet, out);
        Path line = new Path();
        line.moveTo(0, 0);
        for (int i = 0; i < 100_000; i++) {
            line.lineTo(i * 0.37, Math.sin(i));
        }
        long before = claimed.get();
        surface.stroke(MARK, line, Stroke.solid(RED, 1));
        assertTrue(claimed.get() - before > 1_000_000, claimed.toString());
        before = claimed.get();
        mixture(surface);
        assertTrue(claimed.get() - before > 1_000_000, claimed.toString());
        surface.finish(() -> "{}");
        assertTrue(claimed.get() > 2L * out.length(), claimed + " for " + out.length());
    }

    @Test
    void whoeverLooksAtTheWorkCanEndIt() {
        Work work = new Work(() -> {
            throw new IllegalStateException("enough");
        });
        PdfSurface surface = new PdfSurface("t", 200, 100, work, bytes -> {}, new Bytes(64));
        assertThrows(IllegalStateException.class, () -> mixture(surface));
    }
}
