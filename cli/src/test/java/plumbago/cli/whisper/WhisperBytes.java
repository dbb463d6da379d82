package plumbago.cli.whisper;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a Whisper file, looked at from outside. */
final class WhisperBytes {
    private static final int POINT = 12;

    private WhisperBytes() {}

    /** A hash that does not depend on the order of points within an archive; empty if the bytes are no whole file. */
    static String canonicalHash(byte[] file) {
        if (file.length < 16) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int archives = bytes.getInt(12);
        int header = 16 + 12 * archives;
        ByteArrayOutputStream canonical = new ByteArrayOutputStream();
        canonical.write(file, 0, header);
        for (int i = 0; i < archives; i++) {
            int offset = bytes.getInt(16 + 12 * i);
            int points = bytes.getInt(16 + 12 * i + 8);
            List<byte[]> sorted = new ArrayList<>();
            for (int p = 0; p < points; p++) {
                sorted.add(Arrays.copyOfRange(file, offset + p * POINT, offset + (p + 1) * POINT));
            }
            sorted.sort(Arrays::compareUnsigned);
            sorted.forEach(canonical::writeBytes);
        }
        return RecordedRun.sha256(canonical.toByteArray());
    }
}
