package plumbago.carbon.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InHandTest {
    private record Noted(int count, boolean all, int segment, long record) {}

    @Test
    void nothingIsFoundInAnEmptyOne() {
        InHand inHand = new InHand();
        assertFalse(inHand.find(0));
        assertFalse(inHand.find(16));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 40, 100_000})
    void behavesAsAMap(int handles) {
        SplittableRandom random = new SplittableRandom(handles);
        InHand inHand = new InHand();
        Map<Integer, Noted> model = new HashMap<>();
        for (int step = 0; step < 200_000; step++) {
            // Many have their home in a few slots, and at the end of the table, so that they push each other on.
            int handle = random.nextInt(handles) * (random.nextBoolean() ? 16 : 1) + (random.nextBoolean() ? 15 : 0);
            boolean known = inHand.find(handle);
            Noted noted = model.get(handle);
            assertEquals(noted != null, known);
            if (known) {
                assertEquals(noted.all(), inHand.isAll(noted.count()));
                assertFalse(inHand.isAll(noted.count() + 1));
                assertEquals(noted.segment(), inHand.segment());
                assertEquals(noted.record(), inHand.record());
            }
            if (known && random.nextInt(3) > 0) {
                inHand.remove();
                model.remove(handle);
            } else if (model.size() < 300 || known) {
                Noted next = new Noted(random.nextInt(5), random.nextBoolean(), random.nextInt(), random.nextLong());
                inHand.put(handle, next.count(), next.all(), next.segment(), next.record());
                model.put(handle, next);
            }
            if (step % 50_000 == 49_999) {
                inHand.clear();
                model.clear();
            }
        }
        assertTrue(inHand.memoryBytes() <= 20L * 1024, "it does not grow without need");
    }
}
