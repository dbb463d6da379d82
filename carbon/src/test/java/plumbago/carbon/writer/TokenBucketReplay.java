package plumbago.carbon.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import plumbago.carbon.goldens.GoldenReplay;

/** Replays the rate limiter with a clock of its own; a wait lets that clock go on. */
public final class TokenBucketReplay implements GoldenReplay {
    private static final double NANOS = 1e9;

    @Override
    public String file() {
        return "token-bucket";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        long now = nanos(golden.get("t0"));
        TokenBucket bucket = new TokenBucket(
                golden.get("fill_rate").asDouble(), golden.get("capacity").asDouble(), now);
        int step = 0;
        for (JsonNode op : golden.get("ops")) {
            JsonNode expected = golden.get("expect").get("steps").get(step);
            String what = "step " + step++ + ", " + op;
            double number = op.get(1).asDouble();
            boolean ok = true;
            long slept = 0;
            switch (op.get(0).asText()) {
                case "at" -> now = nanos(op.get(1));
                case "set" -> bucket.change(op.get(2).asDouble(), number);
                case "peek" -> ok = bucket.has(number, now);
                default -> {
                    if (op.get(2).asBoolean()) {
                        slept = bucket.reserve(number, now);
                        now += slept;
                    } else {
                        ok = bucket.take(number, now);
                    }
                }
            }
            if (expected == null || expected.isNull()) {
                continue;
            }
            assertEquals(expected.get("ok").asBoolean(), ok, what);
            double expectedSleep = 0;
            for (JsonNode one : expected.path("slept")) {
                expectedSleep += one.asDouble();
            }
            assertEquals(expectedSleep, slept / NANOS, 1e-6, what);
            assertEquals(expected.get("tokens_after").asDouble(), bucket.tokens(), 1e-6, what);
        }
    }

    private static long nanos(JsonNode seconds) {
        return Math.round(seconds.asDouble() * NANOS);
    }
}
