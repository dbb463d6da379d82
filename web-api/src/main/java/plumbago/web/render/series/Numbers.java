package plumbago.web.render.series;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import plumbago.base.measure.Work;
import plumbago.base.text.ShortestDouble;

/** Numbers as text, the ways Graphite's Python prints them. */
public final class Numbers {
    /** What rounding costs, in terms of {@link Work}, if nothing is odd. */
    public static final int ROUNDING_STEPS = 64;

    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** The shortest text that reads back as the same double: {@code 0.1}, {@code 5.0}, {@code 1e+16}, {@code inf}. */
    public static String repr(double value) {
        byte[] text = new byte[ShortestDouble.MAX_LENGTH];
        return new String(text, 0, ShortestDouble.write(value, text, 0), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** C's {@code %g}: six digits, no zeros at the end, an exponent below 1e-4 and from 1e6 on. */
    public static String general(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        return text.append(size < 10 ? "0" : "").append(size).toString();
    }

    /** A fixed number of decimals, halves of the exact binary value to the even neighbour: C's {@code %.2f}. */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String text =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        boolean lostSign = value < 0 || 1 / value < 0;
        return lostSign && !text.startsWith("-") ? "-" + text : text;
    }

    /** Rounds to so many decimals (negative: tens, hundreds…), halves of the exact binary value to even. */
    public static double round(double value, int decimals) {
        if (Double.isNaN(value) || Double.isInfinite(value) || decimals > 323) {
            return value;
        }
        if (decimals < -308) {
            return 0.0 * value;
        }
        double result =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
        return result == 0 ? Math.copySign(0.0, value) : result;
    }
}
