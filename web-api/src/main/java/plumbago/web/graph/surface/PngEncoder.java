package plumbago.web.graph.surface;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;

/**
 * Writes PNG. Pictures of few colours have a palette, and those that can be seen through an alpha channel.
 *
 * <pre>
 * 89 'PNG' 0D 0A 1A 0A
 * length 4 | 'IHDR' | width 4 | height 4 | 08 | 02, 03 (palette) or 06 (alpha) | 00 00 00 | crc 4
 * length 4 | 'PLTE' | red 1, green 1, blue 1 of each colour | crc 4                       only with a palette
 * length 4 | 'IDAT' | zlib( for each row: 02, differences to the row above ) | crc 4      as often as it takes
 * length 4 | 'IEND' | crc 4
 * </pre>
 */
final class PngEncoder {
    private static final int MOST_IN_PALETTE = 256;

    private final int[] pixels;
    private final int width;
    private final int height;
    private final Work work;
    private final LongConsumer claim;
    private final Bytes out;

    private PngEncoder(int[] pixels, int width, int height, Work work, LongConsumer claim, Bytes out) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        this.work = work;
        this.claim = claim;
        this.out = out;
    }

    /**
     * Writes a picture.
     *
     * @param pixels row by row from the top, {@code 0xAARRGGBB} with colours not multiplied by alpha; they are used up
     * @param claim called before memory is taken, in bytes
     */
    static void encode(int[] pixels, int width, int height, Work work, LongConsumer claim, Bytes out) {
        new PngEncoder(pixels, width, height, work, claim, out).encode();
    }

    private void encode() {
        claim.accept(pixels.length / 8 + PixelDeflater.bytes() + 4L * width);
        out.ensure(pixels.length / 8 + 1024);
        out.int64(0x89504E470D0A1A0AL);
        Palette palette = new Palette();
        if (isTransparent()) {
            header(6);
            alphaLast();
            pack(4);
        } else if (palette.holds(pixels, work)) {
            header(3);
            Bytes colors = new Bytes(3 * palette.size());
            for (int i = 0; i < palette.size(); i++) {
                int color = palette.color(i);
                colors.put(color >> 16).put(color >> 8).put(color);
            }
            chunk("PLTE", colors.array(), colors.length());
            places(palette);
            pack(1);
        } else {
            header(2);
            pack(3);
        }
        chunk("IEND", new byte[0], 0);
    }

    private boolean isTransparent() {
        work.done(pixels.length / 4);
        int all = 0xFF000000;
        for (int pixel : pixels) {
            all &= pixel;
        }
        return all != 0xFF000000;
    }

    private void header(int kind) {
        Bytes header = new Bytes(13)
                .int32(width)
                .int32(height)
                .put(8)
                .put(kind)
                .put(0)
                .put(0)
                .put(0);
        chunk("IHDR", header.array(), header.length());
    }

    private void alphaLast() {
        work.done(pixels.length / 4);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Integer.rotateLeft(pixels[i], 8);
        }
    }

    private void places(Palette palette) {
        work.done(pixels.length);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = palette.place(pixels[i]);
        }
    }

    private void pack(int bytesPerPixel) {
        new PixelDeflater(bytesPerPixel, (bytes, length) -> chunk("IDAT", bytes, length))
                .pack(pixels, width, height, work);
    }

    private void chunk(String name, byte[] data, int length) {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        // An array that grows is twice as long.
        claim.accept(2L * length);
        CRC32 check = new CRC32();
        check.update(type);
        check.update(data, 0, length);
        out.int32(length).put(type).put(data, length).int32(check.getValue());
    }

    /** The colours of a picture and their places, as long as there are not too many: a hash table with open addressing. */
    private static final class Palette {
        private static final int SLOTS = 1024;

        private final int[] colors = new int[MOST_IN_PALETTE];
        private final int[] slots = new int[SLOTS];
        private final int[] places = new int[SLOTS];
        private int size;

        boolean holds(int[] pixels, Work work) {
            int last = 0;
            for (int i = 0; i < pixels.length; i++) {
                int pixel = pixels[i];
                // Colours are opaque here, so that 0 is none of them.
                if (pixel != last && !holds(pixel)) {
                    work.done(i);
                    return false;
                }
                last = pixel;
            }
            work.done(pixels.length);
            return true;
        }

        private boolean holds(int color) {
            int slot = slot(color);
            if (slots[slot] == color) {
                return true;
            }
            if (size == MOST_IN_PALETTE) {
                return false;
            }
            slots[slot] = color;
            places[slot] = size;
            colors[size++] = color;
            return true;
        }

        private int slot(int color) {
            int slot = (color * 0x9E3779B1) >>> 22;
            while (slots[slot] != 0 && slots[slot] != color) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            return slot;
        }

        int size() {
            return size;
        }

        int color(int place) {
            return colors[place];
        }

        int place(int color) {
            return places[slot(color)];
        }
    }
}
