package plumbago.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Reads numbers as the recorded calls gave them: as such, or as a text that Python takes for a number. */
final class PythonNumbers {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

    private PythonNumbers() {}

    /** Throws {@link NumberFormatException} for a text that is no number. */
    static double toDouble(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue().doubleValue() == 0 ? node.doubleValue() : toDouble(node.asText());
        }
        return toDouble(node.textValue());
    }

    private static double toDouble(String text) {
        String number = withPlainDigits(text.strip());
        String word = number.toLowerCase(java.util.Locale.ROOT).replaceFirst("^[+-]", "");
        double sign = number.startsWith("-") ? -1 : 1;
        if (word.equals("nan")) {
            return Double.NaN;
        }
        if (word.equals("inf") || word.equals("infinity")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (!DECIMAL.matcher(number).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(number.replace("_", ""));
    }

    /** Python takes the digits of all scripts. */
    private static String withPlainDigits(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            int digit = Character.digit(c, 10);
            plain.appendCodePoint(digit < 0 ? c : '0' + digit);
        });
        return plain.toString();
    }

    /** A number without its fraction. Throws {@link NumberFormatException} for what has no whole part. */
    static long toLong(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        double number = node.isNumber()
                ? node.doubleValue()
                : Long.parseLong(node.textValue().strip());
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new NumberFormatException(node.asText());
        }
        return (long) number;
    }
}
