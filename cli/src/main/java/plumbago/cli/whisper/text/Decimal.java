package plumbago.cli.whisper.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A positive number in decimal digits.
 *
 * @param digits without zeros at either end
 * @param exponent of ten, for a point behind the first digit
 */
record Decimal(String digits, int exponent) {
    /** Any decimal number of so many digits can be told apart from its neighbours as a double. */
    private static final int SURE_DIGITS = 15;

    /** So many digits are enough for every double. */
    private static final int MOST_DIGITS = 17;

    /** From this version of Java on {@code Double.toString} gives the fewest digits. */
    private static final boolean SHORT_TO_STRING = Runtime.version().feature() >= 19;

    /**
     * The number with the fewest digits that reads back as the same double, and of those the closest one.
     *
     * <p>What Java prints may have too many digits, but not if it has at most 15: no two numbers of that length read
     * back as the same double. Except for those next to zero, which Java prints with two digits where one is enough.
     */
    static Decimal shortest(double size) {
        Decimal printed = parse(Double.toString(size));
        boolean normal = size >= Double.MIN_NORMAL;
        if (normal && (SHORT_TO_STRING || printed.digits.length() <= SURE_DIGITS)) {
            return printed;
        }
        return of(shortestOf(size, normal ? SURE_DIGITS : 1));
    }

    private static BigDecimal shortestOf(double size, int leastDigits) {
        BigDecimal exact = new BigDecimal(size);
        for (int digits = leastDigits; digits < MOST_DIGITS; digits++) {
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal above = below.add(below.ulp());
            boolean belowFits = below.doubleValue() == size;
            boolean aboveFits = above.doubleValue() == size;
            if (belowFits || aboveFits) {
                boolean aboveCloser = exact.subtract(below).compareTo(above.subtract(exact)) > 0;
                return aboveFits && (aboveCloser || !belowFits) ? above : below;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    /** The number with so many digits, or fewer, that is closest; of two the even one. */
    static Decimal rounded(double size, int digits) {
        return of(new BigDecimal(size).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
    }

    /** All digits of a number in front of the point, and so many behind it. */
    static String exact(double size, int decimals) {
        return new BigDecimal(size).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static Decimal of(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return new Decimal(stripped.unscaledValue().toString(), stripped.precision() - stripped.scale() - 1);
    }

    /** Reads digits with a point in them, and perhaps an {@code E} with an exponent behind them. */
    private static Decimal parse(String text) {
        int e = text.indexOf('E');
        String mantissa = e < 0 ? text : text.substring(0, e);
        int point = mantissa.indexOf('.');
        String all = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int from = 0;
        while (all.charAt(from) == '0') {
            from++;
        }
        int to = all.length();
        while (all.charAt(to - 1) == '0') {
            to--;
        }
        int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
        return new Decimal(all.substring(from, to), point - 1 - from + exponent);
    }

    /** Without an exponent, and with at least so many digits behind the point. */
    String plain(int leastDecimals) {
        int whole = exponent + 1;
        StringBuilder text = new StringBuilder();
        if (whole <= 0) {
            text.append("0.").append("0".repeat(-whole)).append(digits);
        } else if (whole < digits.length()) {
            text.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
        } else {
            text.append(digits).append("0".repeat(whole - digits.length()));
            if (leastDecimals > 0) {
                text.append('.').append("0".repeat(leastDecimals));
            }
        }
        return text.toString();
    }

    /** With an exponent of two digits or more. */
    String scientific() {
        StringBuilder text = new StringBuilder().append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append(exponent < 0 ? "e-" : "e+");
        return text.append(Math.abs(exponent) < 10 ? "0" : "")
                .append(Math.abs(exponent))
                .toString();
    }
}
