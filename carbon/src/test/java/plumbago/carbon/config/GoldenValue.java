package plumbago.carbon.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import plumbago.base.python.PythonNumber;

/** Compares a value of ours with one that carbon was recorded having. */
final class GoldenValue {
    private GoldenValue() {}

    /**
     * Whether both mean the same. Carbon makes a number of every text that looks like one; ours stays the text it is,
     * and has to be read as that number. Carbon's {@code None} is nothing, or a text; ours is no time at all. Of a list
     * that was left empty carbon makes a list of one empty text.
     */
    static boolean same(Object ours, JsonNode carbon) {
        if (carbon.isNull() || carbon.asText().equals("None")) {
            return ours.equals(Duration.ZERO) || ours.equals("") || ours.equals("None");
        }
        if (carbon.isBoolean()) {
            return ours.equals(carbon.asBoolean());
        }
        if (carbon.isArray()) {
            List<String> items = new ArrayList<>();
            StreamSupport.stream(carbon.spliterator(), false)
                    .map(JsonNode::asText)
                    .filter(item -> !item.isEmpty())
                    .forEach(items::add);
            return ours.equals(items);
        }
        Optional<Double> expected = number(carbon);
        if (expected.isPresent()) {
            return number(ours).equals(expected);
        }
        return ours instanceof Path path ? path.equals(Path.of(carbon.asText())) : ours.equals(carbon.asText());
    }

    /** The text that carbon's value was, or may have been, read from. */
    static String text(JsonNode carbon) {
        if (carbon.isArray()) {
            List<String> items = new ArrayList<>();
            carbon.forEach(item -> items.add(item.asText()));
            return String.join(",", items);
        }
        return carbon.asText();
    }

    private static Optional<Double> number(JsonNode carbon) {
        if (carbon.isNumber()) {
            return Optional.of(carbon.asDouble());
        }
        return switch (carbon.asText()) {
            case "Infinity", "-Infinity", "NaN" -> Optional.of(Double.parseDouble(carbon.asText()));
            default -> Optional.empty();
        };
    }

    private static Optional<Double> number(Object ours) {
        if (ours instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        if (ours instanceof Duration duration) {
            return Optional.of(duration.toNanos() / 1e9);
        }
        try {
            return Optional.of(PythonNumber.real(ours.toString()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
