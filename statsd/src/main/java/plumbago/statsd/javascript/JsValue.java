package plumbago.statsd.javascript;

import java.util.List;
import java.util.Map;

/** A value of a literal, and where it begins. */
public sealed interface JsValue {
    /** The line, counted from 1. */
    int line();

    /** A text in quotes. */
    record Text(String value, int line) implements JsValue {}

    /** A number, with its sign. */
    record Numeric(double value, int line) implements JsValue {}

    /** {@code true} or {@code false}. */
    record Truth(boolean value, int line) implements JsValue {}

    /** {@code null} or {@code undefined}. */
    record Nothing(int line) implements JsValue {}

    /** An object, in the order of the text; of a name that is there twice, the later value counts. */
    record Members(Map<String, JsValue> members, int line) implements JsValue {}

    /** An array. */
    record Items(List<JsValue> items, int line) implements JsValue {}

    /**
     * What only a program could say the value of.
     *
     * @param source its text, on one line and cut where it is long
     */
    record Code(String source, int line) implements JsValue {}
}
