package plumbago.cli.whisper.option;

import java.util.List;
import java.util.Locale;
import plumbago.cli.whisper.text.PythonNumbers;

/**
 * One option of a program: its names, what it means, and how the text behind it becomes a value.
 *
 * @param <T> the kind of its value
 */
public abstract class Option<T> {
    private final List<String> names;
    private final String help;

    private Option(String help, String... names) {
        this.names = List.of(names);
        this.help = help;
    }

    /** An option without a value. */
    public static Option<Boolean> flag(String help, String... names) {
        return new Flag(help, names);
    }

    /** An option whose value may be any text. */
    public static Option<String> text(String help, String... names) {
        return new Text(help, names);
    }

    /** An option whose value is a whole number, written as {@link PythonNumbers#prefixedInteger} reads it. */
    public static Option<Long> integer(String help, String... names) {
        return new Whole(help, names);
    }

    /** An option whose value is a number, written as {@link PythonNumbers#real} reads it. */
    public static Option<Double> real(String help, String... names) {
        return new Real(help, names);
    }

    /** An option whose value is one of a few words. */
    public static Option<String> choice(List<String> choices, String help, String... names) {
        return new Choice(choices, help, names);
    }

    /** All names with their dashes: one letter behind a single dash, words behind two. */
    List<String> names() {
        return names;
    }

    String help() {
        return help;
    }

    boolean takesValue() {
        return true;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException with what is wrong with the text as its message
     */
    abstract T value(String text);

    /** All names, short ones first, each with a place for the value: {@code -t FORMAT, --time-format=FORMAT}. */
    String label() {
        StringBuilder label = new StringBuilder();
        for (int dashes = 1; dashes <= 2; dashes++) {
            for (String name : names) {
                if (isLong(name) != (dashes == 2)) {
                    continue;
                }
                if (!label.isEmpty()) {
                    label.append(", ");
                }
                label.append(name);
                if (takesValue()) {
                    label.append(isLong(name) ? '=' : ' ').append(placeholder());
                }
            }
        }
        return label.toString();
    }

    static boolean isLong(String name) {
        return name.startsWith("--");
    }

    private String placeholder() {
        String name = names.get(0);
        for (String other : names) {
            if (isLong(other)) {
                name = other;
                break;
            }
        }
        return name.substring(isLong(name) ? 2 : 1).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static final class Flag extends Option<Boolean> {
        Flag(String help, String... names) {
            super(help, names);
        }

        @Override
        boolean takesValue() {
            return false;
        }

        @Override
        Boolean value(String text) {
            return Boolean.TRUE;
        }
    }

    private static final class Text extends Option<String> {
        Text(String help, String... names) {
            super(help, names);
        }

        @Override
        String value(String text) {
            return text;
        }
    }

    private static final class Whole extends Option<Long> {
        Whole(String help, String... names) {
            super(help, names);
        }

        @Override
        Long value(String text) {
            try {
                return PythonNumbers.prefixedInteger(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is no whole number", e);
            }
        }
    }

    private static final class Real extends Option<Double> {
        Real(String help, String... names) {
            super(help, names);
        }

        @Override
        Double value(String text) {
            try {
                return PythonNumbers.real(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is no number", e);
            }
        }
    }

    private static final class Choice extends Option<String> {
        private final List<String> choices;

        Choice(List<String> choices, String help, String... names) {
            super(help, names);
            this.choices = choices;
        }

        @Override
        String value(String text) {
            if (!choices.contains(text)) {
                throw new IllegalArgumentException("'" + text + "' is none of " + String.join(", ", choices));
            }
            return text;
        }
    }
}
