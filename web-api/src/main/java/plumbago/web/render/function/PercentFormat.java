package plumbago.web.render.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumbago.web.render.series.Numbers;

/** Puts one number into a text with a single placeholder in the style of C, such as {@code %d} or {@code %.3f}. */
final class PercentFormat {
    private static final Pattern PLACEHOLDER = Pattern.compile("%([-+ 0]*)(\\d{0,3})(?:\\.(\\d{1,2}))?([a-zA-Z%])");

    private PercentFormat() {}

    static String apply(String format, double value) {
        Matcher matcher = PLACEHOLDER.matcher(format);
        StringBuilder result = new StringBuilder();
        int from = 0;
        int used = 0;
        while (matcher.find(from)) {
            result.append(format, from, matcher.start());
            from = matcher.end();
            if (matcher.group(4).equals("%")) {
                result.append('%');
            } else {
                used++;
                result.append(placed(matcher, value, format));
            }
        }
        if (used != 1 || format.indexOf('%', from) >= 0) {
            throw new InvalidArgumentException(
                    "'" + format + "' must hold one placeholder for a number, such as %d or %.2f");
        }
        return result.append(format, from, format.length()).toString();
    }

    private static String placed(Matcher matcher, double value, String format) {
        int precision = matcher.group(3) == null ? -1 : Integer.parseInt(matcher.group(3));
        String text = switch (matcher.group(4)) {
            case "d", "i", "u" -> truncated(value, format);
            case "f", "F" -> Numbers.fixed(value, precision < 0 ? 6 : precision);
            case "g", "G" -> Numbers.general(value);
            case "s", "r" -> Numbers.repr(value);
            case "e" -> String.format(java.util.Locale.ROOT, "%." + (precision < 0 ? 6 : precision) + "e", value);
            default ->
                throw new InvalidArgumentException(
                        "'" + format + "' holds a placeholder that is not for numbers: " + matcher.group());
        };
        String flags = matcher.group(1);
        if (!text.startsWith("-") && flags.indexOf('+') >= 0) {
            text = "+" + text;
        }
        int width = matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2));
        String padding = " ".repeat(Math.max(0, width - text.length()));
        if (flags.indexOf('-') >= 0) {
            return text + padding;
        }
        if (flags.indexOf('0') >= 0) {
            int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(padding.length()) + text.substring(sign);
        }
        return padding + text;
    }

    private static String truncated(double value, String format) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new InvalidArgumentException("'" + format + "' wants a whole number, and the value is " + value);
        }
        return new BigDecimal(value).setScale(0, RoundingMode.DOWN).toPlainString();
    }
}
