package plumbago.web.graph.battery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts and numbers as they are compared. */
final class Texts {
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NUMBER = Pattern.compile("\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)");

    private Texts() {}

    /** Without blanks at the ends, and with one space for the blanks between words. */
    static String collapsed(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    static String withoutBlanks(String text) {
        return BLANKS.matcher(text).replaceAll("");
    }

    /** The number that a text begins with. */
    static double number(String text, double otherwise) {
        Matcher matcher = NUMBER.matcher(text == null ? "" : text);
        return matcher.lookingAt() ? Double.parseDouble(matcher.group(1)) : otherwise;
    }

    /** The numbers of a list with blanks and commas between them. */
    static double[] numbers(String text) {
        String list = text.replace(',', ' ').strip();
        String[] parts = list.isEmpty() ? new String[0] : list.split("\\s+", -1);
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Double.parseDouble(parts[i]);
        }
        return numbers;
    }
}
