package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * An archived Whisper file, {@code name.wsp.gz}, unpacked for one question into a temporary file. Graphite-web serves such
 * files; nothing writes them.
 */
final class CompressedFile implements AutoCloseable {
    /** What stands behind the name of the Whisper file. */
    static final String PACKED = ".gz";

    /** Largest Whisper file in bytes that is unpacked: a small packed one may hide an endless one. */
    private static final long MAX_BYTES = 1L << 30;

    private static final int BUFFER_BYTES = 65_536;

    private final Path unpacked;

    private CompressedFile(Path unpacked) {
        this.unpacked = unpacked;
    }

    /** @throws IOException if the file cannot be unpacked, or is too large; the message names it */
    static CompressedFile unpack(Path packed) throws IOException {
        CompressedFile file = new CompressedFile(Files.createTempFile("plumbago", MetricPath.SUFFIX));
        try (InputStream input = new GZIPInputStream(Files.newInputStream(packed), BUFFER_BYTES);
                OutputStream output = Files.newOutputStream(file.unpacked)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long total = 0;
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                total += read;
                if (total > MAX_BYTES) {
                    throw new IOException("it holds more than " + MAX_BYTES + " bytes");
                }
                output.write(buffer, 0, read);
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw new IOException(packed + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    Path path() {
        return unpacked;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(unpacked);
    }
}
