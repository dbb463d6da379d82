package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.carbon.point.NameHash;

class RouteCacheTest {
    private static final Route ROUTE = new Route(new int[] {0}, null, null);

    private static int hash(byte[] name) {
        return NameHash.of(name, 0, name.length);
    }

    private static Route find(RouteCache cache, String name, int hash) {
        byte[] padded = ("x" + name + "yz").getBytes(StandardCharsets.UTF_8);
        return cache.find(padded, 1, padded.length - 3, hash);
    }

    /** Names come in order, at random, and with hashes of which many are alike. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0xff, 0})
    void agreesWithAMap(int hashMask) {
        RouteCache cache = new RouteCache(Long.MAX_VALUE);
        Map<String, Route> model = new HashMap<>();
        Random random = new Random(5);
        int names = hashMask == 0 ? 300 : 5_000;
        for (int i = 0; i < 4 * names; i++) {
            int number = i % 3 == 0 ? random.nextInt(names) : (i / 2) % names;
            String name = "name.ö." + number;
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            int hash = hash(bytes) & hashMask;
            assertSame(model.get(name), find(cache, name, hash));
            if (!model.containsKey(name)) {
                Route route = new Route(new int[] {number}, null, null);
                model.put(name, route);
                cache.put(bytes, 0, bytes.length, hash, route);
            }
            assertSame(model.get(name), find(cache, name, hash));
        }
        assertEquals(names, cache.size());
        assertEquals(names, model.size());
    }

    @Test
    void aNameThatBeginsLikeAnotherOrHasItsHashIsAnother() {
        RouteCache cache = new RouteCache(Long.MAX_VALUE);
        byte[] name = "a.b.c".getBytes(StandardCharsets.UTF_8);
        cache.put(name, 0, name.length, 7, ROUTE);
        assertSame(ROUTE, cache.find(name, 0, 5, 7));
        assertNull(cache.find(name, 0, 4, 7));
        assertNull(cache.find(name, 0, 5, 8));
        assertNull(cache.find(new byte[0], 0, 0, 7));
    }

    /** Memory is taken by the megabyte, so the bound is kept to as exactly. */
    @Test
    void forgetsAllAtItsBoundAndGoesOn() {
        long bound = 3 << 20;
        RouteCache cache = new RouteCache(bound);
        int most = 0;
        int forgotten = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] name = ("some.name.of.usual.length." + i).getBytes(StandardCharsets.UTF_8);
            int before = cache.size();
            cache.put(name, 0, name.length, hash(name), ROUTE);
            assertSame(ROUTE, cache.find(name, 0, name.length, hash(name)));
            forgotten += cache.size() <= before ? 1 : 0;
            most = Math.max(most, cache.size());
        }
        int names = most;
        assertTrue(names * 32L <= bound && names * 64L > bound / 2, () -> names + " names");
        assertEquals(200_000 / names, forgotten);
    }

    @Test
    void oneThatMayHaveNothingStillAnswersForTheLastName() {
        RouteCache cache = new RouteCache(0);
        for (int i = 0; i < 10; i++) {
            byte[] name = ("n" + i).getBytes(StandardCharsets.UTF_8);
            cache.put(name, 0, name.length, hash(name), ROUTE);
            assertEquals(1, cache.size());
        }
        cache.clear();
        assertEquals(0, cache.size());
    }
}
