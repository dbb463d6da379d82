package plumbago.web.render.format;

import plumbago.base.text.Digits;

/**
 * The ends of datapoints in JSON, {@code , 1700000000]}, one after the other: what a time has in common with the one
 * before is not made again. For one thread.
 */
final class DatapointTimes {
    /** The longest end: comma, space, sign, digits and bracket. */
    static final int MAX_LENGTH = Digits.MAX_LENGTH + 4;

    private static final int LAST_FOUR = 10_000;
    private static final long COMMA_AND_SPACE = ',' | (' ' << 8);
    private static final long LAST_SIX = 0xFFFF_FFFF_FFFF_0000L;

    private long firstDigits = -1;
    /** Comma, space and the first six digits of ten; of no meaning if there are not ten. */
    private long beginning;

    /**
     * Writes a time in seconds since the epoch, into an array that has space for {@link #MAX_LENGTH} bytes.
     *
     * @return where the text ends
     */
    int write(long time, byte[] into, int start) {
        long first = time / LAST_FOUR;
        if (first < 100_000 || first > 999_999) {
            return ofAnyLength(time, into, start);
        }
        if (first != firstDigits) {
            firstDigits = first;
            beginning = COMMA_AND_SPACE | (Digits.eight((int) first) & LAST_SIX);
        }
        Digits.putEight(beginning, into, start);
        int lastFour = (int) (time - first * LAST_FOUR);
        Digits.writePair(lastFour / 100, into, start + 8);
        Digits.writePair(lastFour % 100, into, start + 10);
        into[start + 12] = ']';
        return start + 13;
    }

    private static int ofAnyLength(long time, byte[] into, int start) {
        int at = start;
        into[at++] = ',';
        into[at++] = ' ';
        if (time < 0) {
            into[at++] = '-';
        }
        at = Digits.write(Math.abs(time), into, at);
        into[at++] = ']';
        return at;
    }
}
