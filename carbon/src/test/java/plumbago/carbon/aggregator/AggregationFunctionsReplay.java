package plumbago.carbon.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.rules.AggregateMethod;

/**
 * Replays what carbon made of values. It has no {@code last}, which is ours and has to give the last of them; and of no values,
 * for which carbon has no common answer, there is no interval here that anything could be made of.
 */
public final class AggregationFunctionsReplay implements GoldenReplay {
    @Override
    public String file() {
        return "aggregation-functions";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        AggregateMethod method =
                AggregateMethod.valueOf(golden.get("method").asText().toUpperCase(Locale.ROOT));
        JsonNode values = golden.get("values");
        JsonNode expected = golden.get("expect");
        assertEquals(method == AggregateMethod.LAST, expected.has("unsupported"));
        if (values.isEmpty()) {
            return;
        }
        Intervals intervals = new Intervals(method);
        int interval = intervals.open(0);
        for (JsonNode value : values) {
            intervals.add(interval, 0, number(value));
        }
        JsonNode result = expected.has("unsupported") ? values.get(values.size() - 1) : expected.get("result");
        assertEquals(number(result), intervals.result(interval));
    }

    private static double number(JsonNode value) {
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
    }
}
