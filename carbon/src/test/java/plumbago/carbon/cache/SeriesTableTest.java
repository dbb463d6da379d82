package plumbago.carbon.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumbago.carbon.point.CollidingNames;
import plumbago.carbon.point.NameHash;

class SeriesTableTest {
    private final SeriesTable table = new SeriesTable();

    private int find(String name) {
        byte[] bytes = ("before" + name + "after").getBytes(UTF_8);
        int length = name.getBytes(UTF_8).length;
        return table.find(bytes, 6, length, NameHash.of(bytes, 6, length));
    }

    private int add(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return table.add(bytes, 0, bytes.length, NameHash.of(bytes, 0, bytes.length));
    }

    /** Names are asked for in runs of their order and out of it, with names between them that nobody added. */
    @Test
    void findsEachNameInAnyOrder() {
        SplittableRandom random = new SplittableRandom(5);
        Map<String, Integer> handles = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            int from = random.nextInt(names.size() + 1);
            for (int i = from; i < Math.min(names.size(), from + random.nextInt(6)); i++) {
                assertEquals(i, find(names.get(i)));
            }
            // Some are longer than others, so that names do not end where pieces of the arena do.
            String fresh = "name." + names.size() + ".x".repeat(random.nextInt(100));
            assertEquals(-1, find(fresh));
            if (random.nextInt(3) > 0) {
                assertEquals(names.size(), add(fresh));
                handles.put(fresh, names.size());
                names.add(fresh);
            }
        }
        handles.forEach((name, handle) -> {
            assertEquals(handle, find(name));
            assertEquals(name, table.name(handle));
        });
        assertEquals(names.size(), table.size());
        assertTrue(table.memoryBytes() > 1 << 20, "the names take more than one piece");
    }

    @Test
    void keepsEachRecordAndTheBytesOfItsName() {
        int first = add("caf\u00e9;a=b");
        int second = add("plain");
        table.set(first, SeriesTable.FIRST_FIELD, 7);
        table.expect(100_000);
        assertEquals(7, table.get(first, SeriesTable.FIRST_FIELD));
        assertEquals(0, table.get(second, SeriesTable.FIRST_FIELD));
        assertEquals(first, find("caf\u00e9;a=b"));
        assertEquals(9, table.nameLength(first));
        ByteBuffer copied = ByteBuffer.allocate(20);
        table.copyName(first, copied);
        assertEquals("caf\u00e9;a=b", new String(copied.array(), 0, copied.position(), UTF_8));
        assertTrue(table.hasByte(first, (byte) ';'));
        assertFalse(table.hasByte(second, (byte) ';'));
    }

    /** A look-up goes over a few slots also where somebody has made the names, or they are all alike. */
    @Test
    void madeNamesDoNotLengthenALookUp() {
        for (byte[] name : CollidingNames.ofTheHashWithoutKey(20_000)) {
            table.add(name, 0, name.length, NameHash.of(name, 0, name.length));
        }
        for (int i = 0; i < 20_000; i++) {
            add("fleet.host" + i % 1000 + ".cpu" + i / 1000 + ".user");
        }
        assertTrue(table.longestRun() < 200, table.longestRun() + " slots in a row");
    }
}
