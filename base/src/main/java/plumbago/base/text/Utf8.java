package plumbago.base.text;

/** UTF-8 as it lies in a buffer. */
public final class Utf8 {
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
}
