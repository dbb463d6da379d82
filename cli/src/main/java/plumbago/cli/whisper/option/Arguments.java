package plumbago.cli.whisper.option;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command line after parsing: what was given for each option, and the arguments that belong to none. */
public final class Arguments {
    private final Map<Option<?>, Object> values = new HashMap<>();
    private final List<String> positional = new ArrayList<>();

    Arguments() {}

    <T> void set(Option<T> option, T value) {
        values.put(option, value);
    }

    void add(String argument) {
        positional.add(argument);
    }

    /** Whether an option was given. */
    public boolean has(Option<?> option) {
        return values.containsKey(option);
    }

    /** The value of an option, the last one if it was given twice, or another value if it was not given at all. */
    public <T> T get(Option<T> option, T otherwise) {
        @SuppressWarnings("unchecked") // set() put it there with its own type
        T value = (T) values.get(option);
        return value == null ? otherwise : value;
    }

    /** The arguments that belong to no option, in their order. */
    public List<String> positional() {
        return positional;
    }
}
