package plumbago.web.render.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whole numbers as decimal digits, eight at a time: divisions and single bytes are what printing numbers costs. */
public final class Digits {
    /** The digits of the longest number, {@link Long#MAX_VALUE}. */
    public static final int MAX_LENGTH = 19;

    private static final int EIGHT_DIGITS = 100_000_000;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] PAIRS = new byte[200];
    private static final long[] TENS = new long[MAX_LENGTH];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
        long ten = 1;
        for (int i = 0; i < MAX_LENGTH; i++) {
            TENS[i] = ten;
            ten *= 10;
        }
    }

    private Digits() {}

    /** How many digits a number has that is not negative. */
    static int count(long number) {
        // 1233 / 4096 is nearly the logarithm of 2 to the base 10: the digits are so many, or one more.
        int digits = ((64 - Long.numberOfLeadingZeros(number | 1)) * 1233) >> 12;
        return number < TENS[digits] ? Math.max(1, digits) : digits + 1;
    }

    /**
     * Writes a number that is not negative.
     *
     * @return where the text ends
     */
    public static int write(long number, byte[] into, int start) {
        int end = start + count(number);
        int at = end;
        long rest = number;
        while (rest >= EIGHT_DIGITS) {
            long next = rest / EIGHT_DIGITS;
            at -= 8;
            writeEight((int) (rest - next * EIGHT_DIGITS), into, at);
            rest = next;
        }
        writePadded((int) rest, at - start, into, start);
        return end;
    }

    /** Halves and halves again, all parts side by side in one word, the first digit in its lowest byte. */
    private static void writeEight(int number, byte[] into, int at) {
        long left = number / 10_000;
        long fours = left | (number - left * 10_000) << 32;
        long firstTwos = ((fours * 10_486) >>> 20) & 0x7F_0000_007FL;
        long twos = firstTwos | (fours - firstTwos * 100) << 16;
        long firstOnes = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
        long ones = firstOnes | (twos - firstOnes * 10) << 8;
        EIGHT.set(into, at, ones | 0x3030_3030_3030_3030L);
    }

    /**
     * Puts a point behind the first {@code before} digits of a text that stands one place too far to the right: 0 to 16
     * digits, in an array that goes on for eight bytes from each of their places.
     */
    static void point(byte[] into, int start, int before) {
        int at = start;
        int rest = before;
        while (rest >= 8) {
            EIGHT.set(into, at, (long) EIGHT.get(into, at + 1));
            at += 8;
            rest -= 8;
        }
        int bits = 8 * rest;
        long moved = (long) EIGHT.get(into, at + 1) & ((1L << bits) - 1);
        long kept = rest == 7 ? 0 : (long) EIGHT.get(into, at) & (-1L << bits << 8);
        EIGHT.set(into, at, moved | (long) '.' << bits | kept);
    }

    private static void writePair(int number, byte[] into, int at) {
        into[at] = PAIRS[2 * number];
        into[at + 1] = PAIRS[2 * number + 1];
    }

    /** Writes the last digits of a number, with zeros in front where it has less. */
    static void writePadded(int number, int digits, byte[] into, int start) {
        int rest = number;
        int at = start + digits;
        while (at - start >= 2) {
            int next = rest / 100;
            at -= 2;
            writePair(rest - 100 * next, into, at);
            rest = next;
        }
        if (at > start) {
            into[start] = (byte) ('0' + rest % 10);
        }
    }
}
