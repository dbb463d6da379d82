package plumbago.base.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** UTF-8 as it lies in a buffer. */
public final class Utf8 {
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private Utf8() {}

    /** How many bytes the character has whose first byte is given, in sound UTF-8. */
    public static int characterLength(byte first) {
        if (first >= 0) {
            return 1;
        }
        return first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }

    /** Whether bytes are sound UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. */
    public static boolean isSound(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            byte first = bytes[at];
            if (first >= 0) {
                at++;
                continue;
            }
            int count = characterLength(first);
            if (first < (byte) 0xC2 || first > (byte) 0xF4 || end - at < count) {
                return false;
            }
            for (int i = 1; i < count; i++) {
                if ((bytes[at + i] & 0xC0) != 0x80) {
                    return false;
                }
            }
            int lead = first & 0xFF;
            int next = bytes[at + 1] & 0xFF;
            if ((lead == 0xE0 && next < 0xA0)
                    || (lead == 0xED && next > 0x9F)
                    || (lead == 0xF0 && next < 0x90)
                    || (lead == 0xF4 && next > 0x8F)) {
                return false;
            }
            at += count;
        }
        return true;
    }

    /**
     * The bytes as sound UTF-8, with U+FFFD for what is none: one for each longest beginning of a character, as browsers and
     * node put it. Java puts one for a surrogate that has three bytes, where these put three.
     */
    public static byte[] replaced(byte[] bytes, int offset, int length) {
        if (isSound(bytes, offset, length)) {
            return Arrays.copyOfRange(bytes, offset, offset + length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 2 * REPLACEMENT.length);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int whole = characterLength(bytes[at]);
            int sound = soundPart(bytes, at, end);
            if (sound == whole) {
                out.write(bytes, at, sound);
            } else {
                out.writeBytes(REPLACEMENT);
            }
            at += Math.max(1, sound);
        }
        return out.toByteArray();
    }

    /** How many bytes from there on may be the beginning of a character; all of its bytes if it is a sound one. */
    private static int soundPart(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        int count = characterLength(bytes[at]);
        for (int i = 1; i < count; i++) {
            int next = at + i < end ? bytes[at + i] & 0xFF : 0;
            if (next < least || next > most) {
                return i;
            }
            least = 0x80;
            most = 0xBF;
        }
        return count;
    }
}
