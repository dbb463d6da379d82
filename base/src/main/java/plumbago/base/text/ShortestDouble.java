package plumbago.base.text;

import java.math.BigInteger;

/**
 * Prints a double with the fewest digits that read back as the same double, in the manner of Python's {@code repr}:
 * always a point or an exponent, the exponent from 1e16 on and below 1e-4.
 *
 * <p>Most measured values have few decimals: these are found by trying. For the others this is the Schubfach algorithm
 * (R. Giulietti, "The Schubfach way to render doubles"), since {@code Double.toString} prints too many digits before
 * JDK 19.
 */
public final class ShortestDouble {
    /** The longest text: sign, 17 digits, point, and {@code e-308}. */
    public static final int MAX_LENGTH = 26;

    private static final int LEAST_K = -324;
    private static final int MOST_K = 292;
    private static final long LOW_63 = Long.MAX_VALUE;
    /** {@code floor(10^-k * 2^-r) + 1} in two halves of 63 bits, for each k. */
    private static final long[] HIGH = new long[MOST_K - LEAST_K + 1];

    private static final long[] LOW = new long[MOST_K - LEAST_K + 1];
    /** Of decimals with no more than 15 digits no two read as the same double. */
    private static final double FIFTEEN_DIGITS = 1e15;

    static {
        BigInteger mask = BigInteger.valueOf(LOW_63);
        for (int k = LEAST_K; k <= MOST_K; k++) {
            int shift = floorLog2OfPowerOfTen(-k) - 125;
            BigInteger g;
            if (k <= 0) {
                BigInteger power = BigInteger.TEN.pow(-k);
                g = shift >= 0 ? power.shiftRight(shift) : power.shiftLeft(-shift);
            } else {
                g = BigInteger.ONE.shiftLeft(-shift).divide(BigInteger.TEN.pow(k));
            }
            g = g.add(BigInteger.ONE);
            HIGH[k - LEAST_K] = g.shiftRight(63).longValueExact();
            LOW[k - LEAST_K] = g.and(mask).longValueExact();
        }
    }

    private ShortestDouble() {}

    /**
     * Writes the text into an array with space for {@link #MAX_LENGTH} bytes.
     *
     * @return where the text ends
     */
    public static int write(double value, byte[] into, int start) {
        int at = start;
        if (Double.isNaN(value)) {
            return letters(into, at, "nan");
        }
        if (value < 0 || (value == 0 && 1 / value < 0)) {
            into[at++] = '-';
        }
        double size = Math.abs(value);
        if (size == Double.POSITIVE_INFINITY) {
            return letters(into, at, "inf");
        }
        if (size == 0) {
            return letters(into, at, "0.0");
        }
        if (size < FIFTEEN_DIGITS) {
            long whole = (long) size;
            if (whole == size) {
                at = Digits.write(whole, into, at);
                into[at++] = '.';
                into[at++] = '0';
                return at;
            }
            int end = fewDecimals(size, into, at);
            if (end > 0) {
                return end;
            }
        }
        return shortest(size, into, at);
    }

    /**
     * Writes what is a decimal of no more than 15 digits, nine of them behind the point at most.
     *
     * @return where the text ends; 0 if the number is none of these
     */
    private static int fewDecimals(double size, byte[] into, int start) {
        if (size < 1e-3 || size >= 1e12) {
            return 0;
        }
        int scale = size < 1e6 ? 1_000_000_000 : size < 1e9 ? 1_000_000 : 1_000;
        long digits = (long) (size * scale + 0.5);
        if (digits / (double) scale != size) {
            return 0;
        }
        long whole = digits / scale;
        int billionths = (int) (digits - whole * scale) * (1_000_000_000 / scale);
        int at = Digits.write(whole, into, start);
        into[at++] = '.';
        return Digits.writeBillionths(billionths, into, at);
    }

