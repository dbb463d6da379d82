package plumbago.web.render.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whole numbers as decimal digits, eight at a time: divisions and single bytes are what printing numbers costs. */
public final class Digits {
    /** The digits of the longest number, {@link Long#MAX_VALUE}. */
    public static final int MAX_LENGTH = 19;

    private static final int EIGHT_DIGITS = 100_000_000;
    /** The least number that has so many. */
    private static final long SIXTEEN_DIGITS = 1_000_000_000_000_000L;

    private static final long EIGHT_ZEROS = 0x3030_3030_3030_3030L;
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
     * Writes a number that is not negative, into an array that goes on for one byte more than its digits.
     *
     * @return where the text ends
     */
    public static int write(long number, byte[] into, int start) {
        if (number >= SIXTEEN_DIGITS && number < 100 * SIXTEEN_DIGITS) {
            return writeSixteenOrSeventeen(number, into, start);
        }
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

    /**
     * As many as computed values have: which of both it is, is as good as random, and so it is nothing to branch on. A
     * number of sixteen gets a zero behind it, which does not count.
     */
    private static int writeSixteenOrSeventeen(long number, byte[] into, int start) {
        long missing = (number - 10 * SIXTEEN_DIGITS) >>> 63;
        long seventeen = number * (1 + 9 * missing);
        long firstNine = seventeen / EIGHT_DIGITS;
        int first = (int) (firstNine / EIGHT_DIGITS);
        into[start] = (byte) ('0' + first);
        writeEight((int) (firstNine - (long) first * EIGHT_DIGITS), into, start + 1);
        writeEight((int) (seventeen - firstNine * EIGHT_DIGITS), into, start + 9);
        return start + 17 - (int) missing;
    }

    /**
     * Writes nine digits, less the zeros they end with, but at least one, into an array that goes on for eight bytes.
     *
     * @return where the text ends
     */
    static int writeBillionths(int billionths, byte[] into, int start) {
        int eight = billionths / 10;
        int ninth = billionths - 10 * eight;
        long text = eight(eight);
        EIGHT.set(into, start, text);
        if (ninth > 0) {
            into[start + 8] = (byte) ('0' + ninth);
            return start + 9;
        }
        int zeros = Long.numberOfLeadingZeros(text ^ EIGHT_ZEROS) >>> 3;
        return start + Math.max(1, 8 - zeros);
    }

    private static void writeEight(int number, byte[] into, int at) {
        putEight(eight(number), into, at);
    }

    static void putEight(long letters, byte[] into, int at) {
        EIGHT.set(into, at, letters);
    }

    /** Eight letters in one word, the first in its lowest byte: halves and halves again, all parts side by side. */
    static long eight(int number) {
        long left = number / 10_000;
        long fours = left | (number - left * 10_000) << 32;
        long firstTwos = ((fours * 10_486) >>> 20) & 0x7F_0000_007FL;
        long twos = firstTwos | (fours - firstTwos * 100) << 16;
        long firstOnes = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
        long ones = firstOnes | (twos - firstOnes * 10) << 8;
        return ones | EIGHT_ZEROS;
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

    static void writePair(int number, byte[] into, int at) {
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
