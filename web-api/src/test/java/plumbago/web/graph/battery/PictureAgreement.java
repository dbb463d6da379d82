package plumbago.web.graph.battery;

import java.io.IOException;
import java.util.List;

/** Holds the PNG and the PDF of a picture against its SVG: the same texts, lines and colours at the same places. */
public final class PictureAgreement {
    private static final double SIZE = 1;

    private PictureAgreement() {}

    /**
     * The differences, in words; none if all three show the same.
     *
     * @throws IOException if one of them cannot be read
     */
    public static List<String> differences(byte[] svg, byte[] png, byte[] pdf) throws IOException {
        Differences differences = new Differences();
        SvgPicture picture = SvgPicture.read(svg);
        PdfTexts letters = PdfTexts.read(pdf);
        differences.close("width of the PDF", picture.width(), letters.width(), SIZE);
        differences.close("height of the PDF", picture.height(), letters.height(), SIZE);
        TextAgreement texts = new TextAgreement(letters);
        texts.run(picture, differences);
        new PixelAgreement(PngPixels.read(png), picture, texts.feet(), differences).run();
        return differences.found();
    }
}
