package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import plumbago.carbon.goldens.GoldenReplay;

/**
 * Replays how items of DESTINATIONS were read. Carbon takes ports that there are not, and hosts that it has cut the last
 * character off because there was no colon: ours has to refuse these.
 */
public final class DestinationsReplay implements GoldenReplay {
    @Override
    public String file() {
        return "destinations";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        String text = golden.get("text").asText();
        JsonNode result = golden.get("expect").path("result");
        if (result.isMissingNode()
                || !text.contains(":")
                || !isPort(result.get(1).asLong())) {
            String message = assertThrows(IllegalArgumentException.class, () -> Destination.parse(text))
                    .getMessage();
            assertTrue(message.contains("expected HOST:PORT"), message);
            return;
        }
        Optional<String> instance = result.get(2).isNull()
                ? Optional.empty()
                : Optional.of(result.get(2).asText());
        Destination expected =
                new Destination(result.get(0).asText(), result.get(1).asInt(), instance);
        assertEquals(expected, Destination.parse(text));
        assertEquals(expected, Destination.parse(expected.toString()));
    }

    private static boolean isPort(long number) {
        return number >= 1 && number <= 65535;
    }
}
