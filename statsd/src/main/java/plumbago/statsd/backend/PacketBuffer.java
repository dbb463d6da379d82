package plumbago.statsd.backend;

import java.util.Arrays;

/** Packets behind each other, up to a bound. */
final class PacketBuffer {
    static final int MOST_BYTES = 4 << 20;
    private static final int FIRST_BYTES = 64 << 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /** Takes one packet. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] bytes, int offset, int length);
    }

    /** Copies a packet, if there is space. */
    boolean add(byte[] packet, int offset, int packetLength) {
        int end = length + Integer.BYTES + packetLength;
        if (end > MOST_BYTES) {
            return false;
        }
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(Math.max(2 * bytes.length, end), MOST_BYTES));
        }
        bytes[length] = (byte) (packetLength >>> 24);
        bytes[length + 1] = (byte) (packetLength >>> 16);
        bytes[length + 2] = (byte) (packetLength >>> 8);
        bytes[length + 3] = (byte) packetLength;
        System.arraycopy(packet, offset, bytes, length + Integer.BYTES, packetLength);
        length = end;
        return true;
    }

    /** Has each packet taken, in order. */
    void forEach(Taker taker) {
        int at = 0;
        while (at < length) {
            int packetLength = (bytes[at] & 0xFF) << 24
                    | (bytes[at + 1] & 0xFF) << 16
                    | (bytes[at + 2] & 0xFF) << 8
                    | (bytes[at + 3] & 0xFF);
            taker.take(bytes, at + Integer.BYTES, packetLength);
            at += Integer.BYTES + packetLength;
        }
    }

    void clear() {
        length = 0;
    }
}
