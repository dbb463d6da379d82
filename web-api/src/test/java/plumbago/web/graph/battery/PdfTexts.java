package plumbago.web.graph.battery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** The letters of the page of a PDF, with their places in pixels of the picture, in the order in which they are drawn. */
final class PdfTexts extends PDFTextStripper {
    /** A page has 72 points to an inch, a picture 96 pixels. */
    private static final double PIXELS_PER_POINT = 96.0 / 72;

    private final List<Letter> letters = new ArrayList<>();
    private final double width;
    private final double height;

    /** A letter, from where its foot begins to where the next one's does; the angle in degrees, clockwise. */
    record Letter(String text, double x, double y, double endX, double endY, double angle) {}

    private PdfTexts(PDDocument document) throws IOException {
        PDRectangle page = document.getPage(0).getMediaBox();
        width = page.getWidth() * PIXELS_PER_POINT;
        height = page.getHeight() * PIXELS_PER_POINT;
        getText(document);
    }

    static PdfTexts read(byte[] body) throws IOException {
        try (PDDocument document = Loader.loadPDF(body)) {
            return new PdfTexts(document);
        }
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        double angle = Math.toDegrees(Math.atan2(
                -text.getTextMatrix().getShearY(), text.getTextMatrix().getScaleX()));
        letters.add(new Letter(
                text.getUnicode(),
                text.getTextMatrix().getTranslateX() * PIXELS_PER_POINT,
                height - text.getTextMatrix().getTranslateY() * PIXELS_PER_POINT,
                text.getEndX() * PIXELS_PER_POINT,
                height - text.getEndY() * PIXELS_PER_POINT,
                angle));
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    List<Letter> letters() {
        return letters;
    }
}
