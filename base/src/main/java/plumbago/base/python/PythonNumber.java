package plumbago.base.python;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Reads numbers as Python's {@code int()} and {@code float()} do: blanks around them, single underscores between digits
 * and the decimal digits of any script are allowed, {@code inf}, {@code infinity} and {@code nan} in any case are
 * floats; {@code 0x10}, {@code 1d} and {@code 1,5} are no numbers.
 */
public final class PythonNumber {
    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*+";
    private static final Pattern INTEGER = Pattern.compile("[+-]?" + DIGITS);
    private static final Pattern FLOAT = Pattern.compile(
            "[+-]?(?:" + DIGITS + "(?:\\.(?:" + DIGITS + ")?)?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?");
    private static final Pattern NAMED = Pattern.compile("([+-])?(?:(inf(?:inity)?)|nan)", Pattern.CASE_INSENSITIVE);

    private PythonNumber() {}

    /**
     * Reads an integer of any size.
     *
     * @throws NumberFormatException if {@code int()} would refuse the text
     */
    public static BigInteger integer(String text) {
        String plain = withAsciiDigits(PythonText.strip(text));
        if (!INTEGER.matcher(plain).matches()) {
            throw new NumberFormatException("not an integer: '" + text + "'");
        }
        return new BigInteger(plain.replace("_", ""));
    }

    /**
     * Reads a floating point number; too large ones are infinite.
     *
     * @throws NumberFormatException if {@code float()} would refuse the text
     */
    public static double real(String text) {
        String plain = withAsciiDigits(PythonText.strip(text));
        if (FLOAT.matcher(plain).matches()) {
            return Double.parseDouble(plain.replace("_", ""));
        }
        var named = NAMED.matcher(plain);
        if (!named.matches()) {
            throw new NumberFormatException("not a number: '" + text + "'");
        }
        if (named.group(2) == null) {
            return Double.NaN;
        }
        return "-".equals(named.group(1)) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static String withAsciiDigits(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER) {
                plain.append((char) ('0' + Character.digit(codePoint, 10)));
            } else {
                plain.appendCodePoint(codePoint);
            }
        });
        return plain.toString();
    }
}
