package plumbago.carbon.receiver;

/**
 * Reads a number as Python's {@code float()} does, since that is what carbon's senders have been checked against:
 * {@code 1_000}, {@code .5}, {@code 1e400} (infinity), {@code -Infinity} and the decimal digits of any script are
 * numbers; {@code 0x10}, {@code 1d} and {@code 1,5} are not, though Java would take the first two.
 */
final class PythonFloat {
    private PythonFloat() {}

    /**
     * Reads a number that has no white space around it.
     *
     * @throws NumberFormatException if Python would raise a ValueError
     */
    static double parse(CharSequence text) {
        int[] codePoints = text.codePoints().toArray();
        StringBuilder plain = new StringBuilder(codePoints.length);
        int at = 0;
        if (at < codePoints.length && (codePoints[at] == '+' || codePoints[at] == '-')) {
            plain.append((char) codePoints[at++]);
        }
        if (at < codePoints.length && isLetter(codePoints[at])) {
            return named(codePoints, at, plain.indexOf("-") == 0);
        }
        int wholeEnd = digits(codePoints, at, plain);
        int digits = wholeEnd - at;
        at = wholeEnd;
        if (at < codePoints.length && codePoints[at] == '.') {
            plain.append('.');
            int fractionEnd = digits(codePoints, at + 1, plain);
            digits += fractionEnd - at - 1;
            at = fractionEnd;
        }
        if (digits == 0) {
            throw new NumberFormatException();
        }
        if (at < codePoints.length && (codePoints[at] == 'e' || codePoints[at] == 'E')) {
            plain.append('e');
            at++;
            if (at < codePoints.length && (codePoints[at] == '+' || codePoints[at] == '-')) {
                plain.append((char) codePoints[at++]);
            }
            int exponentEnd = digits(codePoints, at, plain);
            if (exponentEnd == at) {
                throw new NumberFormatException();
            }
            at = exponentEnd;
        }
        if (at != codePoints.length) {
            throw new NumberFormatException();
        }
        return Double.parseDouble(plain.toString());
    }

    /** Copies a run of digits, with single underscores between digits left out, and returns where it ends. */
    private static int digits(int[] codePoints, int from, StringBuilder plain) {
        int at = from;
        while (at < codePoints.length) {
            int codePoint = codePoints[at];
            if (Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER) {
                plain.append((char) ('0' + Character.digit(codePoint, 10)));
                at++;
            } else if (codePoint == '_'
                    && at > from
                    && codePoints[at - 1] != '_'
                    && at + 1 < codePoints.length
                    && Character.getType(codePoints[at + 1]) == Character.DECIMAL_DIGIT_NUMBER) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private static boolean isLetter(int codePoint) {
        return (codePoint | 0x20) >= 'a' && (codePoint | 0x20) <= 'z';
    }

    private static double named(int[] codePoints, int from, boolean negative) {
        StringBuilder word = new StringBuilder();
        for (int i = from; i < codePoints.length; i++) {
            int codePoint = codePoints[i];
            if (!isLetter(codePoint) || word.length() > 8) {
                throw new NumberFormatException();
            }
            word.append((char) (codePoint | 0x20));
        }
        return switch (word.toString()) {
            case "inf", "infinity" -> negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> throw new NumberFormatException();
        };
    }
}
