package plumbago.statsd.proxy;

import plumbago.base.text.Utf8;

/**
 * Finds the lines of a packet and their keys. As in the original, lines end at {@code \n}, empty ones are left out, and the
 * key is what stands in front of the first colon, or the whole line. Bytes that are no UTF-8 become U+FFFD, in keys always,
 * and in the lines of a packet that has more than one.
 */
final class PacketLines {
    private PacketLines() {}

    /** Takes one line. */
    @FunctionalInterface
    interface Taker {
        /**
         * @param key bytes that begin with the key
         * @param line bytes that have the line, mostly the same ones
         */
        void line(byte[] key, int keyOffset, int keyLength, byte[] line, int lineOffset, int lineLength);
    }

    /** Has the lines of a packet taken, in order. */
    static void each(byte[] packet, int length, Taker taker) {
        if (Utf8.isSound(packet, 0, length)) {
            split(packet, length, taker);
            return;
        }
        byte[] sound = Utf8.replaced(packet, 0, length);
        if (end(packet, 0, length) < length) {
            split(sound, sound.length, taker);
        } else {
            taker.line(sound, 0, key(sound, 0, sound.length), packet, 0, length);
        }
    }

    private static void split(byte[] bytes, int length, Taker taker) {
        int at = 0;
        while (at < length) {
            int end = end(bytes, at, length);
            if (end > at) {
                taker.line(bytes, at, key(bytes, at, end), bytes, at, end - at);
            }
            at = end + 1;
        }
    }

    private static int end(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int key(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != ':') {
            at++;
        }
        return at - from;
    }
}
