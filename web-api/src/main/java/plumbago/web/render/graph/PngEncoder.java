package plumbago.web.render.graph;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;

/**
 * Writes PNG of 8 bits a colour, with the cheapest compression: half the time of the library's for the same size.
 *
 * <pre>
 * 89 'PNG' 0D 0A 1A 0A
 * length 4 | 'IHDR' | width 4 | height 4 | 08 02 00 00 00 | crc 4
 * length 4 | 'IDAT' | zlib( for each row: 02, difference to the row above )  | crc 4      as often as it takes
 * length 4 | 'IEND' | crc 4
 * </pre>
 */
final class PngEncoder {
    /** Of the answer at most, where nothing can be packed. */
    static final int BYTES_PER_PIXEL = 4;

    private static final int PIECE = 64 << 10;
    private static final int PIXEL_STEPS = 8;

    private PngEncoder() {}

    static void encode(int[] pixels, int width, int height, Work work, Bytes out) {
        out.ensure(width * height / 8 + 1024);
        out.int64(0x89504E470D0A1A0AL);
        Bytes header = new Bytes(13)
                .int32(width)
                .int32(height)
                .put(8)
                .put(2)
                .put(0)
                .put(0)
                .put(0);
        chunk(out, "IHDR", header.array(), header.length());
        byte[] piece = new byte[PIECE];
        int packed = 0;
        byte[] row = new byte[width * 3 + 1];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            for (int y = 0; y <= height; y++) {
                if (y < height) {
                    work.done((long) PIXEL_STEPS * width);
                    differences(pixels, y, width, row);
                    deflater.setInput(row);
                } else {
                    deflater.finish();
                }
                int n = deflater.deflate(piece, packed, PIECE - packed);
                while (n > 0) {
                    packed += n;
                    if (packed == PIECE) {
                        chunk(out, "IDAT", piece, packed);
                        packed = 0;
                    }
                    n = deflater.deflate(piece, packed, PIECE - packed);
                }
            }
        } finally {
            deflater.end();
        }
        chunk(out, "IDAT", piece, packed);
        chunk(out, "IEND", piece, 0);
    }

    private static void differences(int[] pixels, int y, int width, byte[] row) {
        int at = 0;
        row[at++] = 2;
        for (int x = 0; x < width; x++) {
            int pixel = pixels[y * width + x];
            int above = y == 0 ? 0 : pixels[(y - 1) * width + x];
            row[at++] = (byte) ((pixel >> 16) - (above >> 16));
            row[at++] = (byte) ((pixel >> 8) - (above >> 8));
            row[at++] = (byte) (pixel - above);
        }
    }

    private static void chunk(Bytes out, String name, byte[] data, int length) {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(type);
        check.update(data, 0, length);
        out.int32(length).put(type).put(data, length).int32(check.getValue());
    }
}
