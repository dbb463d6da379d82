package plumbago.web.render.service;

import java.util.OptionalInt;

/** A render that is refused. The message is for who asked: it says what is wrong, and what would be right. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int NOWHERE = -1;

    private final Reason reason;
    private final int target;
    private final int place;

    /** Whether there is use in asking again. */
    public enum Reason {
        /** The request makes no sense, and never will. */
        INVALID,
        /** It asks for more than any request may have; the message names the setting. */
        TOO_LARGE,
        /** Others hold what it needs; it may be asked again later. */
        BUSY,
        /** What is stored cannot be reached at present; it may be asked again later. */
        UNREACHABLE
    }

    RefusedException(Reason reason, String message) {
        this(reason, message, NOWHERE, NOWHERE);
    }

    private RefusedException(Reason reason, String message, int target, int place) {
        super(message);
        this.reason = reason;
        this.target = target;
        this.place = place;
    }

    /** The same, with where in the request the mistake is. */
    RefusedException at(int targetOfRequest, OptionalInt characters) {
        return new RefusedException(reason, getMessage(), targetOfRequest, characters.orElse(NOWHERE));
    }

    static RefusedException invalid(String message) {
        return new RefusedException(Reason.INVALID, message);
    }

    /** Whether there is use in asking again. */
    public Reason reason() {
        return reason;
    }

    /** Which target of the request is wrong, from 0; nothing if it is none of them. */
    public OptionalInt target() {
        return target == NOWHERE ? OptionalInt.empty() : OptionalInt.of(target);
    }

    /** Characters of that target before what is wrong, if that is known. */
    public OptionalInt place() {
        return place == NOWHERE ? OptionalInt.empty() : OptionalInt.of(place);
    }
}
