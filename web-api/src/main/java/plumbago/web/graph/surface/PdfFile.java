package plumbago.web.graph.surface;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import plumbago.base.text.Bytes;

/**
 * A PDF of one page, made in memory: with the same content it has the same bytes at any time.
 *
 * @param title what it is called
 * @param width in points
 * @param height in points
 */
record PdfFile(String title, float width, float height) {
    /** The time of the document, if it would have to tell itself from others. */
    private static final long NO_TIME = 0;

    private static final int PIECE = 8 << 10;

    /**
     * Writes it.
     *
     * @param states what the content calls by these names
     * @throws UncheckedIOException if one of the fonts cannot be read
     */
    void write(PdfContent content, Collection<PdfFont> fonts, Map<String, PDExtendedGraphicsState> states, Bytes out) {
        try (PDDocument document = new PDDocument(IOUtils.createMemoryOnlyStreamCache())) {
            document.setDocumentId(NO_TIME);
            document.getDocumentInformation().setTitle(title);
            document.getDocumentInformation().setProducer("Plumbago");
            PDPage page = new PDPage(new PDRectangle(width, height));
            page.setResources(resources(document, fonts, states));
            page.setContents(stream(document, content));
            document.addPage(page);
            // Pages within compressed streams could be read by fewer programs, and the content is compressed anyway.
            document.save(new Sink(out), CompressParameters.NO_COMPRESSION);
        } catch (IOException e) {
            throw new UncheckedIOException("the PDF cannot be written", e);
        }
    }

    private static PDResources resources(
            PDDocument document, Collection<PdfFont> fonts, Map<String, PDExtendedGraphicsState> states)
            throws IOException {
        PDResources resources = new PDResources();
        for (PdfFont font : fonts) {
            resources.put(COSName.getPDFName(font.name()), font.embed(document));
        }
        states.forEach((name, state) -> resources.put(COSName.getPDFName(name), state));
        return resources;
    }

    /** Points hardly repeat each other: what PDFBox does by itself was a third of a PDF's time, for a sixth less. */
    private static PDStream stream(PDDocument document, PdfContent content) throws IOException {
        PDStream stream = new PDStream(document);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (OutputStream compressed =
                new DeflaterOutputStream(stream.getCOSObject().createRawOutputStream(), deflater, PIECE)) {
            compressed.write(content.bytes().array(), 0, content.bytes().length());
        } finally {
            deflater.end();
        }
        stream.getCOSObject().setItem(COSName.FILTER, COSName.FLATE_DECODE);
        return stream;
    }

    /** Writes to what grows in memory. */
    private static final class Sink extends OutputStream {
        private final Bytes to;

        Sink(Bytes to) {
            this.to = to;
        }

        @Override
        public void write(int one) {
            to.put(one);
        }

        @Override
        public void write(byte[] some, int from, int n) {
            to.put(some, from, n);
        }
    }
}
