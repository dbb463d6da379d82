package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import plumbago.base.http.Parameters;
import plumbago.base.http.WebResponse;
import plumbago.web.SimulatedClock;

final class AnswerCacheTest {
    private long millis = 1_000_000;

    private final AnswerCache cache = new AnswerCache(new SimulatedClock(() -> millis), 1000);

    @Test
    void anAnswerIsGivenAgainUntilItsTimeIsOver() {
        cache.put("a", WebResponse.text(200, "one"), 5000);
        millis += 4999;
        assertTrue(cache.get("a").isPresent());
        millis++;
        assertTrue(cache.get("a").isEmpty());
        assertEquals(0, cache.bytes());
    }

    @Test
    void aClockThatIsSetBackMakesNoAnswerLastLonger() {
        cache.put("a", WebResponse.text(200, "one"), 5000);
        millis -= 900_000;
        assertTrue(cache.get("a").isEmpty());
    }

    @Test
    void whatWasNotAskedForLongestGoesFirst() {
        cache.put("a", WebResponse.text(200, "x".repeat(200)), 5000);
        cache.put("b", WebResponse.text(200, "x".repeat(200)), 5000);
        cache.get("a");
        cache.put("c", WebResponse.text(200, "x".repeat(200)), 5000);
        assertTrue(cache.get("a").isPresent());
        assertTrue(cache.get("b").isEmpty());
        assertTrue(cache.get("c").isPresent());
        cache.put("d", WebResponse.text(200, "x".repeat(2000)), 5000);
        assertTrue(cache.get("d").isEmpty());
        assertTrue(cache.bytes() <= 1000);
    }

    @Test
    void orderAndUnderscoresMakeNoOtherRequest() {
        String key = AnswerCache.key(new Parameters().addForm("target=a&target=b&from=-1h&_=1"));
        assertEquals(key, AnswerCache.key(new Parameters().addForm("from=-1h&target=a&_salt=2&target=b")));
        assertTrue(!key.equals(AnswerCache.key(new Parameters().addForm("target=b&target=a&from=-1h"))));
    }

    @Test
    void nothingInAParameterPassesForAnother() {
        assertTrue(differ("maxDataPoints=100%0A%0Atarget%0Apoison.a", "maxDataPoints=100&target=poison.a"));
        assertTrue(differ("a=1&b=2", "a=1%0A%0Ab%0A2"));
        assertTrue(differ("a=x&a=y", "a=x%0Ay"));
        assertTrue(differ("a=1:x1:y", "a=x&a=y"));
        assertTrue(differ("a=1&a=1:b", "a=1&a=1&b="));
        assertTrue(differ("a1:1=", "a=1"));
        assertTrue(differ("a=&b=", "a=b"));
    }

    private static boolean differ(String one, String other) {
        return !AnswerCache.key(new Parameters().addForm(one)).equals(AnswerCache.key(new Parameters().addForm(other)));
    }

    @Test
    void thePolicyGoesByTheRange() {
        AnswerCaching plain = new AnswerCaching(Duration.ofSeconds(60), new TreeMap<>(), 1);
        assertEquals(60, plain.forRange(1).toSeconds());
        Map<Long, Duration> policy = Map.of(3600L, Duration.ofSeconds(30), 7200L, Duration.ofSeconds(120));
        AnswerCaching byRange = new AnswerCaching(Duration.ofSeconds(60), new TreeMap<>(policy), 1);
        assertEquals(0, byRange.forRange(3599).toSeconds());
        assertEquals(30, byRange.forRange(7199).toSeconds());
        assertEquals(120, byRange.forRange(7200).toSeconds());
    }
}
