package plumbago.base.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import plumbago.base.text.Bytes;

/**
 * Packs bytes as {@code gzip} (RFC 1952) or as {@code deflate}, which is zlib's format (RFC 1950). By way of buffers
 * outside of the heap: while an array is packed as it is, the collector of garbage has to wait, and before Java 23 an
 * allocation that waits for it may end as if there were no memory. Used by one thread.
 *
 * <pre>
 * gzip:  1f 8b 08 00  0 0 0 0  04 ff   deflated bytes   CRC-32 and length of what was packed, little-endian, 4 bytes each
 * </pre>
 */
final class Packer implements AutoCloseable {
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};
    private static final int BUFFER_BYTES = 64 << 10;

    private final boolean gzip;
    private final Bytes to;
    private final CRC32 check = new CRC32();

    /** Of the least effort: most of what there is to gain is gained with it. */
    private final Deflater deflater;

    private final ByteBuf in = ByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES, BUFFER_BYTES);
    private final ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(BUFFER_BYTES, BUFFER_BYTES);
    private long length;

    /** @param gzip or deflate */
    Packer(boolean gzip, Bytes to) {
        this.gzip = gzip;
        this.to = to;
        this.deflater = new Deflater(Deflater.BEST_SPEED, gzip);
        if (gzip) {
            to.put(GZIP_HEADER);
        }
    }

    void put(byte[] bytes, int from, int count) {
        for (int at = from; at < from + count; ) {
            int some = Math.min(BUFFER_BYTES, from + count - at);
            ByteBuffer piece = in.clear().writeBytes(bytes, at, some).nioBuffer();
            check.update(piece.duplicate());
            deflater.setInput(piece);
            while (!deflater.needsInput()) {
                deflate();
            }
            at += some;
            length += some;
        }
    }

    /** Writes the end. */
    void end() {
        deflater.finish();
        while (!deflater.finished()) {
            deflate();
        }
        if (gzip) {
            to.int32(Integer.reverseBytes((int) check.getValue())).int32(Integer.reverseBytes((int) length));
        }
    }

    private void deflate() {
        ByteBuffer piece = out.clear().nioBuffer(0, BUFFER_BYTES);
        int unused = deflater.deflate(piece);
        to.put(piece.flip());
    }

    @Override
    public void close() {
        deflater.end();
        in.release();
        out.release();
    }
}
