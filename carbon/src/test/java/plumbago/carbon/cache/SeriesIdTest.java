package plumbago.carbon.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesIdTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8})
    void stripeAndHandleComeOutAsTheyWentIn(int bits) {
        int last = (1 << bits) - 1;
        int most = Integer.MAX_VALUE >>> bits;
        for (int stripe : new int[] {0, last / 2, last}) {
            for (int handle : new int[] {0, 1, 4711, most}) {
                int series = SeriesId.of(stripe, handle, bits);
                assertTrue(series >= 0, "a number below zero is no series");
                assertEquals(stripe, SeriesId.stripe(series, bits));
                assertEquals(handle, SeriesId.handle(series, bits));
            }
        }
        assertTrue(SeriesId.of(last, 7, bits) < SeriesId.of(0, 8, bits), "in the order of the handles");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8})
    void allStripesGetNames(int bits) {
        int last = (1 << bits) - 1;
        assertEquals(0, SeriesId.stripeOfName(0, bits));
        assertEquals(last, SeriesId.stripeOfName(-1, bits));
        assertEquals(last / 2, SeriesId.stripeOfName(Integer.MAX_VALUE, bits));
    }
}
