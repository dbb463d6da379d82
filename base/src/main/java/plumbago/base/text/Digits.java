package plumbago.base.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whole numbers as decimal digits, eight at a time: divisions and single bytes are what printing numbers costs. */
public final class Digits {
    /** The digits of the longest number, {@link Long#MAX_VALUE}. */
    public static final int MAX_LENGTH = 19;

    private static final int EIGHT_DIGITS = 100_000_000;
    private static final int MOST_WITH_POINT = 17;

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

    public static void putEight(long letters, byte[] into, int at) {
        EIGHT.set(into, at, letters);
    }

    /** Eight letters in one word, the first in its lowest byte: halves and halves again, all parts side by side. */
    public static long eight(int number) {
        long left = number / 10_000;
        long fours = left | (number - left * 10_000) << 32;
        long firstTwos = ((fours * 10_486) >>> 20) & 0x7F_0000_007FL;
        long twos = firstTwos | (fours - firstTwos * 100) << 16;
        long firstOnes = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
        long ones = firstOnes | (twos - firstOnes * 10) << 8;
        return ones | EIGHT_ZEROS;
    }

    /**
     * Writes a number with a point among its digits. All is put together before it is stored: to read again what was
     * stored a moment before in other pieces would hold the processor up.
     *
     * @param n how many digits the number has, 2 to 17
     * @param point how many stand before the point, at least one and not all
     * @param into an array that goes on for 18 bytes
     * @return where the text ends
     */
    static int writeWithPoint(long number, int n, int point, byte[] into, int start) {
        long seventeen = number * TENS[MOST_WITH_POINT - n];
        long firstNine = seventeen / EIGHT_DIGITS;
        int first = (int) (firstNine / EIGHT_DIGITS);
        long middle = eight((int) (firstNine - (long) first * EIGHT_DIGITS));
        long last = eight((int) (seventeen - firstNine * EIGHT_DIGITS));
        into[start] = (byte) ('0' + first);
        if (point < 9) {
            putWithPoint(middle, point - 1, into, start + 1);
            putEight(last, into, start + 10);
        } else {
            putEight(middle, into, start + 1);
            putWithPoint(last, point - 9, into, start + 9);
        }
        return start + n + 1;
    }

    /** Nine letters: eight, and a point behind some of them, 0 to 7. */
    private static void putWithPoint(long letters, int before, byte[] into, int at) {
        int bits = 8 * before;
        long head = letters & ((1L << bits) - 1);
        long tail = (letters >>> bits) << bits;
        putEight(head | (long) '.' << bits | tail << 8, into, at);
        into[at + 8] = (byte) (letters >>> 56);
    }

    public static void writePair(int number, byte[] into, int at) {
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
