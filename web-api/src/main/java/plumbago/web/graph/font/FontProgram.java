package plumbago.web.graph.font;

import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * One of the font files: its letters' widths and outlines, in units of the font size. Outlines are read when they are first
 * asked for, and kept. Safe for any number of threads.
 */
final class FontProgram {
    /** Curves become so many straight lines: more than can be seen at any size of a label. */
    private static final int LINES_PER_CURVE = 6;

    private static final float[] NOTHING = {};

    private final String resource;
    private final TrueTypeFont font;
    private final CmapLookup characters;
    private final float[] advances;
    private final double unitsPerEm;
    private final double ascent;
    private final double descent;

    /** Of each glyph its contours: the number of points, and then their places. */
    private final AtomicReferenceArray<float[]> outlines;

    FontProgram(String resource) {
        this.resource = resource;
        try {
            font = new TTFParser().parse(new RandomAccessReadBuffer(read()));
            // Nobody asks for ligatures: reading where there are some would be in vain.
            font.setEnableGsub(false);
            characters = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
            ascent = font.getHorizontalHeader().getAscender() / unitsPerEm;
            descent = -font.getHorizontalHeader().getDescender() / unitsPerEm;
            advances = new float[font.getNumberOfGlyphs()];
            for (int glyph = 0; glyph < advances.length; glyph++) {
                advances[glyph] = (float) (font.getHorizontalMetrics().getAdvanceWidth(glyph) / unitsPerEm);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + resource + " of this program cannot be read", e);
        }
        outlines = new AtomicReferenceArray<>(advances.length);
    }

    private byte[] read() throws IOException {
        try (InputStream in = FontProgram.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("it is missing");
            }
            return in.readAllBytes();
        }
    }

    TrueTypeFont font() {
        return font;
    }

    double ascent() {
        return ascent;
    }

    double descent() {
        return descent;
    }

    /** The glyph of a character; 0, which is a box, where there is none. */
    int glyph(int codePoint) {
        return characters.getGlyphId(codePoint);
    }

    double advance(int glyph) {
        return advances[glyph];
    }

    /** Contours of a glyph, each as its number of points and their x and y, y upward from the foot of the letter. */
    float[] outline(int glyph) {
        float[] known = outlines.get(glyph);
        if (known == null) {
            known = readOutline(glyph);
            outlines.set(glyph, known);
        }
        return known;
    }

    private float[] readOutline(int glyph) {
        GeneralPath path;
        try {
            synchronized (font) {
                GlyphData data = font.getGlyph().getGlyph(glyph);
                if (data == null) {
                    return NOTHING;
                }
                path = data.getPath();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + resource + " of this program cannot be read", e);
        }
        return new Flattened(unitsPerEm).of(path);
    }

    /** Makes straight lines of curves. */
    private static final class Flattened {
        private final double unitsPerEm;
        private float[] points = new float[256];
        private int size;
        private int contour = -1;
        private double x;
        private double y;

        Flattened(double unitsPerEm) {
            this.unitsPerEm = unitsPerEm;
        }

        float[] of(GeneralPath path) {
            double[] to = new double[6];
            for (PathIterator each = path.getPathIterator(null); !each.isDone(); each.next()) {
                switch (each.currentSegment(to)) {
                    case PathIterator.SEG_MOVETO -> {
                        contour = size;
                        add(0);
                        point(to[0], to[1]);
                    }
                    case PathIterator.SEG_LINETO -> point(to[0], to[1]);
                    case PathIterator.SEG_QUADTO -> curve(to);
                    default -> {
                        // The end of a contour is joined to its beginning; TrueType has no other curves.
                    }
                }
            }
            return Arrays.copyOf(points, size);
        }

        private void curve(double[] to) {
            double fromX = x;
            double fromY = y;
            for (int i = 1; i <= LINES_PER_CURVE; i++) {
                double t = (double) i / LINES_PER_CURVE;
                double u = 1 - t;
                point(
                        u * u * fromX + 2 * u * t * to[0] + t * t * to[2],
                        u * u * fromY + 2 * u * t * to[1] + t * t * to[3]);
            }
        }

        private void point(double toX, double toY) {
            x = toX;
            y = toY;
            points[contour]++;
            add((float) (toX / unitsPerEm));
            add((float) (toY / unitsPerEm));
        }

        private void add(float number) {
            if (size == points.length) {
                points = Arrays.copyOf(points, 2 * size);
            }
            points[size++] = number;
        }
    }
}
