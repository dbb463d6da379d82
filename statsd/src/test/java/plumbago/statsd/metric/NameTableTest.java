package plumbago.statsd.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumbago.carbon.point.NameHash;

class NameTableTest {
    private final NameTable table = new NameTable();

    @Test
    void findsWhatAMapFindsWhateverIsDefinedAndRemoved() {
        Random random = new Random(5);
        Map<String, Integer> expected = new HashMap<>();
        for (int step = 0; step < 200_000; step++) {
            String name = "n" + random.nextInt(3000);
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    if (!expected.containsKey(name)) {
                        int id = define(name);
                        assertFalse(expected.containsValue(id), () -> id + " is given twice");
                        expected.put(name, id);
                    }
                }
                case 4, 5, 6 -> {
                    if (expected.containsKey(name)) {
                        table.remove(expected.remove(name));
                    }
                }
                case 7 -> {
                    if (random.nextInt(100) == 0) {
                        table.intervalEnded();
                    }
                }
                default -> assertEquals(expected.getOrDefault(name, -1), find(name));
            }
        }
        assertEquals(expected.size(), table.size());
        expected.forEach((name, id) -> {
            assertEquals(id, find(name));
            assertTrue(table.has(id));
            assertArrayEquals(bytes(name), table.names()[id]);
        });
    }

    @Test
    void anIdIsGivenAwayAgainInTheNextInterval() {
        int id = define("a");
        table.remove(id);
        assertFalse(table.has(id));
        assertNotEquals(id, define("b"));
        table.intervalEnded();
        assertEquals(id, define("d"));
    }

    @Test
    void afterItHasSettledAllIdsWithoutANameAreFreeOnce() {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(define("n" + i));
        }
        table.remove(ids.get(3));
        table.intervalEnded();
        assertEquals(ids.get(3), define("again"));
        table.remove(ids.get(3));
        table.remove(ids.get(7));
        table.intervalEnded();
        table.settle();
        Set<Integer> given = new HashSet<>(List.of(define("x"), define("y")));
        assertEquals(Set.of(ids.get(3), ids.get(7)), given);
        assertEquals(10, define("z"));
    }

    @Test
    void alsoAfterItHasSettledAnIdThatWasRemovedIsGivenAwayInTheNextInterval() {
        int id = define("a");
        table.remove(id);
        table.settle();
        assertNotEquals(id, define("b"));
        table.intervalEnded();
        assertEquals(id, define("c"));
    }

    private int define(String name) {
        byte[] bytes = bytes(name);
        return table.define(bytes, 0, bytes.length, NameHash.of(bytes, 0, bytes.length));
    }

    private int find(String name) {
        byte[] bytes = bytes(name);
        return table.find(bytes, 0, bytes.length, NameHash.of(bytes, 0, bytes.length));
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
