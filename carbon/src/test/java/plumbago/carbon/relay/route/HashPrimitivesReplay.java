package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import plumbago.carbon.goldens.GoldenReplay;

/** Replays the hashes of single texts. */
public final class HashPrimitivesReplay implements GoldenReplay {
    @Override
    public String file() {
        return "hash-primitives";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        String key = golden.get("key").asText();
        for (HashType type : new HashType[] {HashType.CARBON_CH, HashType.FNV1A_CH, HashType.MMH3_CH}) {
            assertEquals(golden.get("expect").get(type.toString()).asInt(), type.position(key), key + " " + type);
        }
    }
}
