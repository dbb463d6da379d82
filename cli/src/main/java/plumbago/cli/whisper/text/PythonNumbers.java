package plumbago.cli.whisper.text;

import java.math.BigInteger;
import java.util.Locale;
import plumbago.base.python.PythonNumber;
import plumbago.base.python.PythonText;

/** Numbers as Python reads and prints them. */
public final class PythonNumbers {
    /** Whole numbers below this are printed without the detour over decimal arithmetic; all are exact in a double. */
    private static final double EXACT_WHOLE = 1e15;

    /** What numbers that are larger than any time are cut to; times can be added to it and subtracted. */
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(62);

    /** A text so short is a long for sure; and numbers with so few digits are those that are closest to a double. */
    private static final int SHORT = 15;

    private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

    /** Up to here the neighbours of a double are less than a thousandth away. */
    private static final double WELL_SCALED = 1L << 42;

    private PythonNumbers() {}

    /**
     * Reads a whole number as {@code int()} does. Numbers beyond 2^62 are cut to that.
     *
     * @throws NumberFormatException if it is none; also for {@code 1.0}
     */
    public static long integer(String text) {
        return isPlain(text, "") && text.length() <= SHORT ? Long.parseLong(text) : cut(PythonNumber.integer(text));
    }

    /**
     * Reads a whole number as the options of Python's {@code optparse} do: {@code 0x1f} is hexadecimal, {@code 0b11}
     * binary, and a leading zero makes the number octal. Otherwise as {@link #integer}.
     *
     * @throws NumberFormatException if it is none
     */
    public static long prefixedInteger(String text) {
        String prefix = text.substring(0, Math.min(2, text.length())).toLowerCase(Locale.ROOT);
        return switch (prefix) {
            case "0x" -> cut(new BigInteger(digits(text.substring(2)), 16));
            case "0b" -> cut(new BigInteger(digits(text.substring(2)), 2));
            case "0o" -> cut(new BigInteger(digits(text.substring(2)), 8));
            default -> prefix.startsWith("0") ? cut(new BigInteger(digits(text), 8)) : integer(text);
        };
    }

    /** Digits without blanks around and single underscores between them; a sign has no place behind a prefix. */
    private static String digits(String text) {
        String digits = PythonText.strip(text);
        char last = '_';
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (!Character.isLetterOrDigit(c) && (c != '_' || last == '_')) {
                throw new NumberFormatException(text);
            }
            last = c;
        }
        if (last == '_') {
            throw new NumberFormatException(text);
        }
        return digits.replace("_", "");
    }

    private static long cut(BigInteger number) {
        return number.min(LIMIT).max(LIMIT.negate()).longValue();
    }

    /**
     * Reads a number as {@code float()} does.
     *
     * @throws NumberFormatException if it is none
     */
    public static double real(String text) {
        return isPlain(text, ".eE") ? Double.parseDouble(text) : PythonNumber.real(text);
    }

    /** Whether a text is made of digits, signs and some letters only, which Java reads as Python does, and sooner. */
    private static boolean isPlain(String text, String letters) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && c != '-' && c != '+' && letters.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Prints a number as {@code repr} does: the fewest digits that read back as the same number. */
    public static String repr(double value) {
        if (!Double.isFinite(value)) {
            return unreal(value);
        }
        if (isShortWhole(value)) {
            return whole(value) + ".0";
        }
        Decimal size = Decimal.shortest(Math.abs(value));
        String text = size.exponent() >= -4 && size.exponent() < 16 ? size.plain(1) : size.scientific();
        return isNegative(value) ? "-" + text : text;
    }

    /** Prints a number as {@code %.<decimals>f} does, with all digits of large numbers. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return unreal(value);
        }
        String size = fixedIfEasy(Math.abs(value), decimals);
        if (size == null) {
            size = Decimal.exact(Math.abs(value), decimals);
        }
        return isNegative(value) ? "-" + size : size;
    }

    /**
     * Rounds by scaling up, where that can be trusted: the scaled number is off by less than a thousandth, so it tells
     * which way to round unless it is about halfway. Returns null where it cannot.
     */
    private static String fixedIfEasy(double size, int decimals) {
        if (decimals >= POWERS_OF_TEN.length) {
            return null;
        }
        double scaled = size * POWERS_OF_TEN[decimals];
        if (scaled >= WELL_SCALED || Math.abs(scaled - Math.floor(scaled) - 0.5) < 0.001) {
            return null;
        }
        long rounded = Math.round(scaled);
        long power = (long) POWERS_OF_TEN[decimals];
        String whole = Long.toString(rounded / power);
        if (decimals == 0) {
            return whole;
        }
        String fraction = Long.toString(rounded % power);
        return whole + "." + "0".repeat(decimals - fraction.length()) + fraction;
    }

    /** Prints a number as {@code %.<digits>g} does: so many significant digits, without zeros at the end. */
    public static String general(double value, int digits) {
        if (!Double.isFinite(value)) {
            return unreal(value);
        }
        if (value == 0 || (isShortWhole(value) && digits >= 15)) {
            return whole(value);
        }
        Decimal size = digits <= SHORT ? Decimal.shortest(Math.abs(value)) : null;
        if (size == null || size.digits().length() > digits) {
            size = Decimal.rounded(Math.abs(value), digits);
        }
        String text = size.exponent() >= -4 && size.exponent() < digits ? size.plain(0) : size.scientific();
        return isNegative(value) ? "-" + text : text;
    }

    /** The words for infinities and NaN that {@code json.dumps} uses, though they are no JSON. */
    public static String json(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value < 0 ? "-Infinity" : "Infinity") : repr(value);
    }

    private static boolean isShortWhole(double value) {
        return Math.abs(value) < EXACT_WHOLE && value == (long) value;
    }

    private static String whole(double value) {
        return value == 0 && isNegative(value) ? "-0" : Long.toString((long) value);
    }

    private static boolean isNegative(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    private static String unreal(double value) {
        return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
}
