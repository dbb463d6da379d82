package plumbago.web.render.series;

/** Whole numbers as decimal digits, two at a time: divisions are what printing numbers costs. */
public final class Digits {
    /** The digits of the longest number, {@link Long#MAX_VALUE}. */
    public static final int MAX_LENGTH = 19;

    private static final int EIGHT_DIGITS = 100_000_000;
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

    /** Halves and halves again, so that no division waits for the one before. */
    private static void writeEight(int number, byte[] into, int at) {
        int left = number / 10_000;
        int right = number - left * 10_000;
        int first = left / 100;
        int third = right / 100;
        writePair(first, into, at);
        writePair(left - first * 100, into, at + 2);
        writePair(third, into, at + 4);
        writePair(right - third * 100, into, at + 6);
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
