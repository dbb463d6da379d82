package plumbago.web.render.graph;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import plumbago.web.render.format.Bytes;

/**
 * Writes PNG of 8 bits a colour, with the cheapest compression: half the time of the library's for the same size.
 *
 * <pre>
 * 89 'PNG' 0D 0A 1A 0A
 * length 4 | 'IHDR' | width 4 | height 4 | 08 02 00 00 00 | crc 4
 * length 4 | 'IDAT' | zlib( for each row: 02, difference to the row above )  | crc 4
 * length 4 | 'IEND' | crc 4
 * </pre>
 */
final class PngEncoder {
    private PngEncoder() {}

    static Bytes encode(int[] pixels, int width, int height) {
        int row = width * 3 + 1;
        byte[] raw = new byte[row * height];
        for (int y = 0; y < height; y++) {
            int at = y * row;
            raw[at++] = 2;
            for (int x = 0; x < width; x++) {
                int pixel = pixels[y * width + x];
                int above = y == 0 ? 0 : pixels[(y - 1) * width + x];
                raw[at++] = (byte) ((pixel >> 16) - (above >> 16));
                raw[at++] = (byte) ((pixel >> 8) - (above >> 8));
                raw[at++] = (byte) (pixel - above);
            }
        }
        Bytes out = new Bytes(raw.length / 8 + 1024);
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
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(raw);
        deflater.finish();
        byte[] packed = new byte[raw.length + raw.length / 1000 + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        chunk(out, "IDAT", packed, length);
        chunk(out, "IEND", packed, 0);
        return out;
    }

    private static void chunk(Bytes out, String name, byte[] data, int length) {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(type);
        check.update(data, 0, length);
        out.int32(length).put(type).put(data, length).int32(check.getValue());
    }
}
