package plumbago.web.dashboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A record: a sign, the length of the name, the name, and the state.
 *
 * @param sign {@code +} for one that is saved, {@code -} for one that is deleted
 */
record DashboardRecord(char sign, String name, String state) {
    /** Bytes in front of the name. */
    static final int FRONT_BYTES = 3;

    byte[] bytes() {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] stateBytes = state.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FRONT_BYTES + nameBytes.length + stateBytes.length)
                .put((byte) sign)
                .putChar((char) nameBytes.length)
                .put(nameBytes)
                .put(stateBytes)
                .array();
    }

    /** Empty if it is too short for what it says to hold. */
    static Optional<DashboardRecord> of(byte[] content) {
        ByteBuffer record = ByteBuffer.wrap(content);
        if (content.length < FRONT_BYTES || content.length - FRONT_BYTES < record.getChar(1)) {
            return Optional.empty();
        }
        int nameBytes = record.getChar(1);
        int front = FRONT_BYTES + nameBytes;
        return Optional.of(new DashboardRecord(
                (char) content[0],
                new String(content, FRONT_BYTES, nameBytes, StandardCharsets.UTF_8),
                new String(content, front, content.length - front, StandardCharsets.UTF_8)));
    }
}