    private static int shortest(double size, byte[] into, int start) {
        long bits = Double.doubleToRawLongBits(size);
        long fraction = bits & ((1L << 52) - 1);
        int biased = (int) (bits >>> 52);
        long c = biased == 0 ? fraction : fraction | (1L << 52);
        int q = Math.max(biased, 1) - 1075;
        boolean regular = fraction != 0 || biased <= 1;

        int k = regular ? floorLog10OfPowerOfTwo(q) : floorLog10OfThreeQuarters(q);
        int h = q + floorLog2OfPowerOfTen(-k) + 2;
        long high = HIGH[k - LEAST_K];
        long low = LOW[k - LEAST_K];
        long odd = c & 1;
        long middle = roundToOdd(high, low, (c << 2) << h);
        long lower = roundToOdd(high, low, ((c << 2) - (regular ? 2 : 1)) << h);
        long upper = roundToOdd(high, low, ((c << 2) + 2) << h);

        // Which of the candidates it is, is as good as random, and would mislead the processor half of the time; so all
        // comparisons below are differences, of which the sign counts: 1 where they are not negative.
        long s = middle >> 2;
        long tens = s / 10;
        long lowerTenFits = notNegative(((tens * 10) << 2) - lower - odd);
        long upperTenFits = notNegative(upper - (((tens + 1) * 10) << 2) - odd);
        long oneDigitLess = s < 10 ? 0 : lowerTenFits ^ upperTenFits;
        long lowerFits = notNegative((s << 2) - lower - odd);
        long upperFits = notNegative(upper - ((s + 1) << 2) - odd);
        long upperIsNearer = notNegative(middle - ((2 * s + 1) << 1) - (~s & 1));
        long takeUpper = lowerFits == upperFits ? upperIsNearer : upperFits;
        long digits = oneDigitLess == 0 ? s + takeUpper : tens + upperTenFits;
        return print(digits, k + (int) oneDigitLess, into, start);
    }

    private static long notNegative(long difference) {
        return ~difference >>> 63;
    }

    /** {@code digits * 10^exponent} as Python lays it out. */
    private static int print(long allDigits, int exponentOfAll, byte[] into, int start) {
        long digits = allDigits;
        int exponent = exponentOfAll;
        while (digits % 10 == 0) {
            digits /= 10;
            exponent++;
        }
        int n = Digits.count(digits);
        int point = n + exponent;
        if (point > 0 && point < n && point <= 16) {
            return Digits.writeWithPoint(digits, n, point, into, start);
        }
        if (point <= -4 || point > 16) {
            return withExponent(digits, point - 1, into, start);
        }
        int at = start;
        if (point <= 0) {
            into[at++] = '0';
            into[at++] = '.';
            for (int i = point; i < 0; i++) {
                into[at++] = '0';
            }
            return Digits.write(digits, into, at);
        }
        at = Digits.write(digits, into, at);
        for (int i = n; i < point; i++) {
            into[at++] = '0';
        }
        return letters(into, at, ".0");
    }

    private static int withExponent(long digits, int power, byte[] into, int start) {
        int at = Digits.write(digits, into, start + 1);
        into[start] = into[start + 1];
        if (at == start + 2) {
            at--;
        } else {
            into[start + 1] = '.';
        }
        into[at++] = 'e';
        into[at++] = (byte) (power < 0 ? '-' : '+');
        int size = Math.abs(power);
        if (size < 10) {
            into[at++] = '0';
        }
        return Digits.write(size, into, at);
    }

    private static int letters(byte[] into, int start, String text) {
        for (int i = 0; i < text.length(); i++) {
            into[start + i] = (byte) text.charAt(i);
        }
        return start + text.length();
    }

    private static long roundToOdd(long high, long low, long factor) {
        long x = Math.multiplyHigh(low, factor);
        long y0 = high * factor;
        long y1 = Math.multiplyHigh(high, factor);
        long z = (y0 >>> 1) + x;
        long w = y1 + (z >>> 63);
        return w | (((z & LOW_63) + LOW_63) >>> 63);
    }

    private static int floorLog10OfPowerOfTwo(int e) {
        return (int) ((e * 661_971_961_083L) >> 41);
    }

    private static int floorLog10OfThreeQuarters(int e) {
        return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    private static int floorLog2OfPowerOfTen(int e) {
        return (int) ((e * 913_124_641_741L) >> 38);
    }
}
