package plumbago.statsd.javascript;

import java.nio.charset.StandardCharsets;
import plumbago.base.text.Digits;
import plumbago.base.text.ShortestDouble;

/** Numbers as JavaScript's {@code Number(text)} reads them, and as they look when they are made text. */
public final class JsNumber {
    /** The most bytes that {@link #write} may touch. */
    public static final int MAX_LENGTH = 32;

    private static final double[] TENS = new double[23];
    private static final long EXACT = 1L << 53;
    /** Whatever follows, the number is beyond all doubles, or next to 0. */
    private static final int LARGEST_EXPONENT = 1_000_000;

    private static final int MOST_DIGITS_BEFORE_EXPONENT = 21;
    private static final int MOST_ZEROS_BEHIND_POINT = 5;
    private static final byte[] INFINITY = "Infinity".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAN = "NaN".getBytes(StandardCharsets.US_ASCII);

    static {
        double ten = 1;
        for (int i = 0; i < TENS.length; i++) {
            TENS[i] = ten;
            ten *= 10;
        }
    }

    private JsNumber() {}

    /**
     * Reads a number: a decimal with or without sign, point and exponent, {@code Infinity}, or {@code 0x}, {@code 0o},
     * {@code 0b} and digits, with white space of JavaScript around it.
     *
     * @param text bytes of UTF-8
     * @param to where the number ends, not included
     * @return 0 where there is nothing but white space, NaN for what is no number
     */
    public static double parse(byte[] text, int from, int to) {
        int start = JsSpace.skip(text, from, to);
        if (start == to) {
            return 0;
        }
        int end = JsSpace.skipBack(text, start, to);
        byte first = text[start];
        if (first == '0' && end - start > 2) {
            int bits = bitsOfDigit(text[start + 1]);
            if (bits > 0) {
                return powerOfTwo(text, start + 2, end, bits);
            }
        }
        boolean signed = first == '-' || first == '+';
        double size = unsigned(text, signed ? start + 1 : start, end);
        return first == '-' ? -size : size;
    }

    /**
     * Writes a number with the fewest digits that read back as the same one: {@code 1e-7}, {@code 1e+21}, {@code
     * 0.30000000000000004}; the negative zero is 0.
     *
     * @param into an array that goes on for {@link #MAX_LENGTH} bytes
     * @return where the text ends
     */
    public static int write(double value, byte[] into, int at) {
        long whole = (long) value;
        if (whole == value && whole < EXACT && whole > -EXACT) {
            int digits = at;
            if (whole < 0) {
                into[digits++] = '-';
            }
            return Digits.write(Math.abs(whole), into, digits);
        }
        if (Double.isNaN(value)) {
            return letters(NAN, into, at);
        }
        if (Double.isInfinite(value)) {
            int letters = at;
            if (value < 0) {
                into[letters++] = '-';
            }
            return letters(INFINITY, into, letters);
        }
        return layOut(into, at, ShortestDouble.write(value, into, at));
    }

    /** The text that {@link #write} writes. */
    public static String text(double value) {
        byte[] text = new byte[MAX_LENGTH];
        return new String(text, 0, write(value, text, 0), StandardCharsets.US_ASCII);
    }

