package plumbago.statsd.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import plumbago.statsd.javascript.JsNumber;
import plumbago.statsd.javascript.JsValue;

/** What values of a config.js are in our notation. */
final class ImportedValue {
    private ImportedValue() {}

    /** Whether the original takes its default instead: {@code 0}, {@code ''}, {@code false}, {@code null}. */
    static boolean isFalse(JsValue value) {
        if (value instanceof JsValue.Numeric number) {
            return number.value() == 0 || Double.isNaN(number.value());
        } else if (value instanceof JsValue.Text text) {
            return text.value().isEmpty();
        } else if (value instanceof JsValue.Truth truth) {
            return !truth.value();
        }
        return value instanceof JsValue.Nothing;
    }

    /** The first code in a value, however deep. */
    static Optional<JsValue.Code> code(JsValue value) {
        if (value instanceof JsValue.Code code) {
            return Optional.of(code);
        } else if (value instanceof JsValue.Items items) {
            return items.items().stream().flatMap(item -> code(item).stream()).findFirst();
        } else if (value instanceof JsValue.Members object) {
            return object.members().values().stream()
                    .flatMap(member -> code(member).stream())
                    .findFirst();
        }
        return Optional.empty();
    }

    /** A text, number or truth; empty for objects and arrays. */
    static Optional<String> scalar(JsValue value) {
        if (value instanceof JsValue.Text text) {
            return Optional.of(text.value());
        } else if (value instanceof JsValue.Numeric number) {
            return Optional.of(JsNumber.text(number.value()));
        }
        return value instanceof JsValue.Truth truth ? Optional.of(truth.value() ? "True" : "False") : Optional.empty();
    }

    /** What stands in an array, with commas; a scalar stands for an array of one. */
    static Optional<String> list(JsValue value) {
        if (!(value instanceof JsValue.Items items)) {
            return scalar(value);
        }
        List<String> texts = new ArrayList<>();
        for (JsValue item : items.items()) {
            Optional<String> text = scalar(item).filter(one -> one.indexOf(',') < 0 && !one.isBlank());
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return Optional.of(String.join(", ", texts));
    }

    /** JSON on one line; what is not set is left out. */
    static String json(JsValue value) {
        if (value instanceof JsValue.Items items) {
            return items.items().stream().map(ImportedValue::json).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof JsValue.Members object) {
            return object.members().entrySet().stream()
                    .filter(member -> !(member.getValue() instanceof JsValue.Nothing))
                    .map(ImportedValue::json)
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof JsValue.Text text) {
            return LiteralMembers.quoted(text.value());
        } else if (value instanceof JsValue.Truth truth) {
            return Boolean.toString(truth.value());
        }
        return scalar(value).orElse("null");
    }

    private static String json(Map.Entry<String, JsValue> member) {
        return LiteralMembers.quoted(member.getKey()) + ": " + json(member.getValue());
    }
}
