package plumbago.carbon.receiver;

import plumbago.carbon.door.UnfinishedRoom;

/** What one connection keeps between two reads: the beginning of a line, or that a line is too long to be kept. */
final class UnfinishedLine {
    private static final byte[] NOTHING = new byte[0];

    /** The bytes read so far of a line whose end has not come in. */
    byte[] bytes = NOTHING;

    /** Whether the line has been refused for its length and its rest is to be read over. */
    boolean skipping;

    void clear() {
        bytes = NOTHING;
    }

    /** What is kept of it beyond the bytes that every connection may keep. */
    int surplus() {
        return Math.max(0, bytes.length - UnfinishedRoom.FREE_BYTES);
    }
}
