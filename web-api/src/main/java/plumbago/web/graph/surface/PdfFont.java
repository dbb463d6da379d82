package plumbago.web.graph.surface;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import plumbago.web.graph.font.Typeface;

/**
 * A font of a PDF, of which only those letters go into it that are shown. Letters are written as numbers of glyphs, without
 * ligatures, so that texts are as wide as they were measured. Used by one thread.
 */
final class PdfFont {
    /** What is drawn for a letter that the font does not have: a box. */
    private static final int MISSING = 0;

    private final String name;
    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final BitSet shown = new BitSet();

    /** @param name what it is called in the page's resources */
    PdfFont(String name, TrueTypeFont font) {
        this.name = name;
        this.font = font;
        try {
            characters = font.getUnicodeCmapLookup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /**
     * Shows a text from the point on that the text matrix says. Nobody could read what the boxes stand for, so a text with
     * such is said in letters too, for those who search or copy it.
     */
    void show(String text, PdfContent content) {
        boolean missing = text.codePoints().anyMatch(c -> !Typeface.isSilent(c) && glyph(c) == MISSING);
        if (missing) {
            content.raw("/Span <</ActualText <FEFF");
            text.codePoints().filter(c -> !Typeface.isSilent(c)).forEach(c -> letters(c, content));
            content.raw(">>> ").operator("BDC");
        }
        content.raw("<");
        text(Typeface.inDisplayOrder(text), content);
        content.raw("> ").operator("Tj");
        if (missing) {
            content.operator("EMC");
        }
    }

    private void text(String ordered, PdfContent content) {
        ordered.codePoints().filter(c -> !Typeface.isSilent(c)).forEach(c -> {
            int glyph = glyph(c);
            if (glyph != MISSING) {
                shown.set(c);
            }
            content.hex(glyph);
        });
    }

    /** A letter in UTF-16; half of one, which is none, as what stands for something unreadable. */
    private static void letters(int codePoint, PdfContent content) {
        if (Character.isSupplementaryCodePoint(codePoint)) {
            content.hex(Character.highSurrogate(codePoint)).hex(Character.lowSurrogate(codePoint));
        } else {
            content.hex(Character.getType(codePoint) == Character.SURROGATE ? 0xFFFD : codePoint);
        }
    }

    private int glyph(int codePoint) {
        return characters.getGlyphId(codePoint);
    }

    /** How many different letters were shown. */
    int letters() {
        return shown.cardinality();
    }

    /** Puts the letters that were shown into a document. */
    PDType0Font embed(PDDocument document) throws IOException {
        // All documents share what was read of the file: reading it takes longer than all else of a picture.
        synchronized (font) {
            PDType0Font embedded = PDType0Font.load(document, font, true);
            shown.stream().forEach(embedded::addToSubset);
            embedded.subset();
            if (shown.isEmpty()) {
                // Only boxes: a table of letters without any is no table to those who read it.
                embedded.getCOSObject().removeItem(COSName.TO_UNICODE);
            }
            return embedded;
        }
    }
}
