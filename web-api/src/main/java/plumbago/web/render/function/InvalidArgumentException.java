package plumbago.web.render.function;

import java.util.OptionalInt;

/** A target asks for something that cannot be done; the message names function and parameter. */
public final class InvalidArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int NOWHERE = -1;

    private final boolean namesFunction;
    private final int place;

    /** @param message what is wrong and what would be right, for the client */
    public InvalidArgumentException(String message) {
        this(message, false, NOWHERE);
    }

    private InvalidArgumentException(String message, boolean namesFunction, int place) {
        super(message);
        this.namesFunction = namesFunction;
        this.place = place;
    }

    /** Characters of the target before the call that asks for it, if it is known. */
    public OptionalInt place() {
        return place == NOWHERE ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** The same, with the innermost call's place in the target if it has none yet. */
    InvalidArgumentException at(int call) {
        return place == NOWHERE ? new InvalidArgumentException(getMessage(), namesFunction, call) : this;
    }

    /** The same for a text that a function made itself: places in it are none of the target. */
    InvalidArgumentException nowhere() {
        return new InvalidArgumentException(getMessage(), namesFunction, NOWHERE);
    }

    /** The same, with the innermost function's name in front if it is not there yet. */
    InvalidArgumentException in(String function) {
        if (namesFunction) {
            return this;
        }
        String message = getMessage().startsWith(function) ? getMessage() : function + ": " + getMessage();
        return new InvalidArgumentException(message, true, place);
    }
}
