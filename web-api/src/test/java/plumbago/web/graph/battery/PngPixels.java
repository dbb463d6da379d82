package plumbago.web.graph.battery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The pixels of a PNG of 8 bits that is not interlaced. Read by hand, since a lenient reader would not notice a wrong checksum
 * or pixels that are missing.
 */
final class PngPixels {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int MOST_PIXELS = 100_000_000;

    private final int width;
    private final int height;
    private final int channels;
    private final byte[] samples;
    private final byte[] palette;
    private final byte[] transparency;

    private PngPixels(Chunks chunks) throws IOException {
        ByteBuffer header = chunks.header;
        width = header.getInt(0);
        height = header.getInt(4);
        channels = channels(header);
        palette = chunks.palette;
        transparency = chunks.transparency;
        if (width <= 0 || height <= 0 || (long) width * height > MOST_PIXELS) {
            throw new IOException("a PNG of " + width + " × " + height + " pixels");
        }
        samples = unfilter(inflate(chunks.data.toByteArray()));
    }

    static PngPixels read(byte[] body) throws IOException {
        return new PngPixels(new Chunks(body));
    }

    private static int channels(ByteBuffer header) throws IOException {
        int channels = switch (header.get(9)) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 0;
        };
        if (channels == 0 || header.get(8) != 8 || header.get(12) != 0) {
            throw new IOException("a PNG of depth 8 that is not interlaced was expected, got depth " + header.get(8)
                    + ", type " + header.get(9) + ", interlace " + header.get(12));
        }
        return channels;
    }

    /** What stands in the chunks, each with the right checksum. */
    private static final class Chunks {
        final ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteBuffer header;
        byte[] palette;
        byte[] transparency = {};

        Chunks(byte[] body) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(body);
            byte[] signature = new byte[SIGNATURE.length];
            if (body.length >= SIGNATURE.length) {
                buffer.get(signature);
            }
            if (!Arrays.equals(signature, SIGNATURE)) {
                throw new IOException("no PNG");
            }
            while (buffer.hasRemaining()) {
                chunk(buffer);
            }
            if (header == null) {
                throw new IOException("a PNG without a header");
            }
        }

        private void chunk(ByteBuffer buffer) throws IOException {
            int length = buffer.remaining() < 12 ? -1 : buffer.getInt();
            if (length < 0 || length > buffer.remaining() - 8) {
                throw new IOException("a PNG that ends within a chunk");
            }
            CRC32 sum = new CRC32();
            sum.update(buffer.slice(buffer.position(), length + 4));
            byte[] kind = new byte[4];
            byte[] content = new byte[length];
            buffer.get(kind).get(content);
            String name = new String(kind, StandardCharsets.ISO_8859_1);
            if (buffer.getInt() != (int) sum.getValue()) {
                throw new IOException("the chunk " + name + " of the PNG has a wrong checksum");
            }
            switch (name) {
                case "IHDR" -> header = ByteBuffer.wrap(content);
                case "IDAT" -> data.writeBytes(content);
                case "PLTE" -> palette = content;
                case "tRNS" -> transparency = content;
                default -> {
                    // Says nothing of the pixels.
                }
            }
        }
    }

    private byte[] inflate(byte[] data) throws IOException {
        byte[] rows = new byte[(width * channels + 1) * height];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            int length = 0;
            while (length < rows.length && !inflater.finished() && !inflater.needsInput()) {
                length += inflater.inflate(rows, length, rows.length - length);
            }
            if (length < rows.length || inflater.inflate(new byte[1]) > 0 || !inflater.finished()) {
                throw new IOException("the pixels of the PNG are not " + rows.length + " bytes");
            }
        } catch (DataFormatException e) {
            throw new IOException("the pixels of the PNG: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        return rows;
    }

    private byte[] unfilter(byte[] rows) throws IOException {
        int stride = width * channels;
        byte[] plain = new byte[stride * height];
        for (int y = 0; y < height; y++) {
            int filter = rows[y * (stride + 1)];
            for (int i = 0; i < stride; i++) {
                int at = y * stride + i;
                int left = i >= channels ? plain[at - channels] & 0xff : 0;
                int above = y > 0 ? plain[at - stride] & 0xff : 0;
                int corner = i >= channels && y > 0 ? plain[at - stride - channels] & 0xff : 0;
                int guess = switch (filter) {
                    case 0 -> 0;
                    case 1 -> left;
                    case 2 -> above;
                    case 3 -> (left + above) / 2;
                    case 4 -> paeth(left, above, corner);
                    default -> throw new IOException("row " + y + " of the PNG has the filter " + filter);
                };
                plain[at] = (byte) (rows[y * (stride + 1) + 1 + i] + guess);
            }
        }
        return plain;
    }

    private static int paeth(int left, int above, int corner) {
        int guess = left + above - corner;
        int toLeft = Math.abs(guess - left);
        int toAbove = Math.abs(guess - above);
        int toCorner = Math.abs(guess - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The pixel as red, green, blue, alpha from the highest byte on. */
    int rgba(int x, int y) {
        int at = (y * width + x) * channels;
        int first = samples[at] & 0xff;
        if (palette != null && channels == 1) {
            int alpha = first < transparency.length ? transparency[first] : 0xff;
            return rgba(palette[3 * first], palette[3 * first + 1], palette[3 * first + 2], alpha);
        }
        return switch (channels) {
            case 1 -> rgba(first, first, first, 0xff);
            case 2 -> rgba(first, first, first, samples[at + 1]);
            case 3 -> rgba(first, samples[at + 1], samples[at + 2], 0xff);
            default -> rgba(first, samples[at + 1], samples[at + 2], samples[at + 3]);
        };
    }

    private static int rgba(int red, int green, int blue, int alpha) {
        return ((red & 0xff) << 24) | ((green & 0xff) << 16) | ((blue & 0xff) << 8) | (alpha & 0xff);
    }

    Paint paint(int x, int y) {
        int rgba = rgba(x, y);
        return Paint.of(rgba >>> 8, (rgba & 0xff) / 255.0);
    }
}
