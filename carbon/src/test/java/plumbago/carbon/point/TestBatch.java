package plumbago.carbon.point;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Batches as receivers make them, for tests. */
public final class TestBatch {
    private TestBatch() {}

    /** @param points {@code name, timestamp, value} triples; no more than fit */
    public static PointBatch of(Object... points) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (int i = 0; i < points.length; i += 3) {
            names.writeBytes(bytes(points[i]));
        }
        byte[] bytes = names.toByteArray();
        PointBatch batch = new PointBatch();
        batch.reset(bytes);
        int at = 0;
        for (int i = 0; i < points.length; i += 3) {
            int length = bytes(points[i]).length;
            long timestamp = ((Number) points[i + 1]).longValue();
            batch.add(at, length, NameHash.of(bytes, at, length), timestamp, ((Number) points[i + 2]).doubleValue());
            at += length;
        }
        return batch;
    }

    private static byte[] bytes(Object name) {
        return name.toString().getBytes(StandardCharsets.UTF_8);
    }
}
