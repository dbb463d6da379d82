package plumbago.statsd.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashRingTest {
    private static final int KEYS = 2000;

    private final Random random = new Random(20);

    private static Path goldens() throws URISyntaxException {
        return Path.of(HashRingTest.class
                .getResource("/goldens/statsd/proxy-ring.json")
                .toURI());
    }

    @Test
    void choosesAsTheOriginal() throws Exception {
        ProxyRingGoldens goldens = ProxyRingGoldens.of(goldens());
        assertEquals(List.of(), goldens.failures());
        assertEquals(4, goldens.passed());
    }

    private List<ProxyNode> nodes(int count) {
        List<ProxyNode> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(new ProxyNode("n" + i + "-" + random.nextInt(1000) + ".example.com", 8125, 8126));
        }
        return nodes;
    }

    private static List<ProxyNode> choices(Cluster cluster) {
        List<ProxyNode> choices = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            byte[] key = ("servers.web" + i + ".réqs").getBytes(UTF_8);
            choices.add(cluster.node(key, 0, key.length).orElseThrow());
        }
        return choices;
    }

    @Test
    void aNodeThatLeavesMovesItsOwnKeysAloneAndGetsThemBack() {
        for (int count = 2; count <= 12; count++) {
            List<ProxyNode> nodes = nodes(count);
            Cluster cluster = new Cluster(nodes, 100);
            List<ProxyNode> before = choices(cluster);
            ProxyNode away = nodes.get(random.nextInt(count));
            cluster.remove(away, "it is switched off");
            List<ProxyNode> without = choices(cluster);
            // Where servers have a point more or less than before, a few of the others' keys move too, as in the
            // original.
            boolean samePoints = HashRing.pointsOfEach(count) == HashRing.pointsOfEach(count - 1);
            assertEquals(count != 7 && count != 8, samePoints);
            int moved = 0;
            for (int i = 0; i < KEYS; i++) {
                if (before.get(i).equals(away)) {
                    moved++;
                } else if (samePoints) {
                    assertEquals(before.get(i), without.get(i));
                }
            }
            assertTrue(moved > 0 && !without.contains(away), moved + " keys of " + count + " nodes");
            cluster.add(away);
            assertEquals(before, choices(cluster));
            assertEquals(away, cluster.members().get(count - 1));
        }
    }

    /** With 7 servers, and some other numbers, 100 / total * 40 * servers comes out a little below 40. */
    @Test
    void everyNodeHasItsShare() {
        for (int count : new int[] {1, 3, 7, 28, 60}) {
            List<ProxyNode> nodes = nodes(count);
            List<ProxyNode> choices = choices(new Cluster(nodes, 1));
            for (ProxyNode node : nodes) {
                assertTrue(choices.contains(node), node + " of " + count + " has no keys");
            }
        }
    }

    @Test
    void withoutServersNothingIsChosen() {
        assertEquals(OptionalInt.empty(), new HashRing(List.of()).server(new byte[0], 0, 0));
        List<ProxyNode> nodes = nodes(1);
        Cluster cluster = new Cluster(nodes, 10);
        cluster.remove(nodes.get(0), "it is switched off");
        assertTrue(cluster.node(new byte[1], 0, 1).isEmpty());
    }

    @Test
    void aKeyIsLookedUpWhereItStands() {
        HashRing ring = new HashRing(List.of("a:1", "b:2", "c:3", "d:4"));
        byte[] line = "xx.gorets:1|c".getBytes(UTF_8);
        byte[] key = "gorets".getBytes(UTF_8);
        assertEquals(ring.server(key, 0, key.length), ring.server(line, 3, 6));
    }

    @Test
    void theCacheKeepsSoManyKeysAndNoneOfUnusualLength() {
        RouteCache cache = new RouteCache(3);
        ProxyNode node = nodes(1).get(0);
        byte[] keys = "abcde".getBytes(UTF_8);
        for (int i = 0; i < 5; i++) {
            cache.put(keys, i, 1, node);
            assertEquals(node, cache.get(keys, 0, 1) == null ? node : cache.get(keys, 0, 1));
        }
        assertEquals(3, cache.size());
        // The first was asked for again and again, so that others had to go.
        assertEquals(node, cache.get(keys, 0, 1));
        assertEquals(null, cache.get(keys, 1, 1));
        byte[] unusual = new byte[RouteCache.MOST_KEY_BYTES + 1];
        cache.put(unusual, 0, unusual.length, node);
        assertEquals(null, cache.get(unusual, 0, unusual.length));
    }
}
