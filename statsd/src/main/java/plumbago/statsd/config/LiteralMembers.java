package plumbago.statsd.config;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import plumbago.statsd.javascript.JsLiteral;
import plumbago.statsd.javascript.JsNumber;
import plumbago.statsd.javascript.JsSyntaxException;
import plumbago.statsd.javascript.JsValue;

/** The members of one object in a setting that is a list of objects. What is not as expected is an error. */
final class LiteralMembers {
    private final Map<String, JsValue> members;

    private LiteralMembers(JsValue value, List<String> known) {
        if (!(value instanceof JsValue.Members object)
                || !known.containsAll(object.members().keySet())) {
            throw new IllegalArgumentException();
        }
        this.members = object.members();
    }

    /**
     * Reads a list of objects, in JSON or in JavaScript's looser notation.
     *
     * @param known the names that members may have
     * @return nothing of an empty text
     */
    static <T> List<T> list(String text, List<String> known, Function<LiteralMembers, T> each) {
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            if (!(JsLiteral.read(text) instanceof JsValue.Items items)) {
                throw new IllegalArgumentException();
            }
            return items.items().stream()
                    .map(item -> each.apply(new LiteralMembers(item, known)))
                    .toList();
        } catch (JsSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    boolean has(String name) {
        return members.containsKey(name) && !(members.get(name) instanceof JsValue.Nothing);
    }

    /** A member that is a text, or a number as text. */
    String text(String name) {
        return text(members.get(name));
    }

    static String text(JsValue value) {
        if (value instanceof JsValue.Text text) {
            return text.value();
        } else if (value instanceof JsValue.Numeric number) {
            return JsNumber.text(number.value());
        }
        throw new IllegalArgumentException();
    }

    List<JsValue> items(String name) {
        if (members.get(name) instanceof JsValue.Items items) {
            return items.items();
        }
        throw new IllegalArgumentException();
    }

    boolean truth(String name) {
        if (members.get(name) instanceof JsValue.Truth truth) {
            return truth.value();
        }
        throw new IllegalArgumentException();
    }

    /** A text as a literal of JSON. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
