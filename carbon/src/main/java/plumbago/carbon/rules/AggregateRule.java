package plumbago.carbon.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import plumbago.base.python.PythonNumber;
import plumbago.base.python.PythonPattern;
import plumbago.base.python.PythonText;

/**
 * A line of aggregation-rules.conf, {@code output_template (frequency) = method input_pattern}: of the values of all metrics
 * that match it becomes one in each interval.
 *
 * <p>Unchangeable, and so safe for use by several threads.
 */
public final class AggregateRule {
    private final String text;
    private final int frequency;
    private final AggregateMethod method;
    private final PythonPattern pattern;
    private final OutputTemplate template;
    private final String output;

    private AggregateRule(String output, int frequency, AggregateMethod method, String input) {
        this.output = output;
        this.text = output + " (" + frequency + ") = " + method.word() + ' ' + input;
        this.frequency = frequency;
        this.method = method;
        try {
            this.pattern = InputPattern.compile(input);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern '" + input + "': "
                            + PythonPattern.whatIsWrong(e)
                            + " in what carbon makes of it, " + InputPattern.regex(input),
                    e);
        }
        try {
            this.template = OutputTemplate.compile(output, pattern.namesOfGroups());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("output '" + output + "': " + e.getMessage(), e);
        }
    }

    /**
     * Reads a line that is not empty.
     *
     * @throws IllegalArgumentException if it is no rule; the message says which field and what was expected
     */
    static AggregateRule parse(String line) {
        int equals = line.indexOf('=');
        List<String> left = equals < 0 ? List.of() : words(line.substring(0, equals));
        List<String> right = equals < 0 ? List.of() : words(line.substring(equals + 1));
        if (left.size() != 2 || right.size() != 2) {
            throw new IllegalArgumentException("'" + line + "': expected output (seconds) = method pattern,"
                    + " without blanks within the four, and no = in the first");
        }
        AggregateMethod method = AggregateMethod.named(right.get(0))
                .orElseThrow(() -> new IllegalArgumentException("method '" + right.get(0) + "': expected one of "
                        + String.join(", ", AggregateMethod.names())));
        return new AggregateRule(left.get(0), frequency(left.get(1)), method, right.get(1));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || PythonText.isSpace(text.charAt(at))) {
                if (at > begin) {
                    words.add(text.substring(begin, at));
                }
                begin = at + 1;
            }
        }
        return words;
    }

    private static int frequency(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && word.charAt(from) == '(') {
            from++;
        }
        while (to > from && word.charAt(to - 1) == ')') {
            to--;
        }
        try {
            int frequency = PythonNumber.integer(word.substring(from, to)).intValueExact();
            if (frequency > 0) {
                return frequency;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below, as a number below 1 is.
        }
        throw new IllegalArgumentException(
                "frequency '" + word + "': expected a whole number of seconds from 1 on, in parentheses");
    }

    /** The rule in one spelling: two rules that have the same are the same. */
    public String text() {
        return text;
    }

    /** The output as it is written in the file. */
    String output() {
        return output;
    }

    /** Length of an interval in seconds, from 1 on. */
    public int frequency() {
        return frequency;
    }

    /** What is made of the values of an interval. */
    public AggregateMethod method() {
        return method;
    }

    /** The aggregate that a metric is part of by this rule; nothing if the rule is not for it. */
    public Optional<String> aggregate(String metric) {
        return pattern.namedGroupsAtStartOf(metric).map(template::fill);
    }

    @Override
    public String toString() {
        return text;
    }
}
