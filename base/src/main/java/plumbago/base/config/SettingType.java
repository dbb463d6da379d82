package plumbago.base.config;

import java.util.function.Function;

/**
 * How the text of a setting is read.
 *
 * @param <T> what it becomes
 */
public final class SettingType<T> {
    private final String name;
    private final String expected;
    private final Function<String, T> reader;
    private final Function<T, String> writer;

    /**
     * Declares a type.
     *
     * @param name one word for tables
     * @param expected what may be written, to follow the word "expected"
     * @param reader throws {@link IllegalArgumentException} for what is none
     * @param writer how a value is written so that it is read again
     */
    public SettingType(String name, String expected, Function<String, T> reader, Function<T, String> writer) {
        this.name = name;
        this.expected = expected;
        this.reader = reader;
        this.writer = writer;
    }

    /** One word for tables. */
    public String name() {
        return name;
    }

    /** What may be written, to follow the word "expected". */
    public String expected() {
        return expected;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if the text is none of {@link #expected}
     */
    public T read(String text) {
        return reader.apply(text);
    }

    /** The text that is read as this value. */
    public String write(T value) {
        return writer.apply(value);
    }
}