    private static double unsigned(byte[] text, int start, int end) {
        long digits = 0;
        int count = 0;
        int seen = 0;
        int decimals = 0;
        boolean pointSeen = false;
        int at = start;
        for (; at < end; at++) {
            byte b = text[at];
            if (b >= '0' && b <= '9') {
                seen++;
                if (pointSeen) {
                    decimals++;
                }
                if (digits != 0 || b != '0') {
                    // More than fit are left to the slow way, which does not look at them.
                    digits = count < 18 ? digits * 10 + (b - '0') : digits;
                    count++;
                }
            } else if (b == '.' && !pointSeen) {
                pointSeen = true;
            } else {
                break;
            }
        }
        if (seen == 0) {
            return isInfinity(text, start, end) ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        int exponent = 0;
        if (at < end) {
            if ((text[at] | 0x20) != 'e') {
                return Double.NaN;
            }
            boolean negative = at + 1 < end && text[at + 1] == '-';
            boolean signed = negative || (at + 1 < end && text[at + 1] == '+');
            int from = signed ? at + 2 : at + 1;
            if (from >= end) {
                return Double.NaN;
            }
            for (int i = from; i < end; i++) {
                int digit = text[i] - '0';
                if (digit < 0 || digit > 9) {
                    return Double.NaN;
                }
                exponent = Math.min(exponent * 10 + digit, LARGEST_EXPONENT);
            }
            exponent = negative ? -exponent : exponent;
        }
        if (digits == 0) {
            return 0;
        }
        int power = exponent - decimals;
        if (count <= 18 && digits <= EXACT && power < TENS.length && power > -TENS.length) {
            // Both are exact, and so the one operation rounds as it has to.
            return power < 0 ? digits / TENS[-power] : digits * TENS[power];
        }
        return Double.parseDouble(new String(text, start, end - start, StandardCharsets.US_ASCII));
    }

    private static boolean isInfinity(byte[] text, int start, int end) {
        if (end - start != INFINITY.length) {
            return false;
        }
        for (int i = 0; i < INFINITY.length; i++) {
            if (text[start + i] != INFINITY[i]) {
                return false;
            }
        }
        return true;
    }

    private static int bitsOfDigit(byte letter) {
        return switch (letter) {
            case 'x', 'X' -> 4;
            case 'o', 'O' -> 3;
            case 'b', 'B' -> 1;
            default -> 0;
        };
    }

    /** The nearest double of hexadecimal, octal or binary digits, the even one of two. */
    private static double powerOfTwo(byte[] text, int start, int end, int bits) {
        long number = 0;
        long more = 0;
        boolean lost = false;
        for (int i = start; i < end; i++) {
            int digit = Character.digit((char) text[i], 1 << bits);
            if (digit < 0) {
                return Double.NaN;
            }
            if (number >>> (62 - bits) == 0) {
                number = number << bits | digit;
            } else {
                lost |= digit != 0;
                more += bits;
            }
        }
        // 58 bits or more are kept where some are not: the last of them stands for these when it is rounded.
        double high = lost ? number | 1 : number;
        return more > 2000 ? Double.POSITIVE_INFINITY : Math.scalb(high, (int) more);
    }

    /** Puts a text of {@link ShortestDouble} in JavaScript's layout, which differs from Python's in where exponents begin. */
    private static int layOut(byte[] text, int start, int end) {
        int first = text[start] == '-' ? start + 1 : start;
        long digits = 0;
        int count = 0;
        int at = first;
        for (; at < end && text[at] != 'e'; at++) {
            if (text[at] != '.') {
                digits = digits * 10 + (text[at] - '0');
                count++;
            }
        }
        if (at == end) {
            return text[end - 1] == '0' && text[end - 2] == '.' ? end - 2 : end;
        }
        boolean negative = text[at + 1] == '-';
        int exponent = 0;
        for (at += 2; at < end; at++) {
            exponent = exponent * 10 + (text[at] - '0');
        }
        int point = negative ? 1 - exponent : exponent + 1;
        if (point > 0 && point <= MOST_DIGITS_BEFORE_EXPONENT) {
            int to = Digits.write(digits, text, first);
            return zeros(point - count, text, to);
        }
        if (point <= 0 && point >= -MOST_ZEROS_BEHIND_POINT) {
            text[first] = '0';
            text[first + 1] = '.';
            return Digits.write(digits, text, zeros(-point, text, first + 2));
        }
        int to = first + (count == 1 ? 1 : count + 1);
        text[to++] = 'e';
        text[to++] = (byte) (negative ? '-' : '+');
        return Digits.write(exponent, text, to);
    }

    private static int zeros(int count, byte[] into, int start) {
        for (int i = 0; i < count; i++) {
            into[start + i] = '0';
        }
        return start + count;
    }

    private static int letters(byte[] text, byte[] into, int start) {
        System.arraycopy(text, 0, into, start, text.length);
        return start + text.length;
    }
}
