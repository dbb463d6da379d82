package plumbago.carbon.receiver;

import static plumbago.carbon.point.NameHash.finish;
import static plumbago.carbon.point.NameHash.mix;
import static plumbago.carbon.point.NameHash.word;

import java.util.function.LongSupplier;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.stats.PointCounters;

/**
 * Reads plaintext lines, {@code name value timestamp\n}, out of a buffer into batches of points.
 *
 * <p>Nearly all lines have one blank between their fields, a plain decimal value and a whole timestamp. Those are read
 * in one pass over the bytes, eight at a time while in the name, without making an object. At the first byte that does
 * not fit, the line goes to {@link UnusualLine}, which reads it exactly as carbon does.
 *
 * <p>Belongs to one thread at a time.
 */
final class LineParser {
    /** Bytes that must be readable behind the end of the lines, since names are read in words of eight bytes. */
    static final int PADDING = Long.BYTES;

    /** Longest line in bytes, without its newline, as in carbon. */
    static final int MAX_LINE_BYTES = 16384;

    static final String TOO_LONG = "it is longer than " + MAX_LINE_BYTES + " bytes";

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long HIGH_HALVES = 0xF0F0F0F0F0F0F0F0L;

    /** Every power of ten that a double holds exactly. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** Up to here a whole number is a double without rounding. */
    private static final long EXACT = 1L << 53;

    private final BatchFiller points;
    private final LineRefusals refusals;
    private final UnusualLine unusual = new UnusualLine();

    /** @param now seconds since the epoch, for points whose timestamp is -1 */
    LineParser(PointSink sink, PointCounters counters, LineRefusals refusals, LongSupplier now) {
        this.points = new BatchFiller(sink, counters, now);
        this.refusals = refusals;
    }

    /**
     * Hands all points of the complete lines in {@code bytes[from, to)} to the sink.
     *
     * @param bytes at least {@link #PADDING} bytes longer than {@code to}
     * @param sender where the lines come from, for the log
     * @return where the line begins that is not complete yet; {@code to} if there is none
     */
    int parse(byte[] bytes, int from, int to, Object sender) {
        points.begin(bytes, sender);
        int lineStart = from;
        while (lineStart < to) {
            int next = parseUsual(bytes, lineStart, to);
            if (next < 0) {
                int lineEnd = indexOfNewline(bytes, lineStart, to);
                if (lineEnd < 0) {
                    break;
                }
                parseUnusual(bytes, lineStart, lineEnd, sender);
                next = lineEnd + 1;
            }
            lineStart = next;
        }
        points.end(lineStart - from);
        return lineStart;
    }

    /** Reads one line of the usual form; returns where the next one begins, or -1 if this line is not of that form. */
    private int parseUsual(byte[] bytes, int start, int to) {
        long state = NameHash.SEED;
        int at = start;
        int hash;
        while (true) {
            if (at >= to) {
                return -1;
            }
            long first = word(bytes, at);
            long stops = stops(first);
            if (stops != 0) {
                int count = Long.numberOfTrailingZeros(stops) >>> 3;
                at += count;
                hash = finish(state, 0, first, count, at - start);
                break;
            }
            at += Long.BYTES;
            if (at >= to) {
                return -1;
            }
            long second = word(bytes, at);
            stops = stops(second);
            if (stops != 0) {
                int count = Long.numberOfTrailingZeros(stops) >>> 3;
                at += count;
                hash = finish(state, first, second, count, at - start);
                break;
            }
            state = mix(state, first, second);
            at += Long.BYTES;
        }
        int nameLength = at - start;
        if (nameLength == 0 || at >= to || bytes[at] != ' ') {
            return -1;
        }
        at++;

        boolean negative = at < to && bytes[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int digitCount = 0;
        int fraction = 0;
        int point = -1;
        byte character = 0;
        for (; at < to; at++) {
            character = bytes[at];
            int digit = character - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                digitCount++;
            } else if (character == '.' && point < 0) {
                point = at;
            } else {
                break;
            }
        }
        // 18 digits cannot overflow a long; more of them, and exponents and names of numbers, are not usual.
        if (at >= to || character != ' ' || digitCount == 0 || digitCount > 18) {
            return -1;
        }
        if (point >= 0) {
            fraction = at - point - 1;
        }
        if (digits >= EXACT) {
            return -1;
        }
        double value = fraction == 0 ? digits : digits / POWERS_OF_TEN[fraction];
        at++;

        long timestamp = 0;
        int timestampStart = at;
        if (at + Long.BYTES <= to) {
            // Whole timestamps have ten digits since 2001: eight of them at once.
            long word = word(bytes, at);
            if (isEightDigits(word)) {
                timestamp = eightDigits(word);
                at += Long.BYTES;
            }
        }
        for (; at < to; at++) {
            character = bytes[at];
            int digit = character - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            timestamp = timestamp * 10 + digit;
        }
        int timestampDigits = at - timestampStart;
        if (at >= to || timestampDigits == 0 || timestampDigits > 18) {
            return -1;
        }
        if (character == '\r') {
            at++;
            if (at >= to) {
                return -1;
            }
            character = bytes[at];
        }
        if (character != '\n' || at - start > MAX_LINE_BYTES) {
            return -1;
        }
        points.addUsual(start, nameLength, hash, timestamp, negative ? -value : value);
        return at + 1;
    }

    /**
     * Marks, by its high bit, each byte of a word that cannot be in the middle of a usual name: blanks and control
     * characters, and what is not ASCII, since white space of other scripts separates fields too. The lowest mark is
     * exact; marks above it may be false.
     */
    private static long stops(long word) {
        return ((word - 0x21 * LOW_BITS) | word) & HIGH_BITS;
    }

    private static boolean isEightDigits(long word) {
        return ((word & HIGH_HALVES) | (((word + 0x06 * LOW_BITS) & HIGH_HALVES) >>> 4)) == 0x33 * LOW_BITS;
    }

    /** The number that eight digits are: ones become tens, then hundreds, then the whole. */
    private static long eightDigits(long word) {
        long digits = word - '0' * LOW_BITS;
        digits = digits * 10 + (digits >>> 8);
        long low = (digits & 0x000000FF_000000FFL) * (100 + (1_000_000L << 32));
        long high = ((digits >>> 16) & 0x000000FF_000000FFL) * (1 + (10_000L << 32));
        return (low + high) >>> 32;
    }

    private static int indexOfNewline(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void parseUnusual(byte[] bytes, int start, int end, Object sender) {
        String complaint = end - start > MAX_LINE_BYTES ? TOO_LONG : unusual.read(bytes, start, end);
        if (complaint != null) {
            refusals.refuse(sender, bytes, start, end, complaint);
            return;
        }
        int nameStart = start + unusual.nameOffset();
        int nameLength = unusual.nameLength();
        points.add(
                nameStart, nameLength, NameHash.of(bytes, nameStart, nameLength), unusual.timestamp(), unusual.value());
    }
}
