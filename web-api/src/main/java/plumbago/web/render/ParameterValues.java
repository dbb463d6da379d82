package plumbago.web.render;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.web.graph.ColorNames;
import plumbago.web.graph.GraphOptions.LineColor;
import plumbago.web.graph.surface.Color;

/**
 * The parameters of a picture by graphite-web's rules: of one given several times the last counts, and an empty one or
 * {@code default} is as good as none. What makes no sense is refused with a sentence that names the parameter, what is
 * expected, and what it was.
 */
final class ParameterValues {
    /** What colours may be, for messages. */
    static final String A_COLOR = "a colour such as red, darkblue, ff8800 or #ff8800cc";

    /** No scale has a use for more, and what is computed from two such numbers is still finite. */
    static final double LARGEST = 1e300;

    /** Of what was given, in messages. */
    private static final int MOST_SHOWN = 60;

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");

    /** Longer ones are refused before they are matched. */
    private static final int MOST_DIGITS = 400;

    private final Parameters parameters;
    private final Predicate<String> matters;

    /** @param matters whether a parameter of that name is looked at at all */
    ParameterValues(Parameters parameters, Predicate<String> matters) {
        this.parameters = parameters;
        this.matters = matters;
    }

    /** What was given, as it was given. */
    Optional<String> text(String name) {
        return matters.test(name)
                ? parameters.get(name).filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("default"))
                : Optional.empty();
    }

    /**
     * The same of no more than so many characters.
     *
     * @throws RequestException with status 400 if it is longer
     */
    Optional<String> text(String name, int longest) {
        Optional<String> value = text(name);
        if (value.isPresent() && value.get().length() > longest) {
            throw bad(name, "a text of at most " + longest + " characters");
        }
        return value;
    }

    /** Whether something was given. */
    boolean has(String name) {
        return text(name).isPresent();
    }

    /** The first name if something was given by it, else the second. */
    String either(String name, String formerName) {
        return has(name) ? name : formerName;
    }

    /** Whether it is true: anything but {@code false} and zero is. */
    Optional<Boolean> truth(String name) {
        return text(name).map(value -> real(name) != 0 && !value.equalsIgnoreCase("false"));
    }

    /** The same, where nothing given is as good as {@code false}. */
    boolean isTrue(String name) {
        return truth(name).orElse(false);
    }

    /**
     * Any number.
     *
     * @return NaN if none was given
     */
    double number(String name) {
        return number(name, Double.NaN, -LARGEST, LARGEST, "a number");
    }

    /**
     * A number within limits.
     *
     * @param expected what may be given, for the message
     * @throws RequestException with status 400 if it is none of these
     */
    double number(String name, double fallback, double least, double most, String expected) {
        if (!has(name)) {
            return fallback;
        }
        double value = real(name);
        if (!(value >= least && value <= most)) {
            throw bad(name, expected);
        }
        return value;
    }

    /** Any number; NaN if what was given is none. */
    double real(String name) {
        String value = text(name).orElse("");
        return value.length() <= MOST_DIGITS && NUMBER.matcher(value).matches()
                ? Double.parseDouble(value)
                : Double.NaN;
    }

    /** A whole number within limits; of one with decimals they are cut off, as graphite-web does. */
    int whole(String name, int fallback, int least, int most, String expected) {
        if (!has(name)) {
            return fallback;
        }
        double value = real(name);
        value = value < 0 ? Math.ceil(value) : Math.floor(value);
        if (!(value >= least && value <= most)) {
            throw bad(name, expected);
        }
        return (int) value;
    }

    /**
     * A colour.
     *
     * @throws RequestException with status 400 if it is none
     */
    Optional<LineColor> color(String name) {
        return text(name)
                .map(value -> new LineColor(value, ColorNames.parse(value).orElseThrow(() -> bad(name, A_COLOR))));
    }

    /** The same for what has no need to know how it was written. */
    Color color(String name, Color fallback) {
        return color(name).map(LineColor::color).orElse(fallback);
    }

    /**
     * One of several words, in capitals or not.
     *
     * @throws RequestException with status 400 if it is none of them
     */
    String oneOf(String name, List<String> words) {
        String value = text(name).orElse(words.get(0));
        String word = value.toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            throw bad(name, "one of " + String.join(", ", words));
        }
        return word;
    }

    /** The answer to a value that is none. */
    RequestException bad(String name, String expected) {
        return RequestException.bad(name + " must be " + expected + ", and is '"
                + shortened(text(name).orElse("")) + "'");
    }

    /** So much of a text as a sentence bears. */
    static String shortened(String text) {
        if (text.length() <= MOST_SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_SHOWN - 1)) ? MOST_SHOWN - 1 : MOST_SHOWN;
        return text.substring(0, end) + "...";
    }
}
