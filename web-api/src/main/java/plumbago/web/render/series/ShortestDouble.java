package plumbago.web.render.series;

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
    private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    private static final double EXACT = 1e15;
    private static final double MOST_TRIED = TENS[TENS.length - 1];
    /** More than what the reading of a decimal and its scaling can be off, as a share. */
    private static final double ROUNDING = 0x1p-51;

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
     * Writes the text into an array with room for {@link #MAX_LENGTH} bytes.
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
        if (size < EXACT && size >= 1e-3 && mayHaveFewDecimals(size)) {
            for (int k = 0; k < TENS.length; k++) {
                double scaled = size * TENS[k];
                if (scaled >= EXACT) {
                    break;
                }
                long digits = (long) (scaled + 0.5);
                if (digits / TENS[k] == size) {
                    return decimal(digits, k, into, at);
                }
            }
        }
        return shortest(size, into, at);
    }

    /** Spares those that were computed, with all their digits, ten divisions. */
    private static boolean mayHaveFewDecimals(double size) {
        double scaled = size * MOST_TRIED;
        return scaled >= EXACT || Math.abs(scaled - Math.rint(scaled)) <= scaled * ROUNDING;
    }

    /** {@code digits / 10^decimals}, plainly. */
    private static int decimal(long digits, int decimals, byte[] into, int start) {
        long whole = decimals == 0 ? digits : digits / (long) TENS[decimals];
        int at = Digits.write(whole, into, start);
        into[at++] = '.';
        if (decimals == 0) {
            into[at++] = '0';
            return at;
        }
        Digits.writePadded((int) (digits - whole * (long) TENS[decimals]), decimals, into, at);
        return at + decimals;
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

        long s = middle >> 2;
        if (s >= 10) {
            long tens = s / 10 * 10;
            boolean lowerFits = lower + odd <= tens << 2;
            boolean upperFits = ((tens + 10) << 2) + odd <= upper;
            if (lowerFits != upperFits) {
                return print(lowerFits ? tens : tens + 10, k, into, start);
            }
        }
        boolean lowerFits = lower + odd <= s << 2;
        boolean upperFits = ((s + 1) << 2) + odd <= upper;
        if (lowerFits != upperFits) {
            return print(lowerFits ? s : s + 1, k, into, start);
        }
        long side = middle - ((2 * s + 1) << 1);
        return print(side < 0 || (side == 0 && (s & 1) == 0) ? s : s + 1, k, into, start);
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
        if (point >= n) {
            at = Digits.write(digits, into, at);
            for (int i = n; i < point; i++) {
                into[at++] = '0';
            }
            return letters(into, at, ".0");
        }
        int end = Digits.write(digits, into, at + 1);
        Digits.point(into, at, point);
        return end;
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
